// Sets the scene of each inbound of a group: whose turn it is, and everything that turn needs to know.
import { readDeliveries, readLinks } from '../db/conversations.ts';
import type { Store } from '../db/store.ts';
import { isOfAlbum } from '../flows/burst.ts';
import { type ToldGiven, tellingOf } from '../flows/campaigns/told.ts';
import type { Catalogue } from '../flows/catalogue.ts';
import type { DeliveryGiven, NewsGiven } from '../flows/channel-news.ts';
import { type DigestGiven, digestKey } from '../flows/digest.ts';
import type { Hours } from '../flows/hours.ts';
import type { Joining } from '../flows/joins.ts';
import { speaksFor } from '../flows/mail.ts';
import { conversationKey, type DeliveryState, type Inbound, type InboundOf, type Link } from '../flows/message.ts';
import type { Settings } from '../flows/settings.ts';
import { nearestLanguage } from '../flows/texts.ts';
import { ticketOfTimer } from '../flows/timers.ts';
import type { ClientGiven, Desk, Given, Person } from '../flows/turn.ts';
import { dayOf } from '../flows/zone.ts';
import { type DeskScene, deskScene, digestGiven, toldGiven } from './desk-scene.ts';
import { type JoinParts, type Known, readKnown, sameUser, withJoins } from './joins.ts';
import type { Memory } from './memory.ts';
import { withMine } from './mine.ts';
import { withNamed } from './named-ticket.ts';

export type Scene =
  /** `joining`: the chat is that of somebody known, by its number. */
  | { type: 'client'; key: string; version: number; given: ClientGiven; joining?: Joining }
  | DeskScene
  | { type: 'digest'; given: DigestGiven }
  | { type: 'campaign'; given: ToldGiven; inbound: InboundOf<'timer'> }
  | { type: 'alarm'; given: NewsGiven; inbound: InboundOf<'alarm'> }
  | { type: 'delivery'; given: DeliveryGiven; inbound: InboundOf<'delivery'> }
  /** The desk's chat has a new address. */
  | { type: 'moved'; from: string; to: string; desk: Desk }
  /** Nothing of ours: kept, and silence. */
  | { type: 'silence' };

export type House = JoinParts & {
  store: Store;
  memory: Memory;
  catalogue: () => Catalogue;
  languages: readonly string[];
  zone: string;
  hours: Hours;
  settings: Settings;
  /** Clients have a page of their own here. */
  panel: boolean;
  newId: () => string;
};

const isDeskCommand = (inbound: Inbound): boolean => inbound.type === 'message' && /^\/(claim|join)\b/i.test(inbound.text ?? '');

/** The scenes of a group, in its order. Few reads for all of them together. */
export async function setScenes(house: House, inbounds: readonly Inbound[], now: number): Promise<Scene[]> {
  const { memory, store } = house;
  const desk = memory.desk();
  const atDesk = (inbound: Inbound) =>
    inbound.type === 'deed' || (inbound.type !== 'timer' && ((desk !== null && inbound.chat === desk.chat) || isDeskCommand(inbound)));
  const ofClients = inbounds.filter((inbound) => !atDesk(inbound) && mayBeClients(inbound));
  await memory.needConversations(ofClients.map(conversationKey));
  const newcomers = ofClients.filter((inbound) => inbound.type !== 'timer' && !memory.conversation(conversationKey(inbound)));
  const known = await readKnown(house, newcomers);
  const people = ofClients.flatMap(
    (inbound) => memory.conversation(conversationKey(inbound))?.value.person ?? known.get(inbound.chat)?.person ?? [],
  );
  await memory.needPeople([...new Set(people)], now);
  if (ofClients.some((inbound) => memory.conversation(conversationKey(inbound))?.value.draft)) await memory.needReplies(now);
  const links = await linksOf(store, inbounds);
  const states = await statesOf(store, inbounds);
  const scenes: Scene[] = [];
  for (const inbound of inbounds) {
    const link = links.get(keyOfMessage(inbound.chat, quoted(inbound))) ?? named(inbound);
    if (inbound.type === 'moved')
      scenes.push(desk && inbound.chat === desk.chat ? { type: 'moved', from: inbound.chat, to: inbound.to, desk } : { type: 'silence' });
    else if (inbound.type === 'alarm') scenes.push({ type: 'alarm', given: newsGiven(house), inbound });
    else if (inbound.type === 'delivery')
      scenes.push(deliveryScene(house, inbound, link, states.get(keyOfMessage(inbound.chat, inbound.message))));
    else if (atDesk(inbound)) scenes.push(await deskScene(house, commonGiven(house, now), inbound, link));
    else if (isDigest(inbound)) scenes.push({ type: 'digest', given: await digestGiven(house, commonGiven(house, now)) });
    else if (inbound.type === 'timer' && tellingOf(inbound))
      scenes.push({ type: 'campaign', given: await toldGiven(house, commonGiven(house, now), inbound), inbound });
    else if (!isClients(house, inbound, link)) scenes.push({ type: 'silence' });
    else scenes.push(await sceneOfClient(house, inbound, link, known.get(inbound.chat), now));
  }
  return scenes;
}

