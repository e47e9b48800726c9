// Sets the scene of each inbound of a group: whose turn it is, and everything that turn needs to know.
import { readLinks } from '../db/conversations.ts';
import type { Store } from '../db/store.ts';
import { readQueue, readSimilar, readTickets } from '../db/tickets.ts';
import type { Catalogue } from '../flows/catalogue.ts';
import { deskRequest } from '../flows/desk-commands.ts';
import { matchWord } from '../flows/match.ts';
import { conversationKey, type Inbound, type Link } from '../flows/message.ts';
import { nearestLanguage } from '../flows/texts.ts';
import type { ClientGiven, Desk, DeskGiven, Person } from '../flows/turn.ts';
import type { Memory } from './memory.ts';

export type Scene =
  | { type: 'client'; key: string; version: number; given: ClientGiven }
  | { type: 'desk'; topic: number | undefined; given: DeskGiven }
  /** The desk's chat has a new address. */
  | { type: 'moved'; from: string; to: string; desk: Desk }
  /** Nothing of ours: kept, and silence. */
  | { type: 'silence' };

export type House = { store: Store; memory: Memory; catalogue: Catalogue; languages: readonly string[]; newId: () => string };

const isDeskCommand = (inbound: Inbound): boolean => inbound.type === 'message' && /^\/(claim|join)\b/i.test(inbound.text ?? '');

/** The scenes of a group, in its order. Few reads for all of them together. */
export async function setScenes(house: House, inbounds: readonly Inbound[], now: number): Promise<Scene[]> {
  const { memory, store } = house;
  const desk = memory.desk();
  const atDesk = (inbound: Inbound) =>
    inbound.type !== 'timer' && ((desk !== null && inbound.chat === desk.chat) || isDeskCommand(inbound));
  const clients = inbounds.filter((inbound) => !atDesk(inbound) && !inbound.group && !isNobody(inbound) && inbound.type !== 'moved');
  await memory.needConversations(clients.map(conversationKey));
  const people = clients.flatMap((inbound) => memory.conversation(conversationKey(inbound))?.value.person ?? []);
  await memory.needPeople([...new Set(people)], now);
  const links = await linksOf(store, inbounds);
  const scenes: Scene[] = [];
  for (const inbound of inbounds) {
    const link = links.get(`${inbound.chat}\n${quoted(inbound)}`);
    if (inbound.type === 'moved')
      scenes.push(desk && inbound.chat === desk.chat ? { type: 'moved', from: inbound.chat, to: inbound.to, desk } : { type: 'silence' });
    else if (atDesk(inbound)) scenes.push(await deskScene(house, inbound, link, now));
    else if (inbound.group || isNobody(inbound)) scenes.push({ type: 'silence' });
    else scenes.push(await withNamed(house, clientScene(house, inbound, link, now), inbound));
  }
  return scenes;
}

/** A channel that cannot tell who wrote gives the chat `:0`: there is nobody to answer. */
const isNobody = (inbound: Inbound): boolean => inbound.type === 'unknown' && inbound.chat.endsWith(':0');

/** The message whose ticket matters: the one quoted, or the one that was edited. */
const quoted = (inbound: Inbound): string | undefined =>
  inbound.type === 'message' ? inbound.quote : inbound.type === 'edit' ? inbound.message : undefined;

async function linksOf(store: Store, inbounds: readonly Inbound[]): Promise<Map<string, Link>> {
  const asked = inbounds.flatMap((inbound) => {
    const message = quoted(inbound);
    return message ? [{ chat: inbound.chat, message }] : [];
  });
  return asked.length === 0 ? new Map() : readLinks(store, asked);
}

function clientScene(house: House, inbound: Inbound, link: Link | undefined, now: number): Scene {
  const { memory } = house;
  const key = conversationKey(inbound);
  const known = memory.conversation(key);
  const person = known && memory.person(known.value.person);
  const isNew = !known || !person;
  const id = known?.value.person ?? house.newId();
  const given: ClientGiven = {
    now,
    catalogue: house.catalogue,
    nextNumber: memory.lastNumber() + 1,
    languages: house.languages,
    desk: memory.desk(),
    conversation: known?.value ?? { v: 1, person: id, misses: 0 },
    person: person ?? newcomer(house, id, inbound),
    isNew,
    tickets: isNew ? [] : memory.ticketsOf(id),
  };
  if (link) given.link = link;
  return { type: 'client', key, version: known?.version ?? 0, given };
}

function newcomer({ languages }: House, id: string, { from, chat }: Inbound): Person {
  const language = nearestLanguage(from.language, languages) ?? languages[0] ?? 'en';
  return { id, name: from.name, language, address: chat, reachable: true };
}

/** A ticket that a client names and that closed too long ago to be remembered: quoted, `status 1024`, an old button. */
async function withNamed({ store }: House, scene: Scene, inbound: Inbound): Promise<Scene> {
  if (scene.type !== 'client' || scene.given.isNew) return scene;
  const { given } = scene;
  const said = inbound.type === 'message' && /\d/.test(inbound.text ?? '') ? matchWord(inbound.text ?? '')?.number : undefined;
  const pressed = inbound.type === 'choice' ? Number(/^[a-z]:(\d{1,9})$/.exec(inbound.data)?.[1] ?? Number.NaN) : undefined;
  const number = given.link?.ticket ?? said ?? pressed;
  if (number === undefined || Number.isNaN(number) || given.tickets.some((ticket) => ticket.number === number)) return scene;
  const ticket = (await readTickets(store, [number])).get(number);
  if (ticket?.person !== given.person.id) return scene;
  return { ...scene, given: { ...given, tickets: [ticket, ...given.tickets] } };
}

async function deskScene(house: House, inbound: Inbound, link: Link | undefined, now: number): Promise<Scene> {
  const { memory, store } = house;
  const topic = inbound.thread === undefined ? undefined : await memory.topicOf(inbound.chat, inbound.thread);
  const request = deskRequest(inbound, topic, link);
  const name = request.type === 'command' ? request.name : undefined;
  const number = request.type === 'command' ? request.ticket : undefined;
  const ticket = number === undefined || !Number.isSafeInteger(number) ? undefined : (await readTickets(store, [number])).get(number);
  if (ticket) await memory.needPeople([ticket.person], now);
  const client = ticket && memory.person(ticket.person);
  const guest = request.type === 'command' && name === 'let' ? memory.guest(request.content.text.replace(/^[a-z]+:/, '')) : undefined;
  return {
    type: 'desk',
    topic,
    given: {
      now,
      catalogue: house.catalogue,
      nextNumber: memory.lastNumber() + 1,
      languages: house.languages,
      desk: memory.desk(),
      staff: memory.staff(inbound.from.address),
      claimCode: memory.claimCode(),
      ...(guest ? { guest } : {}),
      ...(ticket ? { ticket } : {}),
      ...(client ? { client } : {}),
      ...(link ? { link } : {}),
      similar: ticket && name === 'take' ? await readSimilar(store, ticket) : [],
      queue: name === 'queue' || name === 'mine' ? await readQueue(store) : [],
    },
  };
}
