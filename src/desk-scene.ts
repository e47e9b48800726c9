// The scene of what a member of the desk does: the ticket it is about, and what the command needs to have read.
import { readOpenOf } from '../db/campaigns.ts';
import { readAllTicketsOf, readFound, readPeopleNamed, readPersonByPhone } from '../db/find.ts';
import { readMine } from '../db/mine.ts';
import { freshenFacts, readCounts } from '../db/reports.ts';
import type { Store } from '../db/store.ts';
import { readQueue, readSimilar, readTickets } from '../db/tickets.ts';
import { type ToldGiven, tellingOf } from '../flows/campaigns/told.ts';
import type { DeskCommandName } from '../flows/desk-commands.ts';
import { newIn } from '../flows/desk-new.ts';
import { memberNamed } from '../flows/desk-people.ts';
import { type DeskRequest, deskRequest } from '../flows/desk-request.ts';
import type { DigestGiven } from '../flows/digest.ts';
import type { DeskFigures } from '../flows/figures.ts';
import { type Inbound, keyOfChat, type Link } from '../flows/message.ts';
import type { Ticket } from '../flows/ticket.ts';
import type { DeskGiven, Given, Person } from '../flows/turn.ts';
import { sidesFor } from './joins.ts';
import type { Memory } from './memory.ts';

type Parts = { store: Store; memory: Memory };

/** `chat`: the conversation of the ticket's client, for a command that changes it. */
export type DeskScene = { type: 'desk'; topic: number | undefined; given: DeskGiven; chat?: { key: string; version: number } };

/** A fortnight holds the week before this one and this one so far. */
const figuresMs = 15 * 86_400_000;

const withQueue: ReadonlySet<DeskCommandName | undefined> = new Set<DeskCommandName>([
  'queue',
  'mine',
  'due',
  'who',
  'digest',
  'remove',
  'campaign',
]);

export async function deskScene(parts: Parts, common: Given, inbound: Inbound, link: Link | undefined): Promise<DeskScene> {
  const { memory, store } = parts;
  const topic = inbound.type === 'deed' ? inbound.ticket : inbound.thread === undefined ? undefined : await memory.topicOf(inbound.chat, inbound.thread); // biome-ignore format: one thought
  const request = deskRequest(inbound, topic, link);
  const name = request.type === 'command' ? request.name : undefined;
  const number = request.type === 'command' ? request.ticket : undefined;
  const ticket = number === undefined || !Number.isSafeInteger(number) ? undefined : (await readTickets(store, [number])).get(number);
  if (ticket) await memory.needPeople([ticket.person], common.now);
  const isOf = ticket && memory.person(ticket.person);
  const guest = request.type === 'command' && name === 'let' ? memory.guest(request.content.text.replace(/^[a-z]+:/, '')) : undefined;
  if (name === 'new') await memory.needReplies(common.now);
  const found = await foundFor(parts, request, isOf, common.now);
  const client = name === 'new' ? found?.people[0] : isOf;
  const key = (name === 'bot' || name === 'erase') && client ? keyOfChat(client.address) : undefined;
  if (key) await memory.needConversations([key]);
  const conversation = key === undefined ? null : memory.conversation(key);
  const served = client && memory.served(client.id);
  const sides = await sidesFor(store, request, ticket, found);
  const queue = withQueue.has(name) ? await readQueue(store) : [];
  return {
    type: 'desk',
    topic,
    ...(key && conversation ? { chat: { key, version: conversation.version } } : {}),
    given: {
      ...common,
      team: memory.team(),
      kept: memory.kept(),
      staff: memory.staff(inbound.from.address),
      claimCode: memory.claimCode(),
      ...(guest ? { guest } : {}),
      ...(ticket ? { ticket } : {}),
      ...(client ? { client } : {}),
      ...(served ? { served } : {}),
      ...(conversation ? { conversation: conversation.value } : {}),
      ...(link ? { link } : {}),
      similar: ticket && (name === 'take' || name === 'similar' || name === 'assign') ? await readSimilar(store, ticket) : [],
      queue,
      ...(found ? { found } : {}),
      ...(sides ? { sides } : {}),
      ...(name === 'erase' && client ? { mine: await readMine(store, client, inbound.chat) } : {}),
      clients: await clientsOf(parts, [...queue, ...(found?.tickets ?? [])], common.now),
      ...(name === 'new' ? { replies: memory.replies(), waiting: memory.waiting() } : {}),
      ...(name === 'stats' ? { figures: await figuresFor(parts, common) } : {}),
    },
  };
}

/** What the morning's digest is made of. */
export async function digestGiven(parts: Parts, common: Given): Promise<DigestGiven> {
  const { memory, store } = parts;
  const queue = await readQueue(store);
  return {
    ...common,
    team: memory.team(),
    kept: memory.kept(),
    claimCode: null,
    similar: [],
    queue,
    clients: await clientsOf(parts, queue, common.now),
    figures: await figuresFor(parts, common),
  };
}

/** What a campaign's timer is given: its open tickets. */
export async function toldGiven({ memory, store }: Parts, common: Given, inbound: Inbound): Promise<ToldGiven> {
  const code = tellingOf(inbound)?.code ?? '';
  return { ...common, team: memory.team(), kept: memory.kept(), queue: await readOpenOf(store, code) };
}

async function figuresFor({ store, memory }: Parts, { now, hours }: Given): Promise<DeskFigures> {
  await freshenFacts(store, hours);
  return { counts: await readCounts(store), facts: await memory.facts.read({ from: now - figuresMs, to: now + 1 }) };
}

async function clientsOf({ memory }: Parts, tickets: readonly Ticket[], now: number): Promise<ReadonlyMap<string, Person>> {
  const ids = [...new Set(tickets.map(({ person }) => person))];
  if (ids.length > 0) await memory.needPeople(ids, now);
  return new Map(
    ids.flatMap((id): [string, Person][] => {
      const person = memory.person(id);
      return person ? [[id, person]] : [];
    }),
  );
}

/** What /find, /who and /new look for. */
async function foundFor(parts: Parts, request: DeskRequest, client: Person | undefined, now: number): Promise<DeskGiven['found']> {
  if (request.type !== 'command') return undefined;
  const { memory, store } = parts;
  const { name, content } = request;
  if (name === 'find') return { tickets: await readFound(store, content.text), people: [] };
  if (name === 'new') {
    const { whom } = newIn(content.text);
    const ticket = whom?.number === undefined ? undefined : (await readTickets(store, [whom.number])).get(whom.number);
    const person = ticket
      ? await personOf(parts, ticket.person, now)
      : whom?.phone
        ? await readPersonByPhone(store, whom.phone)
        : undefined;
    return { tickets: [], people: person ? [person] : [] };
  }
  if (name !== 'who' || (content.text === '' && !client) || (content.text !== '' && memberNamed(memory.team(), content.text)))
    return undefined;
  const chosen = content.text === '' ? client : await personOf(parts, content.text, now);
  const people = chosen ? [chosen] : await readPeopleNamed(store, content.text);
  return {
    tickets:
      people.length === 1
        ? await readAllTicketsOf(
            store,
            people.map(({ id }) => id),
          )
        : [],
    people,
  };
}

async function personOf({ memory }: Parts, id: string, now: number): Promise<Person | undefined> {
  await memory.needPeople([id], now);
  return memory.person(id);
}
