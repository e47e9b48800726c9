// What Telegram's refusals mean for the outbox: one table. Pure.
import { z } from 'zod';
import { SendError, type SendErrorCode } from '../channel.ts';
import { addressOf } from './sender.ts';

/** A refusal as Telegram words it (https://core.telegram.org/bots/api#making-requests). */
export const Refusal = z.object({
  ok: z.literal(false),
  error_code: z.number(),
  description: z.string().default(''),
  parameters: z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() }).optional(),
});
export type Refusal = z.infer<typeof Refusal>;

/** A SendError that still knows Telegram's own number and words, for the few places that look closer. */
export class TelegramError extends SendError {
  readonly status: number;
  readonly description: string;

  constructor(code: SendErrorCode, message: string, refusal: Refusal, more: { retryAfterMs?: number; movedTo?: string } = {}) {
    super(code, message, more);
    this.name = 'TelegramError';
    this.status = refusal.error_code;
    this.description = refusal.description;
  }
}

type Meaning = { status?: number; says?: RegExp; means: SendErrorCode | 'done' };

/**
 * First match wins. The descriptions are not documented: these were met in practice, so an unknown 400 is
 * `rejected`.
 */
const meanings: Meaning[] = [
  { status: 429, means: 'rate_limited' },
  { status: 400, says: /message is not modified/i, means: 'done' },
  { says: /group chat was upgraded/i, means: 'moved' },
  { status: 403, means: 'blocked' },
  { status: 400, says: /message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i, means: 'thread_missing' },
  { status: 400, says: /query is too old|query ID is invalid/i, means: 'expired' },
  {
    status: 400,
    says: /chat not found|PEER_ID_INVALID|user is deactivated|USER_IS_BLOCKED/i,
    means: 'blocked',
  },
  { status: 413, means: 'too_large' },
  { status: 400, says: /file is too big|too large/i, means: 'too_large' },
];

/** What to wait when Telegram says "too many" and not how long, in ms. */
const defaultRetryMs = 5000;

const wrongToken = 'Telegram does not know this bot token: copy it again from @BotFather into TELEGRAM_BOT_TOKEN.';

/** The error a refusal is thrown as, or `done` when what was asked for is so already. */
export function meaningOf(contact: string, method: string, refusal: Refusal): TelegramError | 'done' {
  const { error_code: status, description, parameters } = refusal;
  const found = meanings.find((one) => (one.status ?? status) === status && (one.says?.test(description) ?? true));
  if (found?.means === 'done') return 'done';
  const message = `Telegram refused ${method}: ${status} ${description}`;
  if (status === 401 || (status === 404 && !/method/i.test(description)))
    return new TelegramError('rejected', `${wrongToken} (${method}: ${status})`, refusal);
  if (status === 409) return new TelegramError('unknown', conflict(description), refusal);
  if (status >= 500) return new TelegramError('offline', message, refusal);
  const wait = parameters?.retry_after === undefined ? defaultRetryMs : parameters.retry_after * 1000;
  const retryAfterMs = found?.means === 'rate_limited' ? wait : undefined;
  const to = parameters?.migrate_to_chat_id;
  if (found?.means === 'moved' && to === undefined) return new TelegramError('blocked', message, refusal);
  const movedTo = found?.means === 'moved' && to !== undefined ? addressOf(contact, to) : undefined;
  return new TelegramError(found?.means ?? 'rejected', message, refusal, { retryAfterMs, movedTo });
}

function conflict(description: string): string {
  if (/webhook/i.test(description)) {
    return 'Telegram says a webhook is set for this bot, so updates cannot be polled: start with the webhook, or restart to have it removed.';
  }
  return 'Telegram says another program polls with the same bot token: stop the other one, or give this one a bot of its own.';
}
