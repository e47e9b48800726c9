// What to do when WhatsApp closes the connection, by its code (Baileys' DisconnectReason, and what was measured). Pure.
import type { WhatsAppState } from './state.ts';

type StopReason = Extract<WhatsAppState, { type: 'stopped' }>['reason'];

/** `again`: connect after this many ms · `pair`: forget the pairing and begin anew · `stop`: until somebody acts. */
export type Next = { type: 'again'; afterMs: number } | { type: 'pair' } | { type: 'stop'; reason: StopReason };

export type Closed = {
  code: number;
  /** Tries since the connection last held for a while. */
  tries: number;
  /** Paired, as far as we know. */
  registered: boolean;
  /** WhatsApp has asked for a restart (515), as it does after each pairing, and the connection has not been open since. */
  isRestarting: boolean;
};

const restartRequired = 515;
const loggedOut = 401;
/** So many times a 401 after a 515 is WhatsApp not being ready yet, and not a logout. */
const mostRestarts = 5;
const longestMs = 60_000;

/** Doubling from one second to a minute. */
export const backOffMs = (tries: number): number => Math.min(longestMs, 1000 * 2 ** Math.max(0, tries));

export function afterClose({ code, tries, registered, isRestarting }: Closed): Next {
  switch (code) {
    case restartRequired:
      return { type: 'again', afterMs: tries === 0 ? 0 : backOffMs(tries - 1) };
    case loggedOut:
      return registered && (!isRestarting || tries > mostRestarts) ? { type: 'pair' } : { type: 'again', afterMs: backOffMs(tries) };
    case 440:
      return { type: 'stop', reason: 'replaced' };
    case 402: // for a time
    case 403:
      return { type: 'stop', reason: 'banned' };
    case 411:
      return { type: 'stop', reason: 'refused' };
    default:
      return { type: 'again', afterMs: backOffMs(tries) };
  }
}