/** A channel that cannot tell who wrote gives the chat `:0`: there is nobody to answer. */
const isNobody = (inbound: Inbound): boolean => inbound.type === 'unknown' && inbound.chat.endsWith(':0');

/** The clock brings it, and it is nobody's chat. */
const isDigest = (inbound: Inbound): boolean => inbound.type === 'timer' && inbound.key === digestKey;

/** Worth looking up who it is. */
function mayBeClients(inbound: Inbound): boolean {
  if (isDigest(inbound) || tellingOf(inbound) || inbound.type === 'moved' || inbound.type === 'alarm' || isNobody(inbound)) return false;
  if (inbound.type === 'delivery') return inbound.state === 'failed';
  if (!inbound.group) return true;
  if (inbound.type === 'message') return inbound.mentioned === true || inbound.album !== undefined;
  return inbound.type !== 'unknown' && inbound.type !== 'reach';
}

/**
 * Whether it is for the bot to work on. In a group: when the bot was named, a button was pressed, or it is about a message of a
 * ticket's; a group that never named it is left alone.
 */
function isClients({ memory }: House, inbound: Inbound, link: Link | undefined): boolean {
  if (!mayBeClients(inbound)) return false;
  const known = memory.conversation(conversationKey(inbound));
  switch (inbound.type) {
    case 'message':
      return !inbound.group || inbound.mentioned === true || (known !== null && isOfAlbum(known.value, inbound.album));
    case 'edit':
      return !inbound.group || (known !== null && link !== undefined);
    case 'removal':
    case 'reaction':
      return known !== null && (!inbound.group || link !== undefined);
    default:
      return !inbound.group || known !== null;
  }
}

/** The message whose ticket matters: the one quoted, or the one that something became of. */
function quoted(inbound: Inbound): string | undefined {
  switch (inbound.type) {
    case 'message':
      return inbound.quote;
    case 'edit':
    case 'removal':
    case 'reaction':
      return inbound.message;
    case 'delivery':
      return inbound.state === 'failed' ? inbound.message : undefined;
    default:
      return undefined;
  }
}

/** Without such a message, the ticket that the inbound itself names. A client is shown their own only. */
const named = (inbound: Inbound): Link | undefined =>
  inbound.type === 'message' && inbound.about !== undefined ? { ticket: inbound.about, role: 'client' } : undefined;

const keyOfMessage = (chat: string, message: string | undefined): string => `${chat}\n${message}`;

async function linksOf(store: Store, inbounds: readonly Inbound[]): Promise<Map<string, Link>> {
  const asked = inbounds.flatMap((inbound) => {
    const message = quoted(inbound);
    return message ? [{ chat: inbound.chat, message }] : [];
  });
  return asked.length === 0 ? new Map() : readLinks(store, asked);
}

