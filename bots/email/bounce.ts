// Reports of mail servers on our own mails: delivery status notifications (RFC 3464), and the letters of systems that know none.
// A report counts only where it names a Message-ID that we signed for the address it reports on. Pure.
import type { Email } from 'postal-mime';
import { mailOf } from './address.ts';
import { idsIn, type Names } from './names.ts';

/** `isGone`: the address itself is dead, not this one mail refused. `why`: the code and the server's first words. */
export type Report = { to: string; message: string; state: 'failed' | 'delivered' | 'delayed'; isGone: boolean; why: string };

type Field = { to: string | undefined; action: string; status: string; why: string };

const decode = (content: ArrayBuffer | Uint8Array | string): string =>
  typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: false }).decode(content);

/** Whether a mail server, and nobody else, wrote this. */
export function isReport(email: Email, from: string): boolean {
  const header = (key: string) => email.headers.find((one) => one.key === key)?.value.toLowerCase() ?? '';
  if (/multipart\/report/.test(header('content-type'))) return /delivery-status/.test(header('content-type')) || hasStatus(email);
  const isDaemon = /^(mailer-daemon|postmaster|mail-?daemon|bounces?|microsoftexchange[0-9a-f]*)@/.test(from);
  const isNull = /^<\s*>$/.test(header('return-path').trim());
  return (isDaemon || isNull || header('x-failed-recipients') !== '') && (hasStatus(email) || undelivered.test(email.subject ?? ''));
}

const hasStatus = (email: Email): boolean => email.attachments.some(({ mimeType }) => /delivery-status$/.test(mimeType));

const undelivered =
  /undeliver|not delivered|delivery (status|failure|has failed|incomplete)|failure notice|returned mail|mail delivery (failed|system|subsystem)|returning message|non remis|unzustellbar|não entregue|devolvid|gagal|iletilemedi|не доставлен/i;

/** What the report says of our mails; nothing where it names none of ours. `raw`: the whole mail. */
export async function readReports(email: Email, raw: string, names: Names): Promise<Report[]> {
  const ids = idsIn(
    raw
      .replaceAll(/=\r?\n/g, '')
      .replaceAll('=3C', '<')
      .replaceAll('=3E', '>'),
  );
  if (ids.length === 0) return [];
  const fields = email.attachments
    .filter(({ mimeType }) => /delivery-status$/.test(mimeType))
    .flatMap((part) => statusFields(decode(part.content)));
  const letter = [email.text ?? '', email.html ?? ''].join('\n');
  const told = fields.length > 0 ? fields : [{ to: undefined, action: 'failed', ...codeIn(letter) }];
  const reports = new Map<string, Report>();
  for (const field of told) {
    for (const to of field.to ? [field.to] : addressesIn(raw)) {
      const message = await firstOf(ids, (id) => names.isOurs(id, to));
      if (!message || reports.has(to)) continue;
      const state = stateOf(field);
      const isGone = state === 'failed' && (/^5\.1\.[0-36]$|^5\.1\.10$|^5\.2\.1$/.test(field.status) || gone.test(field.why));
      reports.set(to, { to, message, state, isGone, why: [field.status, field.why].filter(Boolean).join(' ').slice(0, 200) });
    }
  }
  return [...reports.values()];
}

const gone =
  /user unknown|unknown user|no such (user|recipient|mailbox)|mailbox (unavailable|not found)|does not exist|doesn't exist|recipient (address )?rejected|account (is )?(disabled|inactive)/i;

function stateOf({ action, status }: Field): Report['state'] {
  if (action === 'delayed' || status.startsWith('4.')) return action === 'failed' ? 'failed' : 'delayed';
  return action === 'delivered' || action === 'relayed' || action === 'expanded' ? 'delivered' : 'failed';
}

/** The blocks of a message/delivery-status part, one a recipient; the first block is about the server. */
function statusFields(text: string): Field[] {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .replaceAll(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/);
  return blocks.flatMap((block): Field[] => {
    const fields = new Map(
      block.split('\n').flatMap((line): [string, string][] => {
        const at = line.indexOf(':');
        return at > 0 ? [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]] : [];
      }),
    );
    const original = fields.get('original-recipient') ?? fields.get('final-recipient');
    if (!original) return [];
    const to = mailOf(
      original
        .slice(original.indexOf(';') + 1)
        .trim()
        .replaceAll('+3D', '='),
    );
    const diagnostic = fields.get('diagnostic-code') ?? '';
    const found = codeIn(diagnostic);
    const status = /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? found.status;
    return [{ to, action: (fields.get('action') ?? 'failed').toLowerCase().split(/\s/)[0] ?? 'failed', status, why: found.why }];
  });
}

/** The enhanced code (RFC 3463) and the sentence around it; without one, the line with a plain reply code. */
function codeIn(text: string): { status: string; why: string } {
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? '';
  const line = text.split('\n').find((one) => (status !== '' && one.includes(status)) || /\b[45]\d\d\b/.test(one)) ?? '';
  // The server's words name the address: it goes into no message twice, and into no log.
  return {
    status,
    why: line
      .replaceAll(/[^\s@<>]+@[^\s@<>]+/g, '…')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  };
}

/** Every address in it, the most likely ones first: what systems without a status part name in their letter. */
function addressesIn(raw: string): string[] {
  const found = raw.match(/[^\s<>()",;:=/[\]]{1,64}@[a-z0-9.-]{1,250}[a-z0-9]/gi) ?? [];
  return [...new Set(found.slice(0, 500).flatMap((one) => mailOf(one) ?? []))];
}

async function firstOf<T>(all: readonly T[], test: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of all) if (await test(one)) return one;
  return undefined;
}
