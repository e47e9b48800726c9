// What turns are given when chats become one person's, or part again: whose a chat is that nothing is kept of yet, codes, and both sides.
import { type Owner, readByPhone, readCode, readOwners, readSide, readTries } from '../db/joins.ts';
import type { Store } from '../db/store.ts';
import { readTickets } from '../db/tickets.ts';
import type { DeskRequest } from '../flows/desk-request.ts';
import type { Joining, JoinsGiven } from '../flows/joins.ts';
import { codeIn, mailIn, needsJoins } from '../flows/link-words.ts';
import { channelOf, type Inbound } from '../flows/message.ts';
import type { Ticket } from '../flows/ticket.ts';
import type { ClientGiven, DeskGiven, Person } from '../flows/turn.ts';
import { emailContact } from './email-kept.ts';

/** Whose a chat is that nothing is kept of: it was joined unseen, or the channel itself says who it is (`isSame`). */
export type Known = { person: string; own: string; isSame: boolean };

/** The chats of newcomers that are somebody's whom we know, by chat. */
export async function readKnown(
  { store, newId, contacts }: Pick<JoinParts, 'store' | 'newId' | 'contacts'>,
  inbounds: readonly Inbound[],
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  if (inbounds.length === 0) return known;
  const owners = await readOwners(store, inbounds.map(({ chat }) => chat)); // biome-ignore format: one thought
  for (const [chat, owner] of owners) known.set(chat, { ...owner, isSame: false });
  const same = await readSame(store, inbounds.filter(({ chat }) => !owners.has(chat)), contacts); // biome-ignore format: one thought
  for (const [chat, person] of same) known.set(chat, { person, own: newId(), isSame: true });
  return known;
}

/** Whom the channel itself says that they are: the same user at another account of it, or the same number on WhatsApp. */
async function readSame(store: Store, inbounds: readonly Inbound[], contacts: readonly string[]): Promise<Map<string, string>> {
  const alone = inbounds.filter((one) => !one.group && one.from.address === one.chat && isWriter(one));
  const elsewhere = alone.flatMap(({ chat, contact }) =>
    contacts
      .filter((other) => other !== contact && channelOf(other) === channelOf(contact))
      .map((other) => [chat, other + chat.slice(contact.length)] as const),
  );
  const owners = elsewhere.length > 0 ? await readOwners(store, elsewhere.map(([, other]) => other)) : new Map<string, Owner>(); // biome-ignore format: one thought
  const same = new Map(elsewhere.flatMap(([chat, other]) => owners.get(other)?.person ? [[chat, owners.get(other)?.person ?? '']] : [])); // biome-ignore format: one thought
  const numbered = alone.filter(({ chat, contact, from }) => !same.has(chat) && from.phone && channelOf(contact) === 'whatsapp');
  const people = numbered.length > 0 ? await readByPhone(store, 'whatsapp', numbered.map(({ from }) => from.phone ?? '')) : new Map<string, string>(); // biome-ignore format: one thought
  for (const { chat, from } of numbered) {
    const person = people.get(from.phone ?? '');
    if (person !== undefined) same.set(chat, person);
  }
  return same;
}

/** News of a mail address are not from whoever has it. */
const isWriter = ({ type, contact }: Inbound): boolean => type === 'message' || channelOf(contact) !== 'email';

/** The channel itself says that this chat is theirs (a user of two of its accounts, a LID and its number): it is joined as it is kept. */
export async function sameUser(
  store: Store,
  { person: into, own }: Known,
  newcomer: Person,
  inbound: Inbound,
): Promise<Joining | undefined> {
  const side = await readSide(store, into);
  if (!side) return undefined;
  const chats = [{ chat: inbound.chat, own }];
  return { into, from: own, how: 'channel', at: inbound.at, before: [side.person, newcomer], chats, keys: side.keys };
}

const windowMs = 3_600_000;
/** Wrong codes in a chat, and in the whole house, within the hour: a guess hits one of a million. */
const mostTries = 5;
const mostTriesOfAll = 200;
const mostShown = 6;
const mostSent = 5;
const mostToOne = 3;

