// One thing that a member of the team does at the desk: what was asked, by whom, where. What all commands share is here.
import { type DeskCommandName, deskCommands } from './desk-commands.ts';
import { deskLane, post, refuse, textAtDesk } from './desk-reply.ts';
import { type Hours, workedMs } from './hours.ts';
import type { Inbound } from './message.ts';
import { deskLanguage } from './notify.ts';
import { type Holes, sayIfKnown, type TextKey } from './texts.ts';
import type { Content, Ticket } from './ticket.ts';
import type { DeskGiven, Staff, Turn } from './turn.ts';
import { dayAfter, numberOf } from './week.ts';
import { dayMs, momentOf } from './zone.ts';

export type Deed = {
  given: DeskGiven;
  inbound: Inbound;
  /** The ticket whose topic it was done in. */
  topic: number | undefined;
  today: string;
  staff: Staff;
  name: DeskCommandName;
  content: Content;
  pressed: boolean;
  /** The number of the ticket that it names, whether there is one or not. */
  number?: number;
};
export type TicketDeed = Deed & { ticket: Ticket };

/** Says no, where it was asked. */
export const no = (deed: Deed, key: TextKey, holes?: Holes): Turn =>
  refuse(deed.given, deed.inbound, deed.topic, textAtDesk(deed.given, key, holes));

/** Says no with an example of how it is written. */
export const wrong = (deed: Deed, key: TextKey, holes: Holes = {}): Turn =>
  no(deed, key, { ...holes, text: deed.content.text.slice(0, 40), example: exampleOf(deed) });

/** How a command is written, in the desk's language: the texts hold an example of each that needs one. */
const exampleOf = ({ given, name }: Deed): string =>
  sayIfKnown(deskLanguage(given), `example.${name}`) ?? `/${deskCommands[name].slash ?? ''}`;

/** Asks for what the command needs; the reply to it carries the command out. `known`: what was said of it already. */
export function prompt(deed: Deed, text: string, known = ''): Turn {
  const { given, inbound, name, topic } = deed;
  if (inbound.type === 'deed') return refuse(given, inbound, topic, text); // a page asks in its own form
  const ticket = deed.given.ticket?.number;
  const quote = inbound.type === 'message' ? inbound.message : undefined;
  const inOneGo = deed.pressed || known !== '' ? '' : `\n${textAtDesk(given, 'desk.in_one_go', { example: exampleOf(deed) })}`;
  return post(
    deskLane(ticket ?? topic),
    { type: 'prompt', text: text + inOneGo, to: inbound.from.address, ...(quote ? { quote } : {}) },
    { ticket: ticket ?? 0, role: `prompt:${name}${known === '' ? '' : `:${known}`}` },
  );
}

export { dayAfter };

/** Whether the team works on a day. */
export function isWorkday({ hours }: { hours: Hours }, day: string): boolean {
  const at = numberOf(day) * dayMs;
  return workedMs(hours, momentOf(hours.zone, at), momentOf(hours.zone, at + dayMs)) > 0;
}

/** The working day that comes so many after a day; backwards for less than 0. */
export function workdayFrom(given: { hours: Hours }, day: string, count: number): string {
  const way = Math.sign(count);
  let found = day;
  // A year without work is nobody's; it ends the search.
  for (let left = Math.abs(count), tries = 0; left > 0 && tries < 400; tries++) {
    found = dayAfter(found, way);
    if (isWorkday(given, found)) left--;
  }
  return found;
}
