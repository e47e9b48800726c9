// One client, one address: the LID and the phone number that WhatsApp names them by lead to the same chat of the house.
import { isJidGroup, isLidUser, isPnUser, jidDecode, jidNormalizedUser } from '@whiskeysockets/baileys';
import type { ChatRow, Kept } from './kept.ts';

/** Asks WhatsApp for a phone number's LID; null where it cannot be had. */
export type FindLid = (phoneJid: string) => Promise<string | null>;

export type Chats = {
  /** The chat that these name, kept up to date. `jid`: as written by; `alt`: the other form, where it came along. */
  known(jid: string, alt: string | undefined): Promise<ChatRow>;
  /** Where to write to the chat of this address (the part after the colon). */
  jidOf(address: string): Promise<string>;
  /** Notes whether WhatsApp lets us write there. */
  shut(address: string, isShut: boolean): Promise<void>;
  isShut(address: string): Promise<boolean>;
  /** Knows nothing of the chats of these addresses any more. */
  forget(addresses: string[]): Promise<void>;
};

const most = 20_000;

export function openChats(kept: Kept, findLid: FindLid): Chats {
  /** By every name a chat has. */
  const cache = new Map<string, ChatRow>();
  /** One question about chats at a time: two messages of a newcomer make one chat. */
  let last: Promise<unknown> = Promise.resolve();

  function alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  /** Oldest first. */
  async function find(names: string[]): Promise<ChatRow[]> {
    const cached = new Set(names.flatMap((name) => cache.get(name) ?? []));
    if (cached.size === 1 && names.every((name) => cache.has(name))) return [...cached];
    const rows = await kept.chats(names);
    for (const row of rows) remember(row);
    return rows;
  }

  function remember(row: ChatRow): ChatRow {
    if (cache.size > most) cache.clear();
    for (const name of [row.address, row.lid, row.phone]) if (name) cache.set(name, row);
    return row;
  }

  async function store(row: ChatRow, gone: string[] = []): Promise<ChatRow> {
    await kept.write({ chats: [row], gone });
    return remember(row);
  }

  async function learn(jid: string, alt: string | undefined): Promise<ChatRow> {
    if (isJidGroup(jid)) return { address: jid, lid: null, phone: null, jid, shut: false };
    const given = [jid, alt].flatMap((one) => (one ? [jidNormalizedUser(one)] : []));
    let lid = given.find((one) => isLidUser(one)) ?? null;
    const phone = given.find((one) => isPnUser(one)) ?? null;
    if (!lid && phone && !cache.get(phone)?.lid) lid = await findLid(phone);
    const [first, ...others] = await find([lid, phone].filter((one) => one !== null));
    const now: ChatRow = {
      address: first?.address ?? addressOf(lid ?? phone ?? jid),
      lid: lid ?? first?.lid ?? others[0]?.lid ?? null,
      phone: phone ?? first?.phone ?? others[0]?.phone ?? null,
      jid: jidNormalizedUser(jid),
      shut: first?.shut ?? false,
    };
    const same = first && others.length === 0 && first.lid === now.lid && first.phone === now.phone && first.jid === now.jid;
    return same
      ? first
      : store(
          now,
          others.map(({ address }) => address),
        );
  }

  const row = async (address: string) => (await find([address]))[0];
  return {
    known: (jid, alt) => alone(() => learn(jid, alt)),
    jidOf: async (address) => (await row(address))?.jid ?? (address.includes('@') ? address : `${address}@s.whatsapp.net`),
    shut: (address, isShut) =>
      alone(async () => {
        const known = await row(address);
        if (known && known.shut !== isShut) await store({ ...known, shut: isShut });
      }),
    isShut: async (address) => (await row(address))?.shut ?? false,
    forget: (addresses) =>
      alone(async () => {
        await kept.write({ gone: addresses });
        cache.clear();
      }),
  };
}

/** A phone number as its digits, as the Cloud API has it; anything else as its jid. */
const addressOf = (jid: string): string => (isPnUser(jid) ? (jidDecode(jid)?.user ?? jid) : jid);
