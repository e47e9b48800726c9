// What the client hears when they ask how things stand: every open ticket, or one in detail, with a five-step bar.
import type { Choice } from './message.ts';
import { panelChoices } from './my-panel.ts';
import { type Body, choiceIn, textIn } from './reply.ts';
import { dayHole, say } from './texts.ts';
import { isClosed, type Stage, stages, type Ticket } from './ticket.ts';
import type { ClientGiven } from './turn.ts';

/** Five steps, filled up to the stage that the ticket is in. */
export const bar = (stage: Stage): string => stages.map((_, i) => (i <= stages.indexOf(stage) ? '▰' : '▱')).join('');

/** `#1024 · Banner` */
export const nameOf = (ticket: Ticket): string => `#${ticket.number} · ${ticket.title}`;

/** Stage and situation in words, e.g. `Analysis · awaiting client`. */
export const placeOf = (language: string, ticket: Ticket): string =>
  `${say(language, `stage.${ticket.stage}`)} · ${say(language, `situation.${ticket.situation}`)}`;

/** Every open ticket of the person in a few lines each; with choices to see one in detail where `detail` is wanted. */
export function statusList(given: ClientGiven, detail: boolean): Body {
  const open = given.tickets.filter((ticket) => !isClosed(ticket));
  if (open.length === 0) {
    if (given.conversation.draft ?? given.conversation.aside?.draft) return { type: 'text', text: textIn(given, 'status.none_draft') };
    const last = given.tickets.at(-1);
    return {
      type: 'text',
      text: last
        ? textIn(given, 'status.none_last', { ticket: nameOf(last), place: placeOf(given.person.language, last) })
        : [textIn(given, 'status.none'), textIn(given, 'link.offer')].join('\n\n'),
    };
  }
  return {
    type: 'text',
    title: textIn(given, 'status.title', { count: open.length }),
    text: open.map((ticket) => brief(given, ticket)).join('\n\n'),
    ...(detail
      ? {
          choices: statusChoices(
            given,
            open.map((ticket) => ticket.number),
          ),
        }
      : {}),
  };
}

/** What may be chosen below the list: each of these tickets, and the client's own page. */
export const statusChoices = (given: ClientGiven, numbers: readonly number[]): Choice[] => [
  ...detailChoices(given, numbers),
  ...panelChoices(given),
];

/** A choice for each of these tickets, to see it in detail. */
const detailChoices = (given: ClientGiven, numbers: readonly number[]): Choice[] =>
  given.tickets
    .filter((ticket) => numbers.includes(ticket.number))
    .map((ticket) => choiceIn(given, `t:${ticket.number}`, 'status.detail', { ticket: nameOf(ticket) }));

function brief(given: ClientGiven, ticket: Ticket): string {
  return [nameOf(ticket), `${bar(ticket.stage)} ${placeOf(given.person.language, ticket)}`, waiting(given, ticket), promised(given, ticket)]
    .filter(Boolean)
    .join('\n');
}

/** One ticket in detail: where it stands, who waits for whom, what was asked for. */
export function statusOne(given: ClientGiven, ticket: Ticket): Body {
  const lines = ticket.brief.filter((line) => line.text !== '').map((line) => `• ${line.label}: ${line.text}`);
  const analyst = ticket.analyst ? textIn(given, 'status.analyst', { name: ticket.analyst.name }) : '';
  const head = [`${bar(ticket.stage)} ${placeOf(given.person.language, ticket)}`, waiting(given, ticket), promised(given, ticket), analyst]
    .filter(Boolean)
    .join('\n');
  const approval = ticket.awaiting?.type === 'approval' ? { choices: approvalChoices(given, ticket) } : {};
  return { type: 'text', title: nameOf(ticket), text: [head, lines.join('\n')].filter(Boolean).join('\n\n'), ...approval };
}

export const approvalChoices = (given: ClientGiven, ticket: Ticket) => [
  choiceIn(given, `a:${ticket.number}`, 'approve.yes'),
  choiceIn(given, `x:${ticket.number}`, 'approve.changes'),
];

function waiting(given: ClientGiven, ticket: Ticket): string {
  if (ticket.situation === 'open') return textIn(given, 'status.with_us');
  if (ticket.awaiting?.type === 'answer') return textIn(given, 'status.with_you', { question: ticket.awaiting.question });
  return ticket.awaiting?.type === 'approval' ? textIn(given, ticket.awaiting.step ? 'status.approval_step' : 'status.approval') : '';
}

const promised = (given: ClientGiven, ticket: Ticket): string =>
  ticket.due && !isClosed(ticket) ? textIn(given, 'status.due', { due: dayHole(ticket.due) }) : '';
