// Every stage × situation × command: decided or refused, and what a refusal says is possible.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardChoices } from '../../flows/card.ts';
import type { Command } from '../../flows/command.ts';
import { evolve } from '../../flows/evolve.ts';
import { decide, legalMoves, type MoveName, moveNames, moves } from '../../flows/moves.ts';
import {
  type Actor,
  type Owed,
  type Situation,
  type Slip,
  type Stage,
  situations,
  slips,
  stages,
  type Ticket,
  type TicketEvent,
} from '../../flows/ticket.ts';

const bruno: Actor = { type: 'staff', address: 'web:bruno', name: 'Bruno' };
const ana: Actor = { type: 'client', name: 'Ana' };
const content = { text: 'hello', files: [] };

const commands: Record<MoveName, Command> = {
  take: { type: 'take', analyst: { address: 'web:bruno', name: 'Bruno' } },
  pass: { type: 'pass', route: { team: 'social', name: 'Social', by: 'hand', because: 'Bruno' } },
  ask: { type: 'ask', question: 'Which size?' },
  answer: { type: 'answer', content },
  resume: { type: 'resume', reason: 'known by now' },
  plan: { type: 'plan' },
  promise: { type: 'promise', due: '2026-11-30' },
  produce: { type: 'produce' },
  finish: { type: 'finish' },
  deliver: { type: 'deliver', content },
  approve: { type: 'approve', text: 'lovely' },
  changes: { type: 'changes', content },
  conclude: { type: 'conclude', text: 'here you are' },
  back: { type: 'back', reason: 'too soon' },
  cancel: { type: 'cancel', reason: 'no longer needed' },
  reopen: { type: 'reopen', reason: 'something is missing' },
  comment: { type: 'comment', content },
  reply: { type: 'reply', content },
  note: { type: 'note', content },
  edit: { type: 'edit', message: 'm1', text: 'corrected' },
  step: { type: 'step', step: 'concept', state: 'doing' },
  submit: { type: 'submit', content },
  prioritise: { type: 'prioritise', priority: 'high', reason: 'the fair is on Friday' },
  rate: { type: 'rate', stars: 4, text: '' },
  remind: { type: 'remind', count: 1 },
  slip: { type: 'slip', owed: 'reply', slip: 'warned' },
  ask_rating: { type: 'ask_rating' },
  follow_up: { type: 'follow_up' },
};

const open: Command = {
  type: 'open',
  number: 1001,
  person: 'ana',
  service: 'banner',
  title: 'Banner',
  language: 'en',
  approval: true,
  terms: {
    version: 1,
    steps: [
      { id: 'concept', by: 'team' },
      { id: 'proof', by: 'client' },
    ],
    ...{ firstReplyHours: 4, deliveryDays: 5, priority: 'normal' },
  },
  brief: [{ question: 'What for?', label: 'For', text: 'launch', files: [], messages: ['m1'] }],
  first: content,
};

const opened = (approval = true): Ticket => {
  const decision = decide(null, { ...open, approval } as Command, ana, 0);
  if (decision.type === 'refused') throw new Error('Opening was refused.');
  return decision.ticket;
};

/** A ticket as it would stand there. `waits`: what for, while it awaits the client. `due`: a day is promised. */
const standing = (stage: Stage, situation: Situation, waits: 'answer' | 'approval' = 'answer', due = false): Ticket => ({
  ...opened(),
  stage,
  situation,
  ...(situation === 'awaiting'
    ? { awaiting: waits === 'answer' ? { type: 'answer' as const, question: 'Which size?' } : { type: 'approval' as const, since: 0 } }
    : {}),
  ...(due ? { due: '2026-11-30' } : {}),
});

/** Production of which the team's own step is done, so that the client's is next; or all of them but this one. */
const stepped = (situation: 'open' | 'awaiting', done: string[] = ['concept']): Ticket => {
  const ticket = standing('production', situation, 'approval');
  return {
    ...ticket,
    steps: ticket.steps.map((one) => (done.includes(one.id) ? { ...one, state: 'done' } : one)),
    ...(situation === 'awaiting' ? { awaiting: { type: 'approval', since: 0, step: 'proof' } } : {}),
  };
};

/** The pairs that migration 0001 lets into the table. */
const legalPair = (stage: Stage, situation: Situation): boolean =>
  !(stage === 'triage' && (situation === 'awaiting' || situation === 'done')) &&
  !((stage === 'planning' || stage === 'production') && situation === 'done');

