// From the journal to the house: each row is handed over, in the order of its chat, until it is committed; then it leaves the journal.
import { isJidBroadcast, isJidGroup, isJidNewsletter, isJidStatusBroadcast, jidNormalizedUser } from '@whiskeysockets/baileys';
import type { Inbound } from '../../flows/message.ts';
import type { Chats } from './chats.ts';
import { entryOf } from './journal.ts';
import type { Journaled, Kept } from './kept.ts';
import { type Me, parseEntry } from './message.ts';

export type InboxParts = {
  contact: string;
  kept: Kept;
  chats: Chats;
  me: () => Me;
  /** Resolves once the house has committed it; rejects when it must be handed over again. */
  hand: (inbound: Inbound) => Promise<void>;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Something that no rule foresaw; the row stays. */
  failed: (sentence: string, error: unknown) => void;
};

export type Inbox = {
  accept(row: Journaled): void;
  /** Works on what a process before this one left. */
  replay(): Promise<void>;
};

/** WhatsApp keeps messages for a phone that is away for longer; whoever wrote so long ago is not answered by a machine any more. */
const tooOldMs = 14 * 86_400_000;
const longestWaitMs = 30_000;

export function openInbox(parts: InboxParts): Inbox {
  const { kept, chats, contact } = parts;
  const chains = new Map<string, Promise<void>>();
  const under = new Set<string>();

  async function work(row: Journaled): Promise<void> {
    const inbounds = await inboundsOf(row).catch((error: unknown) => {
      parts.failed('A WhatsApp message could not be read; it stays in the journal and is tried at the next start.', error);
      return null;
    });
    if (inbounds === null) return;
    for (const inbound of inbounds) await handOver(inbound);
    await kept.write({ done: [row.id] });
  }

  async function handOver(inbound: Inbound): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        return await parts.hand(inbound);
      } catch {
        // The engine has logged why. The row is in the journal: nothing is lost while this waits.
        await parts.sleep(Math.min(longestWaitMs, 500 * 2 ** tries));
      }
    }
  }

  async function inboundsOf(row: Journaled): Promise<Inbound[]> {
    const entry = entryOf(row.body);
    const { remoteJid: jid, participant } = entry.key;
    if (!jid || isNobody(jid) || isOwnChat(jid) || parts.now() - entry.at * 1000 > tooOldMs) return [];
    if (entry.key.fromMe && entry.key.id && (await kept.sent(entry.key.id)) !== null) return [];
    const chat = await chats.known(jid, entry.key.fromMe ? undefined : entry.key.remoteJidAlt);
    const writer = isJidGroup(jid) && participant ? await chats.known(participant, entry.key.participantAlt) : chat;
    const inbound = parseEntry({ contact, chat, writer, me: parts.me() }, entry);
    if (!inbound) return [];
    if (!chat.shut || inbound.type === 'owner') return [inbound];
    await chats.shut(chat.address, false);
    return [
      { type: 'reach', reachable: true, id: `${inbound.id}:reach`, contact, chat: inbound.chat, from: inbound.from, at: inbound.at },
      inbound,
    ];
  }

  const isOwnChat = (jid: string): boolean => {
    const { id, lid } = parts.me();
    return [id, lid].some((own) => own !== '' && jidNormalizedUser(own) === jidNormalizedUser(jid));
  };

  function accept(row: Journaled): void {
    if (under.has(row.id)) return;
    under.add(row.id);
    const chat = row.id.slice(0, row.id.indexOf('|'));
    const chain = (chains.get(chat) ?? Promise.resolve())
      .then(() => work(row))
      .catch((error: unknown) =>
        parts.failed('The journal could not be written; the message is handed over again at the next start.', error),
      )
      .finally(() => {
        under.delete(row.id);
        if (chains.get(chat) === chain) chains.delete(chat);
      });
    chains.set(chat, chain);
  }

  return {
    accept,
    replay: async () => {
      for (const row of await kept.journal()) accept(row);
    },
  };
}

/** Nobody who could be answered: status posts, newsletters, broadcast lists. */
const isNobody = (jid: string): boolean => Boolean(isJidStatusBroadcast(jid) || isJidNewsletter(jid) || isJidBroadcast(jid));
