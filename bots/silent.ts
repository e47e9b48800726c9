// A door that nobody stands behind: what is sent to it has arrived, and whoever it is for reads it in the store (pages, the API).
import type { Channel, Take } from './channel.ts';

/** `take`: hands an inbound in while the door is open. */
export type Silent = Channel & { take: Take };

/** Opens it. `name`: the contact point. */
export function silent(name: string): Silent {
  let taken: Take | undefined;
  return {
    name,
    start: async (given) => {
      taken = given;
    },
    stop: async () => {
      taken = undefined;
    },
    pace: () => 0,
    send: async ({ id }) => ({ messages: [id] }),
    take: async (inbound) => {
      if (!taken) throw new Error('Alur is starting or stopping. Try again in a moment.');
      return taken(inbound);
    },
  };
}
