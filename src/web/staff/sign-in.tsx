// Signing in and out: a name, then the code that came to its owner. Whoever runs the program comes in by the key of npm start.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { say } from '../../../flows/texts.ts';
import { checkHost, checkOrigin, fits, isHttps } from '../guard.ts';
import { Frame, Mark } from '../page.tsx';
import type { AppParts } from '../parts.ts';
import { sendCode, useCode } from './codes.ts';
import { beginSession, operator, staffLanguage, staffOf, stopSession } from './session.ts';

const browser = 'alur_sign_in';
const longest = 4096;

/** A path of this house's own; anything else leads to the board. */
const pathIn = (to: unknown): string => (typeof to === 'string' && /^\/(?![/\\])[\w/?&=%.~+:@-]*$/.test(to) ? to : '/board');
const wordIn = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

/** `/sign-in` and `/sign-out`. */
export function signInRoutes(parts: AppParts): Hono {
  const { house, log } = parts;
  const app = new Hono();
  const guard = [checkHost(parts.access), checkOrigin, bodyLimit({ maxSize: longest })] as const;
  app.use('/sign-in', ...guard);
  app.use('/sign-out', ...guard);

  app.get('/sign-in', async (c) => {
    const to = pathIn(c.req.query('to'));
    const member = house.memory.staff(operator);
    if (member && (await fits(c.req.query('key'), parts.access.key))) {
      await beginSession(c, parts, member);
      return c.redirect(to, 303);
    }
    if (await staffOf(c, parts)) return c.redirect(to, 303);
    return c.html(<SignInPage language={staffLanguage(c, parts)} to={to} />);
  });

  app.post('/sign-in', async (c) => {
    const form = await c.req.parseBody();
    const [to, whom, code] = [pathIn(form.to), wordIn(form.whom), wordIn(form.code)];
    const language = staffLanguage(c, parts);
    if (code !== '') {
      const staff = await useCode(parts, whom, getCookie(c, browser) ?? '', code);
      if (!staff) return c.html(<CodePage language={language} to={to} whom={whom} wrong />, 403);
      await beginSession(c, parts, staff);
      return c.redirect(to, 303);
    }
    const key = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url');
    setCookie(c, browser, key, { path: '/sign-in', httpOnly: true, sameSite: 'Strict', secure: isHttps(c), maxAge: 600 });
    // Not waited for: how long it takes tells nothing of whether there is such a member.
    void sendCode(parts, whom, key, language).catch((error: unknown) =>
      log.error({ err: String(error) }, 'A sign-in code could not be sent; whoever asked can ask again in a minute.'),
    );
    return c.html(<CodePage language={language} to={to} whom={whom} />);
  });

  app.post('/sign-out', async (c) => {
    const staff = await staffOf(c, parts);
    if (staff) await stopSession(c, parts, staff);
    return c.redirect('/sign-in', 303);
  });
  return app;
}

const styles = ['staff/sign-in.css'] as const;

function SignInPage({ language, to }: { language: string; to: string }) {
  return (
    <Frame language={language} title={say(language, 'staff.sign_in_title')} styles={styles}>
      <main class="sign-in">
        <Mark />
        <h1>{say(language, 'staff.sign_in')}</h1>
        <p>{say(language, 'staff.sign_in_how')}</p>
        <form method="post" action="/sign-in">
          <input type="hidden" name="to" value={to} />
          <label for="whom">{say(language, 'staff.whom')}</label>
          <input id="whom" name="whom" required maxlength={200} autocomplete="username" autofocus />
          <button type="submit">{say(language, 'staff.send_code')}</button>
        </form>
        <p class="hint">{say(language, 'staff.operator_hint')}</p>
      </main>
    </Frame>
  );
}

function CodePage({ language, to, whom, wrong }: { language: string; to: string; whom: string; wrong?: boolean }) {
  return (
    <Frame language={language} title={say(language, 'staff.sign_in_title')} styles={styles}>
      <main class="sign-in">
        <Mark />
        <h1>{say(language, 'staff.code_title')}</h1>
        {wrong ? (
          <p class="wrong" role="alert">
            {say(language, 'staff.code_wrong')}
          </p>
        ) : (
          <p>{say(language, 'staff.code_sent')}</p>
        )}
        <form method="post" action="/sign-in">
          <input type="hidden" name="to" value={to} />
          <input type="hidden" name="whom" value={whom} />
          <label for="code">{say(language, 'staff.code')}</label>
          <input id="code" name="code" required maxlength={20} inputmode="numeric" autocomplete="one-time-code" autofocus />
          <button type="submit">{say(language, 'staff.enter')}</button>
        </form>
        <p class="hint">{say(language, 'staff.no_code')}</p>
        <p>
          <a href={`/sign-in?to=${encodeURIComponent(to)}`}>{say(language, 'staff.again')}</a>
        </p>
      </main>
    </Frame>
  );
}