/** What was known of the messages that failed now. */
async function statesOf(store: Store, inbounds: readonly Inbound[]): Promise<Map<string, DeliveryState>> {
  const asked = inbounds.flatMap((inbound) =>
    inbound.type === 'delivery' && inbound.state === 'failed' && inbound.message ? [{ chat: inbound.chat, message: inbound.message }] : [],
  );
  return asked.length === 0 ? new Map() : readDeliveries(store, asked);
}

const newsGiven = ({ catalogue, languages, memory, zone }: House): NewsGiven => ({
  catalogue: catalogue(),
  languages,
  zone,
  desk: memory.desk(),
  team: memory.team(),
  kept: memory.kept(),
});

function deliveryScene(house: House, inbound: InboundOf<'delivery'>, link: Link | undefined, before: DeliveryState | undefined): Scene {
  const known = house.memory.conversation(conversationKey(inbound));
  const client = known && house.memory.person(known.value.person);
  return {
    type: 'delivery',
    inbound,
    given: { ...newsGiven(house), ...(link ? { link } : {}), ...(before ? { before } : {}), ...(client ? { client } : {}) },
  };
}

/** What every turn is given. */
const commonGiven = ({ memory, catalogue, panel, languages, zone, hours, settings }: House, now: number): Given => ({
  now,
  catalogue: catalogue(),
  nextNumber: memory.lastNumber() + 1,
  languages,
  desk: memory.desk(),
  zone,
  hours,
  settings,
  campaigns: memory.campaigns(dayOf(zone, now)),
  book: memory.book(),
  panel,
  team: memory.team(),
  kept: memory.kept(),
  routing: memory.routing(),
  loads: memory.loads(),
});

async function sceneOfClient(
  house: House,
  inbound: Inbound,
  link: Link | undefined,
  known: Known | undefined,
  now: number,
): Promise<Scene> {
  const scene = await withNamed(house, clientScene(house, inbound, link, known, now), inbound, now);
  const whole = await withJoins(house, await withMine(house, scene, inbound), inbound, now);
  const { person } = whole.given;
  const isSame = known?.isSame && person.id === known.person && speaksFor(person, inbound);
  const joining = isSame ? await sameUser(house.store, known, newcomer(house, known.own, inbound), inbound) : undefined;
  return joining ? { ...whole, joining } : whole;
}

function clientScene(house: House, inbound: Inbound, link: Link | undefined, joined: Known | undefined, now: number) {
  const { memory } = house;
  const key = conversationKey(inbound);
  const known = memory.conversation(key);
  const id = known?.value.person ?? joined?.person;
  const person = id === undefined ? undefined : memory.person(id);
  const isNew = id === undefined || !person;
  const own = person && joined && joined.own !== id ? { own: joined.own } : {};
  const ownId = id ?? house.newId();
  const given: ClientGiven = {
    ...commonGiven(house, now),
    conversation: known?.value ?? { v: 1, person: ownId, ...own, misses: 0 },
    person: person ? heardIn(person, inbound) : newcomer(house, ownId, inbound),
    isNew,
    tickets: isNew ? [] : memory.ticketsOf(ownId),
    replies: memory.replies(),
    waiting: memory.waiting(),
  };
  const served = memory.served(ownId);
  if (served) given.served = served;
  if (link) given.link = link;
  return { type: 'client' as const, key, version: known?.version ?? 0, given };
}

/** What the clock brings up in a chat, but for tickets, is said in that chat, wherever they wrote last. */
const heardIn = (person: Person, inbound: Inbound): Person =>
  inbound.type !== 'timer' || ticketOfTimer(inbound) !== undefined || person.address === inbound.chat
    ? person
    : { ...person, address: inbound.chat };

function newcomer({ languages }: House, id: string, { from, chat }: Inbound): Person {
  const language = nearestLanguage(from.language, languages) ?? languages[0] ?? 'en';
  return { id, name: from.name, language, address: chat, reachable: true, ...(from.phone ? { phone: from.phone } : {}) };
}
