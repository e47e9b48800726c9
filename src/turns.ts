// Runs one turn and gives its rows: flows in, rows out. A flow that throws is set aside here, with a word to both sides.
import type { TurnRows } from '../db/commit.ts';
import { toHooks } from '../flows/announce.ts';
import { isQuietTimer, withoutBurst } from '../flows/burst.ts';
import { campaignKey } from '../flows/campaigns/campaign.ts';
import { campaignTurn } from '../flows/campaigns/told.ts';
import { alarmTurn, deliveryTurn } from '../flows/channel-news.ts';
import { clientTurn } from '../flows/client.ts';
import { deskTurn } from '../flows/desk.ts';
import { digestTurn } from '../flows/digest.ts';
import { toldClient, toldDesk, withFetches } from '../flows/fetching.ts';
import type { Inbound, Outbound } from '../flows/message.ts';
import { deskLanguage } from '../flows/notify.ts';
import { say } from '../flows/texts.ts';
import { type Clockwork, timersAfter } from '../flows/timers.ts';
import { emptyTurn, type Person, type Turn } from '../flows/turn.ts';
import { dayOf } from '../flows/zone.ts';
import type { EngineParts } from './engine.ts';
import type { Scene } from './scene.ts';

type Moment = { now: number; nextNumber: number; newName: () => string; poison?: Error };

/** The rows of one inbound's turn. Never throws for anything a flow does. */
export function runTurn(
  parts: Pick<EngineParts, 'log' | 'memory' | 'languages' | 'hours' | 'settings'>,
  inbound: Inbound,
  scene: Scene,
  moment: Moment,
): TurnRows {
  let turn: Turn;
  let parked: string | undefined;
  try {
    if (moment.poison) throw moment.poison;
    turn = perform(inbound, scene, moment);
  } catch (error) {
    if (!moment.poison)
      parts.log.error(
        { inbound: inbound.id, err: error },
        'A flow failed on this message or timer; it is set aside, and the desk is told of a message.',
      );
    parked = error instanceof Error ? error.message : String(error);
    turn = trouble(parts, inbound, scene);
  }
  const rows = rowsOf(inbound, scene, turn, moment, parked, parts);
  return { ...rows, outbox: [...rows.outbox, ...toHooks(parts.memory.hooks(), rows)] };
}

function perform(inbound: Inbound, scene: Scene, moment: Moment): Turn {
  const { nextNumber } = moment;
  switch (scene.type) {
    case 'client': {
      const turn = clientTurn(numbered(scene.given, nextNumber), inbound);
      return withFetches(turn, inbound, toldClient(scene.given, inbound, turn));
    }
    case 'desk': {
      const turn = deskTurn(numbered(scene.given, nextNumber), inbound, scene.topic, dayOf(scene.given.zone, moment.now));
      return withFetches(turn, inbound, toldDesk(deskLanguage(scene.given)));
    }
    case 'digest':
      return digestTurn(scene.given);
    case 'campaign':
      return campaignTurn(scene.given, scene.inbound);
    case 'moved':
      return { ...emptyTurn(), desk: { ...scene.desk, chat: scene.to } };
    case 'alarm':
      return alarmTurn(scene.given, scene.inbound);
    case 'delivery':
      return deliveryTurn(scene.given, scene.inbound);
    case 'silence':
      return emptyTurn();
    default:
      return scene satisfies never;
  }
}

/** What a turn is given, with the number that a ticket filed in it would get; most turns file none. */
const numbered = <T extends { nextNumber: number }>(given: T, nextNumber: number): T =>
  given.nextNumber === nextNumber ? given : { ...given, nextNumber };

