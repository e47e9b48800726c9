// The ticket that an inbound is about when it closed too long ago to be remembered: quoted, `status 1024`, an old button, a timer.
import type { Store } from '../db/store.ts';
import { readTickets } from '../db/tickets.ts';
import { isQuietTimer } from '../flows/burst.ts';
import { matchWord } from '../flows/match.ts';
import { type Inbound, keyOfChat } from '../flows/message.ts';
import { ticketOfTimer } from '../flows/timers.ts';
import type { ClientGiven } from '../flows/turn.ts';
import type { Memory } from './memory.ts';

type ClientScene = { type: 'client'; key: string; version: number; given: ClientGiven };

/** The scene with the ticket that is named in it. A client is shown their own tickets only. */
export async function withNamed(
  house: { store: Store; memory: Memory },
  scene: ClientScene,
  inbound: Inbound,
  now: number,
): Promise<ClientScene> {
  const { given } = scene;
  if (inbound.type === 'timer' && !isQuietTimer(inbound)) return withTimed(house, scene, inbound, now);
  const number = given.isNew ? undefined : numberIn(given, inbound);
  if (number === undefined || given.tickets.some((ticket) => ticket.number === number)) return scene;
  const ticket = (await readTickets(house.store, [number])).get(number);
  return ticket?.person === given.person.id ? { ...scene, given: { ...given, tickets: [ticket, ...given.tickets] } } : scene;
}

function numberIn({ link, conversation: { asking, burst } }: ClientGiven, inbound: Inbound): number | undefined {
  const said = inbound.type === 'message' && /\d/.test(inbound.text ?? '') ? matchWord(inbound.text ?? '')?.number : undefined;
  const pressed = inbound.type === 'choice' ? /^[a-z]:(\d{1,9})(?::|$)/.exec(inbound.data)?.[1] : undefined;
  const asked = asking && 'number' in asking ? asking.number : undefined;
  return link?.ticket ?? (inbound.type === 'timer' ? burst?.link?.ticket : said) ?? (pressed ? Number(pressed) : asked);
}

/** A ticket's timer finds its ticket and whose it is, wherever they are written to by now. */
async function withTimed(
  { store, memory }: { store: Store; memory: Memory },
  scene: ClientScene,
  inbound: Inbound,
  now: number,
): Promise<ClientScene> {
  const number = ticketOfTimer(inbound);
  if (number === undefined) return scene;
  const { person: here, tickets } = scene.given;
  const known = tickets.find((one) => one.number === number);
  if (known && here.address === inbound.chat) return scene;
  const ticket = known ?? (await readTickets(store, [number])).get(number);
  if (!ticket) return scene;
  await memory.needPeople([ticket.person], now);
  const person = memory.person(ticket.person);
  if (!person) return scene;
  const key = keyOfChat(person.address);
  await memory.needConversations([key]);
  const kept = memory.conversation(key);
  const others = memory.ticketsOf(person.id).filter((one) => one.number !== number);
  const conversation = kept?.value ?? { v: 1 as const, person: person.id, misses: 0 };
  return {
    type: 'client',
    key,
    version: kept?.version ?? 0,
    given: { ...scene.given, conversation, person, isNew: false, tickets: [ticket, ...others] },
  };
}
