// The door to programs that want to hear of tickets: what leaves by it is POSTed to an endpoint, signed. Nothing comes in by it.
import { announcementOf, laneOfHook } from '../../flows/announce.ts';
import { type Channel, SendError } from '../channel.ts';
import { post } from './post.ts';
import { signedHeaders } from './sign.ts';
import { whyNot } from './target.ts';

export type WebhookParts = {
  /** Where an endpoint is, by its id, and what signs for it; null when there is none any more. */
  endpoint: (id: string) => Promise<{ url: string; secret: string } | null>;
  /** Endpoints on this machine and in its networks are allowed. */
  allowPrivate: boolean;
  now: () => number;
};

export function webhook({ endpoint, allowPrivate, now }: WebhookParts): Channel {
  return {
    name: 'hook',
    start: async () => undefined,
    stop: async () => undefined,
    pace: () => 0,
    send: async ({ id: row, to, body }) => {
      const hook = await endpoint(to.slice(laneOfHook('').length));
      if (!hook) throw new SendError('expired', 'This webhook was removed.');
      if (body.type !== 'text') throw new SendError('rejected', `A webhook is sent events only, no ${body.type}.`);
      const refused = whyNot(hook.url, allowPrivate);
      if (refused) throw new SendError('offline', refused);
      const id = announcementOf(row);
      const { status, retryAfterMs } = await post(
        hook.url,
        signedHeaders(hook.secret, id, now(), body.text),
        body.text,
        allowPrivate,
      ).catch((cause: unknown): never => {
        throw new SendError('offline', `The webhook's endpoint was not reached (${codeOf(cause)}).`, { cause });
      });
      if (status >= 200 && status < 300) return { messages: [id] };
      const sentence = `The webhook's endpoint answered ${status}.`;
      if (retryAfterMs !== undefined) throw new SendError('rate_limited', sentence, { retryAfterMs });
      throw new SendError(status === 410 ? 'rejected' : 'offline', sentence); // 410: it says itself that it is gone for good
    },
  };
}

const codeOf = (error: unknown): string => (error instanceof Error ? ('code' in error ? String(error.code) : error.name) : typeof error);