const always = ['comment', 'reply', 'note', 'edit'];
const atWork = [...always, 'take', 'pass', 'cancel', 'prioritise', 'slip'];
const closed = [...always, 'reopen'];

/** Where a ticket stands → the moves it may make, of either side, and where each leads. Written by hand from R1–R8. */
const table: [Ticket, string, string[]][] = [
  [standing('triage', 'open'), 'triage/open', atWork],
  [standing('analysis', 'open'), 'analysis/open', [...atWork, 'ask', 'plan', 'conclude', 'back']],
  [standing('analysis', 'awaiting'), 'analysis/awaiting', [...atWork, 'answer', 'resume', 'conclude', 'remind']],
  [standing('planning', 'open'), 'planning/open, no day promised', [...atWork, 'ask', 'promise', 'back', 'step']],
  [standing('planning', 'open', 'answer', true), 'planning/open, a day promised', [...atWork, 'ask', 'promise', 'produce', 'back', 'step']],
  [standing('planning', 'awaiting'), 'planning/awaiting', [...atWork, 'answer', 'resume', 'promise', 'remind']],
  [standing('production', 'open'), 'production/open', [...atWork, 'ask', 'promise', 'finish', 'back', 'step']],
  [stepped('open'), 'production/open, a step of the client’s next', [...atWork, 'ask', 'promise', 'finish', 'back', 'step', 'submit']],
  [standing('production', 'awaiting'), 'production/awaiting an answer', [...atWork, 'answer', 'resume', 'promise', 'remind']],
  [stepped('awaiting'), 'production/awaiting approval of a step', [...atWork, 'approve', 'changes', 'resume', 'promise', 'remind']],
  [standing('delivery', 'open'), 'delivery/open', [...atWork, 'ask', 'promise', 'deliver', 'conclude', 'back']],
  [standing('delivery', 'awaiting'), 'delivery/awaiting an answer', [...atWork, 'answer', 'resume', 'promise', 'conclude', 'remind']],
  [
    standing('delivery', 'awaiting', 'approval'),
    'delivery/awaiting approval',
    [...atWork, 'approve', 'changes', 'resume', 'promise', 'conclude', 'remind'],
  ],
  [standing('analysis', 'done'), 'analysis/done', [...closed, 'rate', 'ask_rating']],
  [standing('delivery', 'done'), 'delivery/done', [...closed, 'rate', 'ask_rating', 'follow_up']],
  ...stages.map((stage): [Ticket, string, string[]] => [standing(stage, 'cancelled'), `${stage}/cancelled`, closed]),
];

const theClock: Actor = { type: 'clock' };
const actorOf = (name: MoveName): Actor => ({ client: ana, desk: bruno, both: bruno, clock: theClock })[moves[name].by];

describe.each(table)('at %s', (ticket, _place, possible) => {
  test.each(moveNames)('"%s" is decided where the table has it, else refused', (name) => {
    const decision = decide(ticket, commands[name], actorOf(name), 1);
    expect(decision.type).toBe(possible.includes(name) ? 'decided' : 'refused');
    if (decision.type === 'decided') {
      expect(legalPair(decision.ticket.stage, decision.ticket.situation)).toBe(true);
      expect(decision.ticket.version).toBe(ticket.version + 1);
      return;
    }
    const side = actorOf(name).type === 'client' ? 'client' : 'desk';
    const expected = possible.filter((one) => [side, 'both'].includes(moves[one as MoveName].by));
    expect(decision.possible.toSorted()).toEqual(expected.toSorted());
  });

  test('what is named as possible is decided, and the card shows no button that would be refused', () => {
    for (const side of ['client', 'desk'] as const)
      for (const name of legalMoves(ticket, side))
        expect(decide(ticket, commands[name], side === 'client' ? ana : bruno, 1).type).toBe('decided');
    for (const { data } of cardChoices('en', ticket)) {
      const name = data.split(':')[0] as MoveName;
      expect(decide(ticket, commands[name], bruno, 1).type, data).toBe('decided');
    }
  });
});

