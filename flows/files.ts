// Files that came in by reference: each is fetched into the store, and a client who sent one that is too large is told.
import type { FileRef, Inbound, Outbound } from './message.ts';
import { say } from './texts.ts';

/** What is told where a channel names no limit of its own. */
const usualLimitMb = 100;

/** A fetch for each file of an inbound that is not kept yet. Each has a lane of its own: none waits for another. */
export function fetches(inbound: Inbound, language: string): Outbound[] {
  if (inbound.type !== 'message' && inbound.type !== 'edit' && inbound.type !== 'owner') return [];
  return inbound.files
    .filter((file) => !file.kept)
    .map((file) => ({
      lane: `${file.contact}:fetch/${file.id}`,
      body: { type: 'fetch', file },
      ...(inbound.type === 'owner' ? {} : { onParked: [tooLarge(inbound.chat, language, file)] }),
    }));
}

/** Words that a person of the team must listen to. */
export const isSpoken = (files: readonly FileRef[]): boolean => files.some(({ kind }) => kind === 'voice' || kind === 'audio');

const tooLarge = (lane: string, language: string, file: FileRef): Outbound => ({
  lane,
  body: {
    type: 'text',
    text: say(language, 'file.too_large', { name: file.name ?? say(language, `kind.${file.kind}`), limit: file.limitMb ?? usualLimitMb }),
  },
});
