// How WhatsApp stands, in sentences for whoever runs Alur: /setup, the terminal and the log say the same. Values in, words out.
import type { WhatsAppState } from '../bots/whatsapp/state.ts';

export type WhatsAppWords = {
  /** One or two words, for a badge. */
  badge: string;
  title: string;
  sentence: string;
  /** What can be done about it. */
  remedy?: string;
  tone: 'good' | 'wait' | 'bad';
  /** What asking the account to try again is called, where that helps. */
  again?: string;
};

const cloud = "A number that you cannot do without belongs on WhatsApp's own Cloud API: WHATSAPP=cloud in .env.";

export function whatsAppWords(state: WhatsAppState): WhatsAppWords {
  switch (state.type) {
    case 'starting':
      return { badge: 'Starting', title: 'WhatsApp is starting', sentence: 'WhatsApp is being connected.', tone: 'wait' };
    case 'unpaired':
      if (!state.loggedOut)
        return {
          badge: 'Not paired',
          title: 'Pair WhatsApp',
          sentence: 'WhatsApp waits to be paired with a phone.',
          tone: 'wait',
        };
      return {
        badge: 'Logged out',
        title: 'Pair WhatsApp again',
        sentence: 'This device was logged out of WhatsApp.',
        remedy: 'Messages to clients wait here; they leave once it is paired again.',
        tone: 'bad',
      };
    case 'open':
      return { badge: 'Connected', title: 'WhatsApp is connected', sentence: `Connected as ${whoIs(state)}.`, tone: 'good' };
    case 'offline': {
      const [why, hint] = whyOffline(state.code);
      const wait = 'Messages to clients wait here meanwhile.';
      return {
        badge: 'Offline',
        title: 'WhatsApp is offline',
        sentence: `${why}${state.code > 0 ? ` (${state.code})` : ''}.`,
        remedy: hint ? `${hint} ${wait}` : wait,
        tone: 'wait',
        again: 'Try now',
      };
    }
    case 'stopped':
      return { badge: 'Stopped', tone: 'bad', ...whyStopped(state.reason, state.code) };
  }
}

/** Name and number as they may be shown: of the number the last four digits. A name is the phone's own, so nothing in it may steer a terminal. */
export function whoIs({ name, phone }: { name: string; phone: string }): string {
  const plain = Array.from(name.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, ''))
    .slice(0, 80)
    .join('')
    .trim();
  const number = `+… ${phone.replace(/\D/g, '').slice(-4)}`;
  return plain === '' ? number : `${plain} (${number})`;
}

/** How long it is until then: "in 20 seconds", "in 3 minutes". */
export function untilWords(at: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  return seconds < 90 ? words.format(seconds, 'second') : words.format(Math.round(seconds / 60), 'minute');
}

/** What happened, without its full stop; and what may be done. */
function whyOffline(code: number): [why: string, hint?: string] {
  if (code === 401) return ['WhatsApp is not ready for this device yet'];
  if (code === 405) return ['WhatsApp asks for a newer client', 'The newest one known is tried; if this stays, update Alur.'];
  if (code === 408) return ['WhatsApp cannot be reached, or does not answer', 'See whether this machine is on the internet.'];
  if (code === 428) return ['WhatsApp closed the connection'];
  if (code === 429) return ['WhatsApp asks to come back more slowly'];
  if (code === 440) return ['Another program took the connection over'];
  if (code === 515) return ['WhatsApp asks for a fresh connection, as it does after pairing'];
  if (code >= 500 && code < 600) return ['WhatsApp has trouble of its own'];
  return ['The connection to WhatsApp ended'];
}

type Stopped = Extract<WhatsAppState, { type: 'stopped' }>;

const anew = 'choose “Pair anew”, which forgets this pairing and begins another';

function whyStopped(reason: Stopped['reason'], code: number): Pick<WhatsAppWords, 'title' | 'sentence' | 'remedy' | 'again'> {
  if (reason === 'replaced')
    return {
      title: 'In use somewhere else',
      sentence: 'Another program uses this account.',
      remedy: 'Only one may. Close the other one, then choose “Use it here”.',
      again: 'Use it here',
    };
  if (reason === 'banned')
    return {
      title: 'WhatsApp shut this number out',
      sentence: `WhatsApp has banned or locked this number${code === 402 ? ' for a time' : ''} (${code}).`,
      remedy: `Open WhatsApp on the phone: it says why, and lets you ask for a review. Messages to clients wait here. When the number is free again, or with another one, ${anew}. ${cloud}`,
      again: 'Pair anew',
    };
  const refused = { title: 'WhatsApp refuses', again: 'Pair anew' };
  if (code === 403)
    return {
      ...refused,
      sentence: 'WhatsApp refuses this account (403): it is locked, or no longer on its phone.',
      remedy: `Open WhatsApp on the phone and do what it asks for; then ${anew}. ${cloud}`,
    };
  if (code === 405)
    return {
      ...refused,
      sentence: 'WhatsApp refuses this version of Alur (405): it is too old for the way WhatsApp speaks now.',
      remedy: `Update Alur and start it again; what waits is kept. If that does not help, ${anew}. The Cloud API (WHATSAPP=cloud in .env) does not depend on this.`,
    };
  if (code === 411)
    return {
      ...refused,
      sentence: 'WhatsApp refuses linked devices for this account (411).',
      remedy: `Update WhatsApp on the phone and see that it has Linked devices; then ${anew}. ${cloud}`,
    };
  return {
    ...refused,
    sentence: `WhatsApp refuses the connection (${code}).`,
    remedy: `Start Alur again in a while. If it stays so, ${anew}. ${cloud}`,
  };
}
