// What Telegram must be told before updates can flow: who asks, and by which way they are to come.
import { z } from 'zod';
import { SendError } from '../channel.ts';
import type { Api } from './api.ts';
import { allowedUpdates } from './polling.ts';

/**
 * Where updates are brought to. `registered`: a deploy step has told Telegram already, nothing is asked
 * (Workers).
 */
export type WebhookConfig = { url: string; secret: string; registered?: boolean };

/**
 * Sets the webhook, or removes one that would forbid polling. Null when done; the error when it is worth
 * another try; throws what trying again does not mend (a wrong token, a refused URL).
 */
export async function prepare(api: Api, introduce: () => Promise<unknown>, hook?: WebhookConfig): Promise<SendError | null> {
  try {
    if (hook?.registered) return null;
    await introduce();
    if (hook) await setWebhook(api, hook);
    else await removeWebhook(api);
    return null;
  } catch (error) {
    if (error instanceof SendError && error.code !== 'rejected') return error;
    throw error;
  }
}

async function setWebhook(api: Api, { url, secret }: WebhookConfig): Promise<void> {
  await api.call('setWebhook', { url, secret_token: secret, allowed_updates: allowedUpdates }, z.unknown());
}

async function removeWebhook(api: Api): Promise<void> {
  const { url } = await api.call('getWebhookInfo', {}, z.object({ url: z.string().default('') }));
  if (url !== '') await api.call('deleteWebhook', {}, z.unknown());
}
