// The steps of production at the desk: shown with their states, begun, ticked off, and taken back.

import { no, type TicketDeed, wrong } from './desk-deed.ts';
import { isWrongNow, makeMove, named } from './desk-moves.ts';
import { post, textAtDesk } from './desk-reply.ts';
import { matchChoice } from './match.ts';
import { type Choice, laneOfTicket } from './message.ts';
import { normalize } from './normalize.ts';
import { deskLanguage } from './notify.ts';
import { nameOf } from './status.ts';
import { stepLine, stepName } from './steps.ts';
import { wordsFor } from './texts.ts';
import type { Step, Ticket } from './ticket.ts';
import type { DeskGiven, Turn } from './turn.ts';

const nameIn = (given: DeskGiven, ticket: Ticket, id: string): string => stepName(given.catalogue, deskLanguage(given), ticket, id);

/** `/step` shows them; `/step concept` ticks one off, `/step concept start` begins it, `/step concept again` takes it back. */
export function step(deed: TicketDeed): Turn {
  const { given, content, ticket, staff } = deed;
  if (ticket.steps.length === 0) return no(deed, 'desk.no_steps');
  const refused = isWrongNow(deed, 'step');
  if (refused) return refused;
  if (content.text === '') return post(laneOfTicket(ticket.number), stepsOf(given, ticket));
  const { id, state } = read(given, ticket, content.text);
  if (!id) return wrong(deed, 'wrong.step', { steps: ticket.steps.map((one) => nameIn(given, ticket, one.id)).join(', ') });
  const name = nameIn(given, ticket, id);
  if (state === 'done' && ticket.terms.steps.some((one) => one.id === id && one.by === 'client'))
    return no(deed, 'desk.step_is_clients', { step: name });
  if (ticket.steps.some((one) => one.id === id && one.state === state))
    return no(deed, 'desk.step_is_so', { step: name, state: textAtDesk(given, `step.${state}`) });
  const done = makeMove(deed, { type: 'step', step: id, state, owner: named(staff) });
  const after = done.changes[0]?.ticket;
  if (!after || after.stage === 'delivery') return done;
  const replaces = deed.pressed && deed.inbound.message ? { replaces: deed.inbound.message } : {};
  return { ...done, outbound: [...done.outbound, { lane: laneOfTicket(ticket.number), body: { ...stepsOf(given, after), ...replaces } }] };
}

/** The list with a row a step: its name ticks it off, the sign beside it begins it. */
function stepsOf(given: DeskGiven, ticket: Ticket) {
  const data = (id: string, word: string) => `step:${ticket.number}:${id}${word}`;
  const grid = ticket.steps.map((one): Choice[] => {
    const { id, state } = one;
    const label = stepLine(given.catalogue, deskLanguage(given), ticket, one);
    if (state === 'done') return [{ data: data(id, ' again'), label }];
    return [{ data: data(id, ''), label }, ...(state === 'todo' ? [{ data: data(id, ' start'), label: '▶️' }] : [])];
  });
  return { type: 'text', title: nameOf(ticket), text: textAtDesk(given, 'desk.steps'), grid } as const;
}

/** The step that the words name, by id, name or number; the last word may say what to do with it. */
function read(given: DeskGiven, ticket: Ticket, text: string): { id: string | undefined; state: Step['state'] } {
  const [, words = '', last = ''] = /^([\s\S]*?)\s+(\S+)$/.exec(text.trim()) ?? [];
  const state = verb(last);
  const said = state ? words : text.trim();
  const choices = ticket.steps.map(({ id }) => ({ data: id, label: nameIn(given, ticket, id) }));
  const id = ticket.steps.find((one) => one.id === said.toLowerCase())?.id ?? matchChoice(said, choices)?.data;
  return { id, state: state ?? 'done' };
}

function verb(word: string): Step['state'] | undefined {
  const is = (key: 'step.word.start' | 'step.word.done' | 'step.word.again') => wordsFor(key).map(normalize).includes(normalize(word));
  if (is('step.word.start')) return 'doing';
  if (is('step.word.done')) return 'done';
  return is('step.word.again') ? 'todo' : undefined;
}