/** What both sides hear when a message could not be worked on. */
function trouble(parts: Pick<EngineParts, 'memory' | 'languages'>, inbound: Inbound, scene: Scene): Turn {
  const off = inbound.type === 'timer' ? [{ key: inbound.key, dueAt: null, body: inbound.body }] : [];
  const burst = off.some(isQuietTimer) && scene.type === 'client' ? scene.given.conversation.burst : undefined;
  if ((scene.type !== 'client' && scene.type !== 'desk') || !(isWords(inbound) || burst)) return { ...emptyTurn(), timers: off };
  const desk = parts.memory.desk();
  const language = desk?.language ?? parts.languages[0] ?? 'en';
  const told: Outbound = {
    lane: 'desk',
    body: {
      type: 'text',
      text: say(language, 'desk.poison', {
        name: burst?.messages[0]?.from.name ?? inbound.from.name,
        id: burst?.messages.map(({ id }) => id).join(', ') ?? inbound.id,
      }),
    },
  };
  const client: Outbound[] =
    scene.type === 'client' ? [{ lane: inbound.chat, body: { type: 'text', text: say(scene.given.person.language, 'trouble') } }] : [];
  const conversation = burst && scene.type === 'client' ? { conversation: withoutBurst(scene.given.conversation) } : {};
  return { ...emptyTurn(), ...conversation, timers: off, outbound: [...client, told] };
}

/** Somebody wrote or pressed, and would wait for an answer. */
const isWords = ({ type }: Inbound): boolean => type === 'message' || type === 'edit' || type === 'choice' || type === 'unknown';

const linksTo = (ticket: number, messages: readonly (string | undefined)[]) =>
  messages.flatMap((message) => (message === undefined ? [] : [{ message, ticket, role: 'client' }]));

/** Whose tickets a turn changes: their client is written to there when the clock has something to say. */
const clientOf = (scene: Scene, turn: Turn): Person | undefined =>
  turn.person ?? (scene.type === 'client' ? scene.given.person : scene.type === 'desk' ? scene.given.client : undefined);

function rowsOf(inbound: Inbound, scene: Scene, turn: Turn, moment: Moment, parked: string | undefined, clockwork: Clockwork): TurnRows {
  const client = clientOf(scene, turn);
  const chat = scene.type === 'client' ? scene : scene.type === 'desk' ? scene.chat : undefined;
  const needs: [string, number][] = chat && (turn.conversation || turn.erasure) ? [[chat.key, chat.version]] : [];
  for (const { ticket, isNew } of turn.changes) needs.push([ticket.id, isNew ? 0 : ticket.version - 1]);
  if (turn.campaign) needs.push([campaignKey(turn.campaign.code), turn.campaign.version - 1]);
  for (const need of turn.erasure?.versions ?? []) if (need[0] !== chat?.key) needs.push([...need]);
  const joins = scene.type === 'client' && scene.joining ? { ...turn.joins, joining: scene.joining } : turn.joins;
  for (const need of [...(joins?.joining?.keys ?? []), ...(joins?.parting?.keys ?? [])])
    if (!needs.some(([key]) => key === need[0])) needs.push([...need]);
  const [change] = turn.changes;
  const moved = scene.type === 'moved' ? { from: scene.from, to: scene.to } : undefined;
  return {
    name: moment.newName(),
    inbound,
    ...(parked === undefined ? {} : { parked }),
    needs,
    ...(chat && turn.conversation ? { conversation: { key: chat.key, version: chat.version + 1, state: turn.conversation } } : {}),
    ...(turn.person ? { person: turn.person } : {}),
    changes: turn.changes,
    timers: client ? timersAfter(turn.changes, turn.timers, client.address, clockwork) : turn.timers,
    outbox: turn.outbound.map((outbound, n) => ({ id: `${inbound.id}#${n}`, outbound })),
    ...(change && scene.type === 'client' ? { links: linksTo(change.ticket.number, turn.heard ?? [inbound.message]) } : {}),
    ...(turn.staff ? { staff: turn.staff } : {}),
    ...(turn.guest ? { guest: turn.guest } : {}),
    ...(turn.desk ? { desk: turn.desk } : {}),
    ...(turn.claimed ? { claimed: turn.claimed } : {}),
    ...(moved ? { moved } : {}),
    ...(turn.delivery ? { delivery: turn.delivery } : {}),
    ...(turn.keeps ? { keeps: turn.keeps } : {}),
    ...(turn.routing ? { routing: turn.routing } : {}),
    ...(turn.leaves ? { leaves: turn.leaves } : {}),
    ...(turn.campaign ? { campaign: turn.campaign } : {}),
    ...(turn.erasure ? { erasure: turn.erasure } : {}),
    ...(joins ? { joins } : {}),
    ...(turn.closesLinks ? { closesLinks: turn.closesLinks } : {}),
  };
}
