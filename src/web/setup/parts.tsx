// The setup page's parts, by how WhatsApp stands: the picture (the QR) and what to do, or what is known.
import { codeShown } from '../../phone-number.ts';
import { qrPath } from '../../qr.ts';
import { untilWords, type WhatsAppWords, whatsAppWords } from '../../whatsapp-words.ts';
import { type SetupView, setupPath } from './view.ts';

/** What stands at the top. */
export function headOf({ state, without }: SetupView): WhatsAppWords {
  if (state) return whatsAppWords(state);
  if (without === 'cloud')
    return {
      badge: 'Cloud API',
      title: 'Nothing to pair',
      sentence: "WhatsApp comes by WhatsApp's own Cloud API, which needs no paired phone.",
      tone: 'good',
    };
  return { badge: 'Off', title: 'WhatsApp is off', sentence: 'One line in .env turns it on.', tone: 'wait' };
}

/** The other accounts, where there are several: each with how it stands. */
export const Accounts = ({ account, accounts }: SetupView) =>
  accounts.length < 2 ? null : (
    <ul>
      {accounts.map(({ name, state }) => {
        const { badge, tone } = whatsAppWords(state);
        return (
          <li>
            <a href={setupPath(name)} aria-current={name === account ? 'page' : undefined}>
              {name || 'First number'}{' '}
              <span class="badge" data-tone={tone}>
                {badge}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );

export function Picture({ state, byCode }: SetupView) {
  if (state?.type !== 'unpaired' || byCode) return null;
  if (state.qr === undefined) return <p class="qr coming">The QR code is on its way…</p>;
  const { size, path } = qrPath(state.qr);
  return (
    <div class="qr" role="img" aria-label="QR code, to be scanned with WhatsApp on the phone">
      <svg viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges" aria-hidden="true">
        <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
        <path fill="#000" d={path} />
      </svg>
    </div>
  );
}

export function How(view: SetupView) {
  const { state } = view;
  if (!state) return <TurnOn {...view} />;
  if (state.type === 'unpaired') return view.byCode ? <ByCode {...view} code={state.code} /> : <ByScan {...view} />;
  if (state.type === 'open') {
    const since = new Date(state.since);
    const shown = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: view.zone }).format(since);
    return (
      <>
        <p>
          Since <time datetime={since.toISOString()}>{shown}</time>. Clients who write to this number are answered by Alur.
        </p>
        <p class="small">To unlink it: on the phone, Settings › Linked devices, tap this device, Log out.</p>
      </>
    );
  }
  const { again } = whatsAppWords(state);
  return again ? (
    <form method="post" action={setupPath(view.account, { at: '/reconnect' })} data-ask>
      <button type="submit" class="main" data-busy="Asking WhatsApp…">
        {again}
      </button>
      <p class="wrong" role="alert" />
    </form>
  ) : null;
}

/** Until when it waits, where it does. */
export function Wait({ state, now }: SetupView) {
  if (state?.type !== 'offline') return null;
  return (
    <p>
      It tries again by itself <span data-until={String(state.retryAt)}>{untilWords(state.retryAt, now)}</span>.
    </p>
  );
}

const onThePhone = (
  <>
    Go to <b>Settings › Linked devices</b> <span class="small">(on Android: ⋮ › Linked devices)</span>
  </>
);

const ByScan = ({ account }: SetupView) => (
  <>
    <ol class="steps">
      <li>
        <span>
          Open <b>WhatsApp</b> on the phone that clients write to
        </span>
      </li>
      <li>
        <span>{onThePhone}</span>
      </li>
      <li>
        <span>
          Tap <b>Link a device</b> and point the phone at this code
        </span>
      </li>
    </ol>
    <p>
      <a href={setupPath(account, { by: 'code' })}>Pair with a code instead</a>
    </p>
    <p class="small">The QR code changes now and then; this page follows by itself.</p>
  </>
);

const ByCode = ({ code, problem, account }: SetupView & { code: string | undefined }) => (
  <>
    {code === undefined ? null : (
      <div class="code" tabindex={-1} data-focus>
        <p class="small">Type this on the phone</p>
        <output>{codeShown(code)}</output>
      </div>
    )}
    {code === undefined ? null : (
      <ol class="steps">
        <li>
          <span>
            On the phone, open <b>WhatsApp</b>
          </span>
        </li>
        <li>
          <span>{onThePhone}</span>
        </li>
        <li>
          <span>
            Tap <b>Link a device</b>, then <b>Link with phone number instead</b>, and type the code
          </span>
        </li>
      </ol>
    )}
    <form method="post" action={setupPath(account, { at: '/code' })} class="ask" data-ask>
      <label for="phone">{code === undefined ? 'Phone number, with the country’s code' : 'Another number, or a new code'}</label>
      <div class="row">
        <input
          id="phone"
          name="phone"
          type="tel"
          autocomplete="tel"
          placeholder="+55 11 91234 5678"
          maxlength={40}
          required
          aria-describedby="phone-wrong"
        />
        <button type="submit" class="main" data-busy="Asking WhatsApp…">
          Get a code
        </button>
      </div>
      {code === undefined ? <p class="small">You get eight letters to type on the phone.</p> : null}
      <p class="wrong" id="phone-wrong" role="alert">
        {problem}
      </p>
    </form>
    <p>
      <a href={setupPath(account)}>Scan a QR code instead</a>
    </p>
  </>
);

const TurnOn = ({ without }: SetupView) => (
  <>
    <p>
      {without === 'cloud'
        ? 'To pair a phone instead, put this into .env and start Alur again:'
        : 'Put one of these into .env, then start Alur again:'}
    </p>
    <dl class="choices">
      <div>
        <dt>
          <code>WHATSAPP=baileys</code>
        </dt>
        <dd>Pairs with a phone you have, as a linked device. Free, and unofficial.</dd>
      </div>
      {without === 'cloud' ? null : (
        <div>
          <dt>
            <code>WHATSAPP=cloud</code>
          </dt>
          <dd>WhatsApp's own Cloud API. Needs a business account at Meta, and the WHATSAPP_CLOUD_… lines that README.md names.</dd>
        </div>
      )}
    </dl>
  </>
);
