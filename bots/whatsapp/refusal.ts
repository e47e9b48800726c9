// What WhatsApp's refusals of a message mean, in the outbox's words. Codes: Baileys' SERVER_ERROR_CODES and what its issues report.
import { SendError } from '../channel.ts';

/** `code`: the `error` of the ack. */
export function refusal(code: string): SendError {
  switch (code) {
    case '463':
      return new SendError(
        'blocked',
        'WhatsApp lets this account write only to those who wrote first (463); this leaves when the client writes again.',
      );
    case '401':
    case '403':
      return new SendError('blocked', `WhatsApp does not let this account write to the chat (${code}).`);
    case '404':
    case '406':
      return new SendError('rejected', `WhatsApp knows no such chat (${code}).`);
    case '429':
      return new SendError('rate_limited', 'WhatsApp asks for slower sending (429).', { retryAfterMs: 60_000 });
    default:
      return new SendError('unknown', `WhatsApp refused the message (${code}).`);
  }
}