/** `contacts`: the house's own contact points. */
export type JoinParts = { store: Store; newId: () => string; contacts: readonly string[]; codeHash: (code: string) => Promise<string> };

/** The scene with what joining needs, where this turn is about that. */
export async function withJoins<T extends { given: ClientGiven }>(parts: JoinParts, scene: T, inbound: Inbound, now: number): Promise<T> {
  const { given } = scene;
  if (inbound.type !== 'message' || !needsJoins(inbound, given.conversation, now)) return scene;
  const { store } = parts;
  const text = inbound.text ?? '';
  const mail = mailIn(text);
  const tries = await readTries(store, inbound.chat, mail, now - windowMs);
  const isOpen = tries.here < mostTries && tries.all < mostTriesOfAll;
  const typed = codeIn(text);
  const code = typed && isOpen ? await readCode(store, await parts.codeHash(typed), now) : undefined;
  const found = code && (await foundBy(parts, code, inbound));
  const fresh = String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0).slice(-6).padStart(6, '0'); // biome-ignore format: one thought
  const mine = given.isNew ? undefined : await readSide(store, given.person.id);
  const joins: JoinsGiven = {
    mine: mine ?? { person: given.person, chats: [], keys: [], count: 0, open: [] },
    fresh: { code: fresh, hash: await parts.codeHash(fresh), id: parts.newId() },
    ...(found ? { found } : {}),
    mayShow: tries.shown < mostShown,
    maySend: tries.sent < mostSent && tries.to < mostToOne,
    hasMailbox: parts.contacts.includes(emailContact),
  };
  return { ...scene, given: { ...given, joins } };
}

/** Whose the code is: of the chat that it was shown in, or of the mail address that it was sent to, which may be nobody's yet. */
async function foundBy(
  { store }: JoinParts,
  code: NonNullable<JoinsGiven['found']>['code'],
  inbound: Inbound,
): Promise<JoinsGiven['found']> {
  if (code.mail !== undefined && code.chat !== inbound.chat) return undefined;
  const chat = code.mail ?? code.chat;
  const owner = (await readOwners(store, [chat])).get(chat);
  const side = owner && (await readSide(store, owner.person));
  if (side) return { code, side };
  const nobody: Person = { id: '', name: '', language: '', address: chat, reachable: true };
  return code.mail === undefined ? undefined : { code, side: { person: nobody, chats: [], keys: [], count: 0, open: [] } };
}

/** Both whom a lead would join, the one who is to be parted, or who is looked at. */
export async function sidesFor(
  store: Store,
  request: DeskRequest,
  ticket: Ticket | undefined,
  found: DeskGiven['found'],
): Promise<DeskGiven['sides']> {
  if (request.type !== 'command' || !['unite', 'split', 'who'].includes(request.name)) return undefined;
  const person = request.name === 'who' ? found?.people.length === 1 && found.people[0]?.id : ticket?.person;
  const side = person ? await readSide(store, person) : undefined;
  if (!side) return undefined;
  const number = request.name === 'unite' ? Number(/\d{3,9}/.exec(request.content.text)?.[0]) : Number.NaN;
  const other = Number.isSafeInteger(number) ? (await readTickets(store, [number])).get(number) : undefined;
  const otherSide = other && (await readSide(store, other.person));
  return { side, ...(other && otherSide ? { other: { ticket: other, side: otherSide } } : {}) };
}

const keyName = 'join_key';

/** Hashes codes with a secret of the house's own, made once: a million codes are soon hashed without one. */
export function codeHasher(store: Store): (code: string) => Promise<string> {
  let key: Promise<CryptoKey> | undefined;
  return async (code) => {
    key ??= keyOf(store);
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', await key, new TextEncoder().encode(code)));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}

async function keyOf(store: Store): Promise<CryptoKey> {
  const made = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  await store.write([{ sql: 'INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING', args: [keyName, made] }]);
  const [row] = await store.read({ sql: 'SELECT value FROM setting WHERE key = ?1', args: [keyName] });
  return crypto.subtle.importKey('raw', new TextEncoder().encode(String(row?.value)), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}