/** Command → the place it leads to, from the seeds' walks. */
const leads: [string, Ticket, Command, string][] = [
  ['an analyst takes it', standing('triage', 'open'), commands.take, 'analysis/open'],
  ['another analyst takes it over', standing('production', 'awaiting'), commands.take, 'production/awaiting'],
  ['the client is asked', standing('production', 'open'), commands.ask, 'production/awaiting'],
  ['the client answers', standing('analysis', 'awaiting'), commands.answer, 'analysis/open'],
  ['the desk goes on without an answer', standing('planning', 'awaiting'), commands.resume, 'planning/open'],
  ['it goes to planning', standing('analysis', 'open'), commands.plan, 'planning/open'],
  ['production starts', standing('planning', 'open', 'answer', true), commands.produce, 'production/open'],
  ['production ends', standing('production', 'open'), commands.finish, 'delivery/open'],
  ['it is delivered for approval', standing('delivery', 'open'), commands.deliver, 'delivery/awaiting'],
  ['it is delivered for information', { ...standing('delivery', 'open'), approval: false }, commands.deliver, 'delivery/done'],
  ['the client approves', standing('delivery', 'awaiting', 'approval'), commands.approve, 'delivery/done'],
  ['the client asks for changes', standing('delivery', 'awaiting', 'approval'), commands.changes, 'production/open'],
  ['it is answered at analysis', standing('analysis', 'open'), commands.conclude, 'analysis/done'],
  ['it goes one stage back', standing('production', 'open'), commands.back, 'planning/open'],
  ['it goes two stages back', standing('production', 'open'), { type: 'back', reason: 'x', to: 'analysis' }, 'analysis/open'],
  ['it is cancelled', standing('planning', 'awaiting'), commands.cancel, 'planning/cancelled'],
  ['it is opened again', standing('delivery', 'done'), commands.reopen, 'delivery/open'],
  ['a step is ticked off', standing('production', 'open'), commands.step, 'production/open'],
  ['the last step is ticked off', stepped('open'), { type: 'step', step: 'proof', state: 'done' }, 'delivery/open'],
  [
    'the last step is ticked off in planning',
    { ...stepped('open'), stage: 'planning' },
    { type: 'step', step: 'proof', state: 'done' },
    'planning/open',
  ],
  ['a step is submitted to the client', stepped('open'), commands.submit, 'production/awaiting'],
  [
    'the client approves a step, and more is left',
    { ...stepped('awaiting'), steps: standing('production', 'open').steps },
    commands.approve,
    'production/open',
  ],
  ['the client approves the last step', stepped('awaiting'), commands.approve, 'delivery/open'],
  ['the client wants changes in a step', stepped('awaiting'), commands.changes, 'production/open'],
  ['the clock closes what the client never answered', standing('analysis', 'awaiting'), commands.cancel, 'analysis/cancelled'],
  ['the clock takes silence for a yes', standing('delivery', 'awaiting', 'approval'), commands.approve, 'delivery/done'],
  ['the client is reminded', standing('delivery', 'awaiting', 'approval'), commands.remind, 'delivery/awaiting'],
  ['the client rates', standing('delivery', 'done'), commands.rate, 'delivery/done'],
];

test.each(leads)('%s', (what, ticket, command, place) => {
  const decision = decide(ticket, command, what.startsWith('the clock') ? theClock : actorOf(command.type as MoveName), 1);
  expect(decision.type === 'decided' && `${decision.ticket.stage}/${decision.ticket.situation}`).toBe(place);
});

test('a move of the other side is refused', () => {
  expect(decide(standing('delivery', 'awaiting', 'approval'), commands.approve, bruno, 1)).toMatchObject({ type: 'refused' });
  expect(decide(standing('analysis', 'open'), commands.plan, ana, 1)).toEqual({
    type: 'refused',
    move: 'plan',
    possible: ['cancel', 'comment', 'edit'],
  });
});

test('the clock’s own moves are nobody else’s', () => {
  const clocks = moveNames.filter((name) => moves[name].by === 'clock');
  expect(clocks).toEqual(['remind', 'slip', 'ask_rating', 'follow_up']);
  for (const [ticket] of table)
    for (const name of clocks) for (const by of [ana, bruno]) expect(decide(ticket, commands[name], by, 1).type).toBe('refused');
});

test('what is owed slips further, never back, and only once to each place', () => {
  const slip = (ticket: Ticket, to: Slip, owed: Owed = 'delivery') => decide(ticket, { type: 'slip', owed, slip: to }, theClock, 1);
  const after = (slipped: Ticket['slipped']): Ticket => ({ ...standing('production', 'open'), slipped });
  for (const [i, now] of slips.entries())
    for (const [j, to] of slips.entries()) expect(slip(after({ delivery: now }), to).type).toBe(j > i ? 'decided' : 'refused');
  expect(slip(after({}), 'escalated').type).toBe('decided');
  expect(slip(after({ delivery: 'escalated' }), 'warned', 'reply').type).toBe('decided');
});

