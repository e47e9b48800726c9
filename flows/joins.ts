// One person, several chats (R31): what joining two people makes of them, and what parting them gives back. Values only; the store carries
// it out (db/joins.ts). Every chat has a person of its own; `own` says which, so that undoing needs no memory of what was done when.
import { type Address, hasChat } from './message.ts';
import type { Ticket } from './ticket.ts';
import type { Person } from './turn.ts';

/** A chat of a person's. `how`: how it was joined · `before`: its own person as it was before that. */
export type Chat = { chat: Address; own: string; how?: string; before?: Person };

/** One of the two who are joined. `keys`: of what is kept of their chats, with versions · `count`: of their tickets; `open` are shown. */
export type PersonSide = {
  person: Person;
  chats: readonly Chat[];
  keys: readonly (readonly [string, number])[];
  count: number;
  open: readonly Ticket[];
};

/** A six-digit code by its hash. `mail`: where it was sent; else it is shown in `chat`. Milliseconds since the epoch. */
export type JoinCode = { hash: string; chat: Address; mail?: Address; at: number; until: number };

/** What a client's turn is given while they join chats. */
export type JoinsGiven = {
  mine: PersonSide;
  /** A code that nobody has seen yet, and the id of a person for an address that nobody wrote from. */
  fresh: { code: string; hash: string; id: string };
  /** The code that the message bears, where it is good, and whose it is: of the chat that asked for it, or of the mail it was sent to. */
  found?: { code: JoinCode; side: PersonSide };
  /** Another code may be shown; another mail with one may leave, to the address that the message names. */
  mayShow: boolean;
  maySend: boolean;
  hasMailbox: boolean;
};

/**
 * `from` ends, and everything of theirs is `into`'s. `how`: a `code`, a `mail` with one, by `staff:…`, or the `channel` itself says so ·
 * `before`: both as they were · `chats`: those that nobody wrote from yet.
 */
export type Joining = {
  into: string;
  from: string;
  how: string;
  at: number;
  before: readonly Person[];
  chats: readonly { chat: Address; own: string }[];
  keys: readonly (readonly [string, number])[];
};

/** These chats' own people are themselves again, with what was filed from their chats. */
export type Parting = { person: string; people: readonly Person[]; at: number; keys: readonly (readonly [string, number])[] };

export type Joins = {
  code?: JoinCode;
  /** The hash of a code that is used up; a chat where a wrong one was tried. */
  used?: string;
  tried?: { chat: Address; at: number };
  joining?: Joining;
  parting?: Parting;
};

/** `into` with what only the other one has told. They are written to at `address`. */
export function merged(into: Person, from: Person, address: Address): Person {
  const { unproven: _, ...rest } = into;
  const phone = into.phone ?? from.phone;
  const side = into.side ?? from.side;
  const unit = into.unit ?? (into.side === undefined || into.side === from.side ? from.unit : undefined);
  const mail = into.mail ?? from.mail;
  return {
    ...rest,
    name: into.name || from.name,
    address,
    reachable: hasChat(address),
    ...(phone ? { phone } : {}),
    ...(side ? { side } : {}),
    ...(unit ? { unit } : {}),
    ...(mail ? { mail } : {}),
    ...(into.unproven && from.unproven ? { unproven: true } : {}),
  };
}

/** What was borrowed of somebody who is parted goes with them; what was told since stays. */
const lent = ['phone', 'side', 'unit', 'mail'] as const;

/** The person without the chats of these; the last of them leaves them as they were by themselves. */
export function without(person: Person, chats: readonly Chat[], owns: readonly string[]): Person {
  const gone = chats.filter(({ own }) => owns.includes(own));
  const before = chats.find(({ own }) => own === person.id)?.before;
  if (!before || gone.length === 0) return person;
  const isElsewhere = gone.some(({ chat }) => chat === person.address);
  const left: Person = isElsewhere ? { ...person, name: before.name, address: before.address, reachable: before.reachable } : { ...person };
  for (const field of lent) {
    const isTheirs = gone.some((one) => one.before?.[field] !== undefined && one.before[field] === person[field]);
    if ((!isTheirs && !(field === 'mail' && gone.some(({ chat }) => chat === person.mail))) || before[field] === person[field]) continue;
    delete left[field];
    Object.assign(left, before[field] === undefined ? {} : { [field]: before[field] });
  }
  return gone.length === chats.filter(({ own }) => own !== person.id).length && before.unproven ? { ...left, unproven: true } : left;
}

/** Who they are again by themselves, one for each of their chats' own. */
export const partedOf = (chats: readonly Chat[], owns: readonly string[]): Person[] =>
  owns.flatMap((own) => chats.find((one) => one.own === own && one.before)?.before ?? []);
