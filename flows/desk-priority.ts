// How urgent a ticket is: the four words for it, typed or pressed.
import { type Priority, priorities } from './catalogue.ts';
import type { TicketDeed } from './desk-deed.ts';
import { wrong } from './desk-deed.ts';
import { isWrongNow, makeMove } from './desk-moves.ts';
import { post, textAtDesk } from './desk-reply.ts';
import { laneOfTicket } from './message.ts';
import { normalize } from './normalize.ts';
import { nameOf } from './status.ts';
import { languages, say } from './texts.ts';
import type { Turn } from './turn.ts';

/** The priority that the first word names, in any language, and the words behind it. */
export function priorityNamed(text: string): { priority: Priority; reason: string } | undefined {
  const [, word = '', reason = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  const said = normalize(word);
  const priority = priorities.find(
    (one) => said === one || languages.some((language) => normalize(say(language, `priority.${one}`)) === said),
  );
  return priority && { priority, reason: reason.trim() };
}

export function prioritise(deed: TicketDeed): Turn {
  const { given, ticket, content } = deed;
  const refused = isWrongNow(deed, 'prioritise');
  if (refused) return refused;
  if (content.text === '') {
    const choices = priorities.map((one) => ({
      data: `prioritise:${ticket.number}:${one}`,
      label: `${one === ticket.priority ? '● ' : ''}${textAtDesk(given, `priority.${one}`)}`,
    }));
    const text = textAtDesk(given, 'desk.which_priority', { priority: textAtDesk(given, `priority.${ticket.priority}`) });
    return post(laneOfTicket(ticket.number), { type: 'text', title: nameOf(ticket), text, choices });
  }
  const named = priorityNamed(content.text);
  if (!named) return wrong(deed, 'wrong.priority');
  const done = makeMove(deed, { type: 'prioritise', ...named });
  const text = textAtDesk(given, 'desk.prioritised', { name: deed.staff.name, priority: textAtDesk(given, `priority.${named.priority}`) });
  return { ...done, outbound: [...done.outbound, { lane: laneOfTicket(ticket.number), body: { type: 'text', text } }] };
}
