// Who of the team is at a page: sessions by cookie, and the middleware that asks for one. How they sign in is sign-in.tsx.
import type { Context, MiddlewareHandler } from 'hono';
import { accepts } from 'hono/accepts';
import { every } from 'hono/combine';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { auditStatement, endSession, readSession, seenStatement, sessionStatement, tidySessions } from '../../../db/web.ts';
import { languages, nearestLanguage } from '../../../flows/texts.ts';
import type { Staff } from '../../../flows/turn.ts';
import { checkHost, checkOrigin, isHttps, wantsPage } from '../guard.ts';
import type { AppParts } from '../parts.ts';

/** What the pages behind `staffOnly` know: who is there, and the language they read. */
export type StaffVariables = { Variables: { staff: Staff; language: string } };

const cookie = 'alur_staff';
const dayMs = 86_400_000;
/** A session that nobody used for so long is over. */
const idleMs = 14 * dayMs;
const seenEveryMs = 3_600_000;
const codeMs = 10 * 60_000;
/** The member whose session whoever runs the program gets, by the key that npm start prints. */
export const operator = 'web:you';

/** SHA-256, hex. */
export const hashOf = async (secret: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))).toString('hex');

/** The language that somebody reads: asked for by ?lang=, or the browser's, or the desk's. */
export function staffLanguage(c: Context, { house }: Pick<AppParts, 'house'>): string {
  const near = (tag: string | undefined) => nearestLanguage(tag, languages);
  const usual = house.memory.desk()?.language ?? 'en';
  const asked = near(c.req.query('lang'));
  if (asked) setCookie(c, 'alur_staff_lang', asked, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: 365 * 86_400 });
  const kept = near(getCookie(c, 'alur_staff_lang'));
  if (asked ?? kept) return (asked ?? kept) as string; // one of the two is there
  const match: Parameters<typeof accepts>[1]['match'] = (accepted) =>
    accepted.toSorted((a, b) => b.q - a.q).flatMap(({ type }) => near(type) ?? [])[0] ?? usual;
  return accepts(c, { header: 'Accept-Language', supports: [...languages], default: usual, match });
}

/** Begins a session: writes it, sets the cookie, and puts it into the log. */
export async function beginSession(c: Context, { house, clock }: AppParts, staff: Staff): Promise<void> {
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  const at = clock.now();
  const audit = auditStatement({ at, address: staff.address, name: staff.name, deed: 'signed_in' });
  await house.store.write([...tidySessions(at - idleMs, at - codeMs), sessionStatement(await hashOf(key), staff.address, at), audit]);
  setCookie(c, cookie, key, { path: '/', httpOnly: true, sameSite: 'Lax', secure: isHttps(c), maxAge: idleMs / 1000 });
}

export async function stopSession(c: Context, { house, clock }: AppParts, staff: Staff): Promise<void> {
  const key = getCookie(c, cookie);
  const audit = auditStatement({ at: clock.now(), address: staff.address, name: staff.name, deed: 'signed_out' });
  await house.store.write([...(key ? [endSession(await hashOf(key))] : []), audit]);
  setCookie(c, cookie, '', { path: '/', httpOnly: true, sameSite: 'Lax', secure: isHttps(c), maxAge: 0 });
}

/** Who is signed in, or null: no session, one that is over, or one of somebody who is not of the team any more. */
export async function staffOf(c: Context, { house, clock, access }: AppParts): Promise<Staff | null> {
  const key = getCookie(c, cookie);
  if (!key) return access.open ? house.memory.staff(operator) : null; // nobody but this machine reaches an open page
  const hash = await hashOf(key);
  const session = await readSession(house.store, hash);
  const now = clock.now();
  if (!session || now - session.seenAt > idleMs) return null;
  if (now - session.seenAt > seenEveryMs) await house.store.write([seenStatement(hash, now)]);
  return house.memory.staff(session.address);
}

/**
 * Lets in whoever is signed in; sends others to sign in, and programs away with 401. Refuses what other websites send.
 * Pages behind it are never kept by a cache unless they say so.
 */
export const staffOnly = (parts: AppParts): MiddlewareHandler<StaffVariables> =>
  every(checkHost(parts.access), checkOrigin, signedIn(parts));

const signedIn =
  (parts: AppParts): MiddlewareHandler<StaffVariables> =>
  async (c, next) => {
    const staff = await staffOf(c, parts);
    if (!staff) {
      const { pathname, search } = new URL(c.req.url);
      if (c.req.method === 'GET' && wantsPage(c)) return c.redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`, 303);
      throw new HTTPException(401, { message: 'Sign in first, at /sign-in.' });
    }
    c.set('staff', staff);
    c.set('language', staffLanguage(c, parts));
    await next();
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  };
