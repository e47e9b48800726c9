// What a channel tells of itself and of our own messages: alarms, and what became of a message after it left. Nobody wrote.
import { accountTitle } from './channels.ts';
import { mention } from './hears.ts';
import { type Alarm, channelOf, type DeliveryState, type InboundOf, type Link, laneOfTicket } from './message.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { say, type TextKey } from './texts.ts';
import { type ClientGiven, emptyTurn, type Person, type Turn } from './turn.ts';
import { wallOf } from './zone.ts';

export type NewsGiven = Pick<ClientGiven, 'catalogue' | 'desk' | 'languages' | 'zone' | 'team' | 'kept'>;

const alarmTexts = {
  logged_out: 'desk.alarm.logged_out',
  banned: 'desk.alarm.banned',
  refused: 'desk.alarm.refused',
  replaced: 'desk.alarm.replaced',
  capped: 'desk.alarm.capped',
  restricted: 'desk.alarm.restricted',
  connected: 'desk.alarm.connected',
  catalogue: 'desk.alarm.catalogue',
} as const satisfies Record<Alarm, TextKey>;

/** The desk hears what happened and what to do; of a further account, which it is. */
export function alarmTurn(given: NewsGiven, { what, until, contact, details = [] }: InboundOf<'alarm'>): Turn {
  const language = deskLanguage(given);
  const listed = details.map((one) => `\n• ${one}`).join('');
  const over = until === undefined ? '' : say(language, 'desk.alarm.until', { until: new Date(wallOf(given.zone, until)) });
  const text = [say(language, alarmTexts[what], { count: details.length }), over].filter(Boolean).join(' ') + listed;
  const title = contact === channelOf(contact) ? {} : { title: accountTitle(language, contact) };
  return { ...emptyTurn(), outbound: [{ lane: 'desk', body: { type: 'text', ...title, text } }] };
}

export type DeliveryGiven = NewsGiven & {
  /** What is known of the message so far. */
  before?: DeliveryState;
  link?: Link;
  /** Whose chat it is, where that is known. */
  client?: Person;
};

/** Kept; the desk hears of a message that failed and had not arrived before. */
export function deliveryTurn(given: DeliveryGiven, inbound: InboundOf<'delivery'>): Turn {
  const { chat, message, state, at, why, next } = inbound;
  if (message === undefined) return emptyTurn();
  const delivery = { chat, message, state, at, ...(why === undefined ? {} : { why }), ...(next === undefined ? {} : { next }) };
  const isNews = state === 'failed' && next !== 'again' && (given.before === undefined || given.before === 'sent');
  if (!isNews) return { ...emptyTurn(), delivery };
  const told = say(deskLanguage(given), 'desk.not_arrived', { name: nameAtDesk(given, given.client) });
  const lane = given.link ? laneOfTicket(given.link.ticket) : 'desk';
  return {
    ...emptyTurn(),
    delivery,
    outbound: [{ lane, body: { type: 'text', text: [told, why, mention(given, ['undelivered'])].filter(Boolean).join('\n') } }],
  };
}
