// How a ticket becomes what it is, event by event. Whether an event may happen is decided in moves.ts.
import { hasPart, withPart } from './parts.ts';
import { isClosed, type Named, type Pause, type Step, type Ticket, type TicketEvent, ticketKey } from './ticket.ts';

/** The ticket after the event. The first event must be `opened`. */
export function evolve(ticket: Ticket | null, event: TicketEvent): Ticket {
  if (event.type === 'opened') return birth(event);
  if (!ticket) throw new Error(`A ticket's first event must be "opened", not "${event.type}".`);
  const next = step({ ...ticket, events: ticket.events + 1, changedAt: event.at }, event);
  return answered(withPause(ticket, withClose(next, event), event), event);
}

function step(ticket: Ticket, event: Exclude<TicketEvent, { type: 'opened' }>): Ticket {
  switch (event.type) {
    case 'taken':
      return {
        ...ticket,
        ...(event.route ? { route: event.route } : {}),
        analyst: event.analyst,
        stage: ticket.stage === 'triage' ? 'analysis' : ticket.stage,
      };
    case 'passed':
      return { ...ticket, route: event.route };
    case 'planned':
      return { ...opened(ticket), stage: 'planning', ...(event.owner ? { owner: event.owner } : {}) };
    case 'promised': {
      const { delivery: _, ...slipped } = ticket.slipped; // a new day is a new promise
      return { ...ticket, due: event.due, promisedAt: event.at, slipped };
    }
    case 'produced':
      return { ...opened(ticket), stage: 'production' };
    case 'finished':
      return { ...opened(ticket), stage: 'delivery' };
    case 'stepped':
      return { ...ticket, steps: withStep(ticket, event.step, event.state, event.owner) };
    case 'prioritised':
      return { ...ticket, priority: event.priority };
    case 'asked':
      return { ...opened(ticket), situation: 'awaiting', awaiting: { type: 'answer', question: event.question }, awaitingSince: event.at };
    case 'answered':
    case 'resumed':
      return opened(ticket);
    case 'delivered':
      return event.approval
        ? {
            ...opened(ticket),
            stage: 'delivery',
            situation: 'awaiting',
            awaiting: { type: 'approval', since: event.at },
            awaitingSince: event.at,
          }
        : { ...opened(ticket), stage: 'delivery', situation: 'done' };
    case 'submitted':
      return {
        ...opened(ticket),
        situation: 'awaiting',
        awaiting: { type: 'approval', since: event.at, step: event.step },
        awaitingSince: event.at,
        steps: withStep(ticket, event.step, 'doing'),
      };
    case 'approved':
      return event.step ? { ...opened(ticket), steps: withStep(ticket, event.step, 'done') } : { ...opened(ticket), situation: 'done' };
    case 'concluded':
      return { ...opened(ticket), situation: 'done' };
    case 'changes_asked':
      return { ...opened(ticket), stage: 'production', ...(event.step ? { steps: withStep(ticket, event.step, 'todo') } : {}) };
    case 'returned':
      return { ...opened(ticket), stage: event.to };
    case 'cancelled':
      return { ...opened(ticket), situation: 'cancelled' };
    case 'reopened':
      return { ...opened(ticket), reopened: ticket.reopened + 1 };
    case 'reminded':
      return { ...ticket, reminded: event.count, remindedAt: event.at };
    case 'slipped':
      return { ...ticket, slipped: { ...ticket.slipped, [event.owed]: event.slip } };
    case 'rating_asked':
      return { ...ticket, care: 'rating_asked' };
    case 'followed_up':
      return { ...ticket, care: 'followed_up' };
    case 'rated':
      return { ...ticket, rating: { stars: event.stars, text: event.text } };
    case 'commented':
    case 'replied':
    case 'noted':
      return ticket;
    case 'edited':
      return {
        ...ticket,
        brief: ticket.brief.map((line) => (line.messages.includes(event.message) ? withPart(line, event.message, event.text) : line)),
        first: hasPart(ticket.first, event.message) ? withPart(ticket.first, event.message, event.text) : ticket.first,
      };
    default:
      return event satisfies never;
  }
}

/** With the team, and waiting for nobody. */
function opened(ticket: Ticket): Ticket {
  const { awaiting: _a, awaitingSince: _s, reminded: _r, remindedAt: _t, ...rest } = ticket;
  return { ...rest, situation: 'open' };
}

const withStep = ({ steps }: Ticket, id: string, state: Step['state'], owner?: Named): Step[] =>
  steps.map((one) => (one.id === id ? { ...one, state, ...(owner ? { owner } : {}) } : one));

function withClose(ticket: Ticket, event: TicketEvent): Ticket {
  if (!isClosed(ticket)) {
    const { closedAt: _c, care: _k, lapsed: _l, ...rest } = ticket;
    return rest;
  }
  if (ticket.closedAt !== undefined) return ticket;
  return { ...ticket, closedAt: event.at, ...(event.type === 'cancelled' && event.by.type === 'clock' ? { lapsed: true } : {}) };
}

const pauseOf = (ticket: Ticket): Pause['as'] | undefined =>
  isClosed(ticket) ? 'closed' : ticket.situation === 'awaiting' ? 'awaiting' : undefined;

/** A pause ends when it is over, and another begins. */
function withPause(before: Ticket, ticket: Ticket, { at }: TicketEvent): Ticket {
  const as = pauseOf(ticket);
  if (as === pauseOf(before)) return ticket;
  const ended = before.pauses.map((pause) => (pause.to === undefined ? { ...pause, to: at } : pause));
  return { ...ticket, pauses: as ? [...ended, { as, from: at }] : ended };
}

/** Words of a person of the team that reach the client are an answer; the first of them is what was promised. */
const answers: ReadonlySet<TicketEvent['type']> = new Set(['asked', 'replied', 'concluded', 'delivered', 'promised', 'submitted']);
const answered = (ticket: Ticket, event: TicketEvent): Ticket =>
  ticket.repliedAt === undefined && event.by.type === 'staff' && answers.has(event.type) ? { ...ticket, repliedAt: event.at } : ticket;

function birth(event: TicketEvent & { type: 'opened' }): Ticket {
  const { number, person, service, title, language, approval, terms, brief, first, waiting, wanted, campaign, route, at } = event;
  return {
    id: ticketKey(number),
    number,
    version: 0,
    events: 1,
    person,
    service,
    title,
    language,
    approval,
    terms,
    priority: terms.priority,
    steps: terms.steps.map(({ id }) => ({ id, state: 'todo' })),
    slipped: {},
    pauses: [],
    reopened: 0,
    stage: 'triage',
    situation: 'open',
    brief,
    first,
    ...(waiting === undefined ? {} : { waiting }),
    ...(wanted === undefined ? {} : { wanted }),
    ...(campaign === undefined ? {} : { campaign }),
    ...(route === undefined ? {} : { route }),
    openedAt: at,
    changedAt: at,
  };
}
