// What the setup page shows, as values.
import type { WhatsAppState } from '../../../bots/whatsapp/state.ts';

/** Another way in: `ok` when it works. */
export type ChannelLine = { name: string; sentence: string; ok: boolean };

/** Why there is no phone to pair. */
export type Without = 'off' | 'cloud';

/** The page of one account. */
export function setupPath(account: string, { at = '', ...more }: { at?: string; by?: 'code' } = {}): string {
  const asked = new URLSearchParams({ ...more, ...(account ? { account } : {}) }).toString();
  return `/setup${at}${asked ? `?${asked}` : ''}`;
}

export type SetupView = {
  state: WhatsAppState | null;
  /** The account that is shown, by its name, and all there are; the first one's name is empty. */
  account: string;
  accounts: readonly { name: string; state: WhatsAppState }[];
  without: Without;
  channels: readonly ChannelLine[];
  now: number;
  zone: string;
  /** By a code that is typed on the phone, instead of the QR. */
  byCode: boolean;
  /** What was wrong with what was sent, in a sentence. */
  problem?: string;
};
