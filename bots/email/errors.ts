// What an SMTP server's refusal means for the outbox, and in words without the address. Pure.
import { SendError, type SendErrorCode } from '../channel.ts';

type Refused = { code?: string; responseCode?: number; response?: string; command?: string };

const minuteMs = 60_000;

/** nodemailer's error in the house's terms (RFC 5321 reply codes, RFC 3463 enhanced ones). */
export function sendErrorOf(error: unknown): SendError {
  if (error instanceof SendError) return error;
  const {
    code = '',
    responseCode = 0,
    response = '',
    command = '',
  } = (typeof error === 'object' && error !== null ? error : {}) as Refused; // nodemailer's own fields
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? '';
  const told = [responseCode || code || 'no answer', status].filter(Boolean).join(' ');
  const make = (means: SendErrorCode, sentence: string, more: { retryAfterMs?: number } = {}) =>
    new SendError(means, `${sentence} (${told}).`, more);
  if (code === 'EAUTH' || [530, 534, 535, 538].includes(responseCode))
    return make('not_ready', 'The mail server does not let us in: see the user and the password in SMTP_URL');
  if (code === 'EENVELOPE' && responseCode === 0) return make('rejected', 'The mail has no address that can be written to');
  if (responseCode === 0) return make('offline', 'The mail server cannot be reached');
  if (responseCode === 552 || status === '5.3.4' || status === '5.2.3')
    return make('too_large', 'The mail is too large for the other side');
  if (responseCode === 421) return make('offline', 'The mail server is closing for a while');
  if (responseCode < 500) return make('rate_limited', 'The mail server asks for patience', { retryAfterMs: minuteMs });
  if (/^5\.1\.[0-36]$|^5\.1\.10$|^5\.2\.1$/.test(status) || (command === 'RCPT TO' && status === '' && responseCode === 550))
    return make('blocked', 'The other side knows no such mailbox');
  return make('rejected', 'The mail server refuses the mail for good');
}
