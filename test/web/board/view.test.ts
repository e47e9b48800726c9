// The board as a value: columns in the queue's order, filters, lateness by the team's clocks, where a card may be dropped, and the timeline.
import { describe, expect, test } from 'vitest';
import type { BoardRow } from '../../../db/board.ts';
import { shippedCatalogue, termsOf } from '../../../flows/catalogue.ts';
import type { Command } from '../../../flows/command.ts';
import { parseHours } from '../../../flows/hours-written.ts';
import { decide } from '../../../flows/moves.ts';
import { usualSettings } from '../../../flows/settings.ts';
import { languages } from '../../../flows/texts.ts';
import type { Actor, Ticket, TicketEvent } from '../../../flows/ticket.ts';
import { landingOf, opensTo } from '../../../src/web/board/landing.ts';
import { timelineOf } from '../../../src/web/board/timeline.ts';
import { boardOf, type Filter, latenessOf, queryOf, readFilter, type Time } from '../../../src/web/board/view.ts';

const hour = 3_600_000;
const monday = Date.UTC(2026, 10, 23, 10);
const me = { address: 'web:you', name: 'Bruno' };
const by: Actor = { type: 'staff', ...me };
const client: Actor = { type: 'client', name: 'Ana' };
const banner = shippedCatalogue().find(({ id }) => id === 'banner');
if (!banner) throw new Error('no banner ships');

const time = (now = monday): Time => ({
  now,
  today: new Date(now).toISOString().slice(0, 10),
  zone: 'UTC',
  hours: parseHours('UTC'),
  settings: usualSettings,
});

type Made = { ticket: Ticket; events: TicketEvent[] };
const open = (number: number, more: Partial<Extract<Command, { type: 'open' }>> = {}): Command => ({
  type: 'open', number, person: 'p', service: 'banner', title: 'Banner', language: 'en', approval: true, terms: termsOf(banner),
  brief: [], first: { text: 'hi', files: [] }, ...more,
}); // biome-ignore format: one thought

/** Walks a ticket; a client's own commands are made by the client. */
function walk(commands: readonly Command[], from = monday): Made {
  const own = new Set<Command['type']>(['open', 'answer', 'approve', 'changes', 'comment', 'rate', 'edit']);
  let done: Made | undefined;
  for (const [i, command] of commands.entries()) {
    const decision = decide(done?.ticket ?? null, command, own.has(command.type) ? client : by, from + i * 60_000);
    if (decision.type === 'refused') throw new Error(`${command.type} was refused`);
    done = { ticket: decision.ticket, events: [...(done?.events ?? []), ...decision.events] };
  }
  if (!done) throw new Error('nothing was walked');
  return done;
}
const row = (made: Made): BoardRow => ({ ticket: made.ticket, client: 'Ana', said: 'hi' });
const none: Filter = readFilter({});
const take: Command = { type: 'take', analyst: me };
const plan: Command = { type: 'plan', owner: me };
const promise: Command = { type: 'promise', due: '2026-11-27' };

describe('columns', () => {
  const rows = [
    row(walk([open(1)])),
    row(walk([open(2, { route: { team: 'social', name: 'Social', by: 'rule' } }), { type: 'prioritise', priority: 'urgent', reason: '' }])),
    row(walk([open(3, { campaign: 'BF26', service: 'logo-file' }), take])),
    row(walk([open(4), take, plan, { type: 'promise', due: '2026-11-20' }])),
  ];
  const seen = (filter: Partial<Filter>, found?: Set<number>) => {
    const board = boardOf(rows, { filter: { ...none, ...filter }, me: me.address, found, time: time() });
    return {
      ...board,
      columns: board.columns.map(({ stage, rows: here }): [string, number[]] => [stage, here.map(({ ticket }) => ticket.number)]),
    };
  };

  test('hold each stage in the order of the queue', () => {
    expect(seen({}).columns).toEqual([
      ['triage', [2, 1]],
      ['analysis', [3]],
      ['planning', [4]],
      ['production', []],
      ['delivery', []],
    ]);
  });
  test.each<[string, Partial<Filter>, number[]]>([
    ['mine', { mine: true }, [3, 4]],
    ['late', { late: true }, [4]],
    ['of a service', { service: 'logo-file' }, [3]],
    ['of a campaign', { campaign: 'BF26' }, [3]],
    ['of a team', { team: 'social' }, [2]],
    ['of a team that nobody has', { team: 'north' }, []],
    ['mine and late', { mine: true, late: true }, [4]],
  ])('can be those %s', (_, filter, numbers) => {
    expect(seen(filter).columns.flatMap(([, here]) => here)).toEqual(numbers);
  });
  test('show what a search found, and count what is mine and late within it', () => {
    expect(seen({}, new Set([1, 4])).columns.flatMap(([, here]) => here)).toEqual([1, 4]);
    expect(seen({}, new Set([1, 4]))).toMatchObject({ late: 1, mine: 1 });
    expect(seen({ late: true })).toMatchObject({ late: 1, mine: 2 });
  });
  test('have their filter in the address, and read it back', () => {
    const filter: Filter = { ...none, mine: true, search: 'ação & "co"', service: 'banner' };
    expect(readFilter(Object.fromEntries(new URLSearchParams(queryOf(filter))))).toEqual(filter);
    expect(queryOf(none)).toBe('');
  });
});