test('a step that is not there, or that stands so already, is refused', () => {
  const step = (id: string, state: 'todo' | 'doing' | 'done') => decide(stepped('open'), { type: 'step', step: id, state }, bruno, 1).type;
  expect([step('copy', 'done'), step('concept', 'done'), step('proof', 'todo')]).toEqual(['refused', 'refused', 'refused']);
  expect([step('concept', 'todo'), step('proof', 'doing')]).toEqual(['decided', 'decided']);
});

test('a rating is asked once, and not of whoever gave one', () => {
  const done = standing('delivery', 'done');
  expect(decide({ ...done, rating: { stars: 5, text: '' } }, commands.ask_rating, theClock, 1).type).toBe('refused');
  expect(decide({ ...done, care: 'rating_asked' }, commands.ask_rating, theClock, 1).type).toBe('refused');
  expect(decide({ ...done, care: 'rating_asked' }, commands.follow_up, theClock, 1).type).toBe('decided');
  expect(decide({ ...done, care: 'followed_up' }, commands.follow_up, theClock, 1).type).toBe('refused');
});

test('back leads to an earlier stage only', () => {
  for (const to of stages)
    expect(decide(standing('planning', 'open'), { type: 'back', reason: 'x', to }, bruno, 1).type).toBe(
      to === 'triage' || to === 'analysis' ? 'decided' : 'refused',
    );
});

test('what the client is waited for goes with the waiting', () => {
  let ticket = standing('delivery', 'open');
  for (const [command, by] of [
    [commands.deliver, bruno],
    [commands.resume, bruno],
    [commands.ask, bruno],
    [commands.answer, ana],
  ] as const) {
    const decision = decide(ticket, command, by, 1);
    if (decision.type === 'refused') throw new Error(`${command.type} was refused.`);
    ticket = decision.ticket;
    expect('awaiting' in ticket).toBe(ticket.situation === 'awaiting');
  }
});

const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constant('m1'));
const anyContent = fc.record({ text: anyText, files: fc.constant([]) });
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom(...Object.values(commands)),
  fc.record({ type: fc.constantFrom('answer', 'changes', 'deliver', 'comment', 'reply', 'note'), content: anyContent }),
  fc.record({ type: fc.constant('back' as const), reason: anyText, to: fc.constantFrom(...stages) }),
  fc.record({ type: fc.constant('edit' as const), message: anyText, text: anyText }),
) as fc.Arbitrary<Command>; // fast-check widens the literal types

test('any sequence of commands keeps stage × situation legal, and the events fold to the ticket', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.tuple(anyCommand, fc.constantFrom(ana, bruno, theClock), fc.nat(9)), { maxLength: 40 }),
      (approval, steps) => {
        const first = decide(null, { ...open, approval } as Command, ana, 0);
        if (first.type === 'refused') throw new Error('Opening was refused.');
        let { ticket } = first;
        const events: TicketEvent[] = [...first.events];
        let at = 0;
        for (const [command, by, ms] of steps) {
          at += ms;
          const before = JSON.stringify(ticket);
          const decision = decide(ticket, command, by, at);
          expect(JSON.stringify(ticket)).toBe(before);
          if (decision.type === 'refused') continue;
          ticket = decision.ticket;
          events.push(...decision.events);
          expect(legalPair(ticket.stage, ticket.situation), `${ticket.stage}/${ticket.situation}`).toBe(true);
          expect(ticket.awaiting !== undefined).toBe(ticket.situation === 'awaiting');
        }
        const folded = events.reduce<Ticket | null>((one, event) => evolve(one, event), null);
        expect({ ...folded, version: ticket.version }).toEqual(ticket);
        expect(ticket.events).toBe(events.length);
      },
    ),
    { numRuns: 1500 },
  );
});

test('every pair that the table of moves speaks of is one that the store takes', () => {
  const spoken = new Set(moveNames.flatMap((name) => [...moves[name].from]));
  for (const stage of stages)
    for (const situation of situations)
      expect(spoken.has(`${stage}/${situation}`), `${stage}/${situation}`).toBe(legalPair(stage, situation));
});
