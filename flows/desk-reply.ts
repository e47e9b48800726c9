// How a turn at the desk is put together: what is posted where, and how a refusal reaches who was refused.
import { type Inbound, laneOfTicket, type Outbound, type OutboundBody } from './message.ts';
import { deskLanguage } from './notify.ts';
import { type Holes, say, type TextKey } from './texts.ts';
import { type DeskGiven, emptyTurn, type Turn } from './turn.ts';

/** A message in the desk's language. */
export const textAtDesk = (given: Pick<DeskGiven, 'desk' | 'languages' | 'catalogue'>, key: TextKey, holes?: Holes): string =>
  say(deskLanguage(given), key, holes);

/** The lane an inbound of the desk's is answered in: its ticket's topic, else the desk at large. */
export const deskLane = (topic: number | undefined): string => (topic === undefined ? 'desk' : laneOfTicket(topic));

export const post = (lane: string, body: OutboundBody, more: Partial<Outbound> = {}): Turn => ({
  ...emptyTurn(),
  outbound: [{ lane, body, ...more }],
});

/** Says no: on the pressed button or to the page where it was one, else as a reply to the message. */
export function refuse(given: DeskGiven, inbound: Inbound, topic: number | undefined, text: string): Turn {
  if (inbound.type === 'deed' || (inbound.type === 'choice' && inbound.callback))
    return { ...emptyTurn(), outbound: notice(inbound, text) };
  const body: OutboundBody = { type: 'text', text, ...(inbound.message && inbound.type === 'message' ? { quote: inbound.message } : {}) };
  return post(given.desk ? deskLane(topic) : inbound.chat, body);
}

/** Ends the pressed button's waiting state; with a text, shows it until it is closed. */
export function notice(inbound: Inbound, text?: string): Outbound[] {
  const callback = inbound.type === 'deed' ? inbound.id : inbound.type === 'choice' ? inbound.callback : undefined;
  if (callback === undefined) return [];
  return [{ lane: `${inbound.chat}#${callback}`, body: { type: 'notice', callback, ...(text ? { text, alert: true } : {}) } }];
}
