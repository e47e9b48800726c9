// Whether a machine wrote a mail: such a mail is never answered (RFC 3834, and what systems do that never read it). Pure.
import type { Email } from 'postal-mime';
import { localOf } from './address.ts';

/** Why it is taken for a machine's, in a word for the log; undefined for what somebody wrote. */
export function automaticBy(email: Email, from: string): string | undefined {
  const fields = (key: string): string[] =>
    email.headers.filter((header) => header.key === key).map(({ value }) => value.trim().toLowerCase());
  const has = (key: string): boolean => fields(key).length > 0;
  if (fields('auto-submitted').some((value) => !/^no\b/.test(value))) return 'auto-submitted';
  if (fields('precedence').some((value) => /^(bulk|junk|list|auto_reply|auto-reply)\b/.test(value))) return 'precedence';
  if (has('list-id') || has('list-post') || has('mailing-list')) return 'list';
  if (fields('x-auto-response-suppress').some((value) => /\b(all|oof|autoreply)\b/.test(value))) return 'suppress';
  if (senders.some((key) => has(key))) return 'autoresponder';
  if (fields('x-precedence').some((value) => /^(bulk|junk|auto_reply)/.test(value))) return 'precedence';
  if (fields('return-path').some((value) => /^<\s*>$/.test(value))) return 'null sender';
  if (
    /^(mailer-daemon|postmaster|no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|noreply[\w.-]*|bounces?)$/.test(localOf(from).replace(/\+.*$/, ''))
  )
    return 'sender';
  if (email.attachments.some(({ mimeType, method }) => mimeType === 'text/calendar' && method === 'REPLY')) return 'calendar';
  const type = fields('content-type')[0] ?? '';
  if (/^multipart\/report\b/.test(type)) return 'report';
  return away.test(email.subject ?? '') ? 'subject' : undefined;
}

const senders = [
  ...['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-autoreply-from', 'x-auto-reply-from', 'x-mail-autoreply', 'x-cron-env'],
  ...['x-fc-machinegenerated', 'x-vacation', 'x-failed-recipients', 'feedback-id', 'auto-reply'],
];

/** Only at the beginning and with its colon: "Out of office: …" is a machine's, "out of office banner" is somebody's. */
const away =
  /^\s*(automatic reply|auto(-| )?reply|auto(-| )?response|out of (the )?office( auto(-| )?reply)?|autosvar|abwesenheitsnotiz|automatische antwort|r[ée]ponse automatique|respuesta autom[aá]tica|resposta autom[aá]tica|fora do escrit[oó]rio|ausente|jawaban otomatis|balasan otomatis|otomatik yan[ıi]t|автоматична відповідь|автовідповідь|автоматический ответ)\s*[:：]/i;
