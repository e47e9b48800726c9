// Whether a mail's From may speak for the person it names: what our own mail server found (RFC 8601, Authentication-Results).
// Only the topmost field of that server counts: what stands below could have come with the mail. Pure.
import type { Header } from 'postal-mime';
import { domainOf } from './address.ts';

/** `proven` by DMARC, or by an aligned DKIM or SPF · `forged` our server says it is not · `unproven` nothing says either. */
export type Proof = 'proven' | 'unproven' | 'forged';

type Result = { method: string; result: string; properties: Map<string, string> };

/** How large providers' servers call themselves, by the host of IMAP_URL; all others by their own host name. */
const servers: Readonly<Record<string, string>> = {
  'imap.gmail.com': 'mx.google.com',
  'imap.mail.yahoo.com': 'atlas-production.v2-mail-prod1-gq1.omega.yahoo.com',
  'imap.fastmail.com': '.messagingengine.com',
  'imap.zoho.com': 'mx.zohomail.com',
};

/** The name that this server writes into its results, where none is configured. */
export const usualServer = (imapHost: string): string => servers[imapHost.toLowerCase()] ?? imapHost.toLowerCase();

/** `server`: the authserv-id of our own mail server; with a dot before it, any host below that name. */
export function proofOf(headers: readonly Header[], server: string, from: string): Proof {
  if (headers.filter(({ key }) => key === 'from').length !== 1) return 'forged';
  const field = headers.find(({ key, value }) => key === 'authentication-results' && isServer(serverIn(value), server));
  if (!field) return 'unproven';
  const results = resultsIn(field.value);
  const domain = domainOf(from);
  const of = (method: string): Result[] => results.filter((one) => one.method === method);
  const dmarc = of('dmarc').find(({ properties }) => (properties.get('header.from') ?? domain) === domain);
  if (dmarc?.result === 'fail') return 'forged';
  const signed = of('dkim').some(
    ({ result, properties }) => result === 'pass' && speaksFor(properties.get('header.d') ?? properties.get('header.i'), domain),
  );
  const passed = of('spf').some(
    ({ result, properties }) => result === 'pass' && speaksFor(properties.get('smtp.mailfrom') ?? properties.get('smtp.from'), domain),
  );
  if (dmarc?.result === 'pass' || signed || passed) return 'proven';
  return of('spf').some(({ result }) => result === 'fail') || of('dkim').some(({ result }) => result === 'fail') ? 'forged' : 'unproven';
}

/** The servers that say something about this mail, topmost first: for the doctor. */
export const serversIn = (headers: readonly Pick<Header, 'key' | 'value'>[]): string[] =>
  headers.filter(({ key }) => key === 'authentication-results').map(({ value }) => serverIn(value));

const isServer = (given: string, server: string): boolean =>
  server.startsWith('.') ? given.endsWith(server.toLowerCase()) : given === server.toLowerCase();

/** A domain speaks for itself and for what is below it. */
function speaksFor(who: string | undefined, domain: string): boolean {
  const by = who?.slice(who.lastIndexOf('@') + 1) ?? '';
  return by.includes('.') && (by === domain || domain.endsWith(`.${by}`));
}

/** Comments may be nested, and hold anything. */
function plain(value: string): string {
  let depth = 0;
  let quoted = false;
  let text = '';
  for (let i = 0; i < value.length; i++) {
    const sign = value.charAt(i);
    if (sign === '\\') i++;
    else if (sign === '"' && depth === 0) quoted = !quoted;
    else if (sign === '(' && !quoted) depth++;
    else if (sign === ')' && !quoted && depth > 0) depth--;
    else if (depth === 0) text += quoted && /[\s;=]/.test(sign) ? '_' : sign;
  }
  return text.toLowerCase();
}

const serverIn = (value: string): string => /^\s*([^\s;]+)/.exec(plain(value))?.[1] ?? '';

function resultsIn(value: string): Result[] {
  return plain(value)
    .split(';')
    .slice(1)
    .flatMap((part): Result[] => {
      const [first = '', ...rest] = part
        .replaceAll(/\s*=\s*/g, '=')
        .trim()
        .split(/\s+/);
      const [, method, result] = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/.exec(first) ?? [];
      if (!method || !result) return [];
      const pairs = rest.flatMap((one): [string, string][] => {
        const at = one.indexOf('=');
        return at > 0 ? [[one.slice(0, at), one.slice(at + 1).replace(/^@/, '')]] : [];
      });
      return [{ method, result, properties: new Map(pairs) }];
    });
}
