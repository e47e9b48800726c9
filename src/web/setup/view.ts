// What the setup page shows, as values.
import type { WhatsAppState } from '../../../bots/whatsapp/state.ts';

/** Another way in: `ok` when it works. */
export type ChannelLine = { name: string; sentence: string; ok: boolean };

/** Why there is no phone to pair. */
export type Without = 'off' | 'cloud';

export type SetupView = {
  state: WhatsAppState | null;
  without: Without;
  channels: readonly ChannelLine[];
  now: number;
  zone: string;
  /** By a code that is typed on the phone, instead of the QR. */
  byCode: boolean;
  /** What was wrong with what was sent, in a sentence. */
  problem?: string;
};