describe('lateness', () => {
  const fresh = walk([open(1)]);
  test.each([
    ['at once', 0, 'none'],
    ['when most of the time for the first reply is gone', 3.5, 'soon'],
    ['when the first reply is over its time', 5, 'late_reply'],
  ])('of a request that nobody answered: %s', (_, hours, late) => {
    expect(latenessOf(walk([open(1)]).ticket, time(monday + hours * hour))).toBe(late);
  });
  test('of a delivery is told by the day promised', () => {
    const { ticket } = walk([open(1), take, plan, promise]);
    expect(latenessOf(ticket, time(Date.UTC(2026, 10, 27, 10)))).toBe('soon');
    expect(latenessOf(ticket, time(Date.UTC(2026, 10, 28, 10)))).toBe('late');
  });
  test('stands still while the client is waited for', () => {
    const { ticket } = walk([open(1), take, { type: 'ask', question: 'Which?' }]);
    expect(latenessOf(ticket, time(monday + 200 * hour))).toBe('none');
    expect(latenessOf(fresh.ticket, time(monday + 200 * hour))).toBe('late_reply');
  });
});

describe('a card', () => {
  const done = walk([open(1), take, { type: 'conclude', text: 'Here' }]).ticket;
  const places: [string, Ticket, string[]][] = [
    ['in triage', walk([open(1)]).ticket, ['analysis', 'closed']],
    ['in analysis', walk([open(1), take]).ticket, ['triage', 'planning', 'closed']],
    ['whose client is asked', walk([open(1), take, { type: 'ask', question: 'Which?' }]).ticket, ['closed']],
    ['in planning without a day', walk([open(1), take, plan]).ticket, ['analysis', 'production']],
    ['in planning with a day', walk([open(1), take, plan, promise]).ticket, ['analysis', 'production']],
    ['in production', walk([open(1), take, plan, promise, { type: 'produce' }]).ticket, ['planning', 'delivery']],
    ['in delivery', walk([open(1), take, plan, promise, { type: 'produce' }, { type: 'finish' }]).ticket, ['production', 'closed']],
    ['that is done', done, ['analysis']],
  ];
  test.each(places)('%s may be put where a desk command leads', (_, ticket, to) => expect(opensTo(ticket)).toEqual(to));
  test.each<[string, Ticket, Parameters<typeof landingOf>[1], unknown]>([
    ['back needs a reason', places[1]?.[1] as Ticket, 'triage', { type: 'command', name: 'back', needs: 'text' }],
    ['production needs a day first', places[3]?.[1] as Ticket, 'production', { type: 'command', name: 'produce', needs: 'day' }],
    ['closing a delivery is delivering', places[6]?.[1] as Ticket, 'closed', { type: 'command', name: 'deliver', needs: 'content' }],
    ['two stages back is too far', places[5]?.[1] as Ticket, 'analysis', { type: 'far', to: 'analysis' }],
    ['a closed one opens where it was', done, 'analysis', { type: 'command', name: 'reopen', needs: 'nothing' }],
    ['its own column is no move', done, 'closed', { type: 'stay' }],
    ['a leap is the desk’s to refuse', places[0]?.[1] as Ticket, 'delivery', { type: 'command', name: 'finish', needs: 'nothing' }],
  ])('%s', (_, ticket, to, landing) => expect(landingOf(ticket, to)).toEqual(landing));
});

test.each(languages)('the timeline has words for everything that can happen, in %s', (language) => {
  const content = { text: 'Words', files: [] };
  const full = walk([
    open(1), take, { type: 'prioritise', priority: 'high', reason: 'Soon' }, { type: 'note', content }, { type: 'reply', content },
    { type: 'comment', content }, { type: 'ask', question: 'Which?' }, { type: 'answer', content }, { type: 'ask', question: 'And?' },
    { type: 'resume', reason: '' }, plan, promise, { type: 'produce' }, { type: 'step', step: 'concept', state: 'doing' },
    { type: 'step', step: 'concept', state: 'done' }, { type: 'step', step: 'concept', state: 'todo' }, { type: 'finish' },
    { type: 'deliver', content }, { type: 'changes', content }, { type: 'finish' }, { type: 'deliver', content },
    { type: 'approve', text: 'Fine' }, { type: 'rate', stars: 5, text: 'Good' }, { type: 'reopen', reason: '' },
    { type: 'back', reason: 'Again' }, { type: 'cancel', reason: 'Enough' },
  ]); // biome-ignore format: a walk
  const clock: Actor = { type: 'clock' };
  const others: TicketEvent[] = [
    { type: 'slipped', owed: 'reply', slip: 'late', at: 1, by: clock },
    { type: 'slipped', owed: 'delivery', slip: 'escalated', at: 1, by: clock },
    { type: 'reminded', count: 1, at: 1, by: clock },
    { type: 'rating_asked', at: 1, by: clock },
    { type: 'followed_up', at: 1, by: clock },
    { type: 'approved', text: '', at: 1, by: clock },
    { type: 'cancelled', reason: '', at: 1, by: clock },
    { type: 'submitted', step: 'approval', content, at: 1, by },
    { type: 'edited', message: 'm', text: 'New', at: 1, by: client },
    { type: 'taken', analyst: { address: 'web:carla', name: 'Carla' }, at: 1, by },
    { type: 'passed', route: { team: 'social', name: 'Social', by: 'hand' }, at: 1, by },
  ];
  const catalogue = shippedCatalogue();
  const entries = timelineOf({ language, catalogue, ticket: full.ticket, client: 'Ana' }, [...full.events, ...others]);
  expect(entries).toHaveLength(full.events.length + others.length);
  for (const { title } of entries) expect(title).toMatch(/\p{L}{3}/u);
  expect(entries.filter((entry) => entry.by === 'note').map(({ text }) => text)).toEqual(['Words']);
});
