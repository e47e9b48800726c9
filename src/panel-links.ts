// Links to clients' own pages. A token is made when the message that brings it leaves, and only its hash is kept; whoever bears it
// sees what its person may see, until it ends. Must not know how pages look.
import { createHash, randomBytes } from 'node:crypto';
import { readPeople } from '../db/conversations.ts';
import { linkStatements, readLink } from '../db/panel.ts';
import type { Store } from '../db/store.ts';
import { linkDays } from '../flows/my-panel.ts';
import type { Person } from '../flows/turn.ts';
import type { Clock } from './clock.ts';
import type { Env } from './env.ts';

const dayMs = 86_400_000;
const tokenBytes = 32;
/** Links of one person that are good at the same time; of more, the oldest end. */
const mostLinks = 5;

/** What a token looks like in an address. */
export const tokenPattern = '[\\w-]{43}';

export type PanelLinks = {
  /** A new link to this person's page. `row`: the outbox row that it leaves by. */
  make(person: string, row: string): Promise<string>;
  /** Whose page it opens, and until when (ms since the epoch); null for one that never was, has run out, or was closed. */
  open(token: string): Promise<{ person: Person; until: number } | null>;
};

/** `base`: the address of this house, as clients reach it. */
export function createPanelLinks({ store, clock, base }: { store: Store; clock: Pick<Clock, 'now'>; base: string }): PanelLinks {
  return {
    make: async (person, row) => {
      const token = randomBytes(tokenBytes).toString('base64url');
      const at = clock.now();
      await store.write(linkStatements({ hash: hashOf(token), person, source: row, at, until: at + linkDays * dayMs }, mostLinks));
      return `${base}/t/${token}`;
    },
    open: async (token) => {
      const link = await readLink(store, hashOf(token), clock.now());
      const person = link && (await readPeople(store, [link.person])).get(link.person);
      return link && person ? { person, until: link.until } : null;
    },
  };
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Where clients reach the house: from outside, or on this machine. */
export const houseUrl = ({ PUBLIC_URL, HOST, PORT }: Pick<Env, 'PUBLIC_URL' | 'HOST' | 'PORT'>): string => {
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  return (PUBLIC_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`).replace(/\/+$/, '');
};
