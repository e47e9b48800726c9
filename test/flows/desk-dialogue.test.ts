// The short dialogues of the desk, the client's own step, the calendar and the order of the queue.
import { describe, expect, test } from 'vitest';
import { calendarRows } from '../../flows/calendar.ts';
import { shippedCatalogue } from '../../flows/catalogue.ts';
import { newIn } from '../../flows/desk-new.ts';
import { weekOf } from '../../flows/figures.ts';
import { queueOrder, why } from '../../flows/queue.ts';
import type { Fact } from '../../flows/reports/fact.ts';
import { factsOf, noFacts } from '../../flows/reports/facts.ts';
import type { Ticket } from '../../flows/ticket.ts';
import { fact } from '../support/facts.ts';
import { openRoom, type Room, readBy } from '../support/flow-room.ts';

const filing = ['banner', 'Sale', '2', 'half', 'skip', 'yes'];
const toProduction = ['/take #1001', '/plan #1001', '/promise #1001 30/11', '/produce #1001'];
function roomWith(desk: string[], options: Parameters<typeof openRoom>[0] = {}): Room {
  const room = openRoom(options);
  for (const text of filing) room.say(text);
  for (const text of desk) room.desk(text);
  return room;
}
const words = (outbound: ReturnType<Room['desk']>) =>
  outbound.flatMap(({ body }) => ('text' in body && body.text ? [body.text] : [])).join('\n');
const eventsOf = (room: Room) => room.events(1001).map(({ type }) => type);

describe('a step that is the client’s', () => {
  const catalogue = shippedCatalogue().map((service) =>
    service.id === 'banner'
      ? {
          ...service,
          steps: [
            { id: 'concept', by: 'team' as const },
            { id: 'approval', by: 'client' as const, name: { en: 'Approval' } },
          ],
        }
      : service,
  );
  test('is not ticked off by the team but submitted, and the client’s approval of the last one leads to delivery', () => {
    const room = roomWith(toProduction, { catalogue });
    expect(words(room.desk('/submit #1001 look'))).toContain("isn't possible for #1001 now");
    room.desk('/step #1001 concept');
    expect(words(room.desk('/step #1001 approval'))).toContain("“Approval” is the client's to approve. Show it to them with /submit");
    expect(room.ticket(1001)?.steps.map(({ state }) => state)).toEqual(['done', 'todo']);
    expect(readBy(room.desk('/submit #1001 https://example.com/draft'))).toContain('https://example.com/draft');
    expect(room.ticket(1001)?.situation).toBe('awaiting');
    room.say('approve');
    expect(room.ticket(1001)).toMatchObject({ stage: 'delivery', situation: 'open' });
  });
});

describe('dialogues', () => {
  test('going back from the first stage is refused without naming a stage that there is not', () => {
    expect(words(roomWith([]).desk('/back #1001 too soon'))).toContain("“Back” isn't possible for #1001 now");
    expect(words(roomWith(['/take #1001', '/plan #1001', '/promise #1001 30/11', '/produce #1001', '/finish #1001', '/deliver #1001 done']).desk('/back #1001 too soon'))).toContain('“Back to Production”'); // biome-ignore format: one thought
  });

  test('steps: begun, done, taken back; what is so already is said; by name, near enough, or number', () => {
    const room = roomWith(toProduction);
    const states = () => room.ticket(1001)?.steps.map(({ state }) => state);
    room.desk('/step #1001 concept start');
    expect(states()?.[0]).toBe('doing');
    expect(room.ticket(1001)?.steps[0]?.owner?.name).toBe('Bruno');
    expect(words(room.desk('/step #1001 concept start'))).toContain('is under way already');
    room.desk('/step #1001 concept');
    room.desk('/step #1001 desing');
    expect(states()).toEqual(['done', 'todo', 'done', 'todo']);
    room.desk('/step #1001 concept again');
    expect(states()).toEqual(['todo', 'todo', 'done', 'todo']);
    expect(words(room.desk('/step #1001 dancing'))).toMatch(/“dancing” is none of its steps \(.*\)\. For example: \/step concept/);
    room.deskPress('step:1001:copy start');
    expect(states()?.[1]).toBe('doing');
    expect(words(room.deskPress('step:1001:nonsense'))).toContain('none of its steps');
  });
  test('a plan makes its planner the owner; taking one’s own again is told apart from a hand-over', () => {
    const room = roomWith(['/take #1001', '/plan #1001']);
    expect(room.ticket(1001)?.owner?.name).toBe('Bruno');
    const before = eventsOf(room).length;
    expect(words(room.desk('/take #1001'))).toContain('It is yours already');
    expect(eventsOf(room)).toHaveLength(before);
  });
  test('a lead may what an analyst may not', () => {
    const room = roomWith(toProduction, { staff: { address: 'web:carla', name: 'Carla', role: 'analyst' } });
    expect(words(room.desk('/priority #1001 high'))).toContain('“high”');
    expect(words(room.desk('/priority #1001 urgente'))).toContain('Only a lead or a manager');
    expect(words(room.deskPress('prioritise:1001:urgent'))).toContain('Only a lead or a manager');
    expect(words(room.deskPress('cancel:1001'))).toContain('Only a lead or a manager');
    expect(room.ticket(1001)?.priority).toBe('high');
  });
  test('what is entered on behalf of somebody is read from one line and those below', () => {
    expect(newIn('banner Carla Souza, +55 11 90000-0001\nA banner\nfor the fair')).toEqual({
      service: 'banner',
      whom: { name: 'Carla Souza', phone: '5511900000001' },
      words: 'A banner\nfor the fair',
    });
    expect(newIn('banner #1024 ')).toEqual({ service: 'banner', whom: { number: 1024, name: '' }, words: '' });
    expect(newIn('banner')).toEqual({ service: 'banner', words: '' });
    expect(newIn('banner +55 11 90000-0001')).toEqual({ service: 'banner', words: '' }); // a number alone names nobody
    expect(newIn('')).toEqual({ service: '', words: '' });
  });
});

describe('the calendar', () => {
  const rows = (month: string, today: string, chosen?: string) =>
    calendarRows({ language: 'en', data: 'd:', month, today, isWorkday: (day) => day !== '2026-12-25', ...(chosen ? { chosen } : {}) });
  test('begins on Monday, marks what is free and what is chosen, and goes on to January', () => {
    const [head, , ...weeks] = rows('2026-12', '2026-11-23', '2026-12-24');
    expect(head?.map(({ data }) => data)).toEqual(['d:2026-11', 'nothing', 'd:2027-01']);
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
    expect(weeks[0]?.findIndex(({ label }) => label === '1')).toBe(1); // a Tuesday
    expect(weeks.flat().filter(({ label }) => /[✓·]/.test(label))).toEqual([
      { data: 'd:2026-12-24', label: '✓24' },
      { data: 'd:2026-12-25', label: '·25' },
    ]);
  });
  test('leaves out weeks that are over, and lets nothing before today be chosen', () => {
    const [head, , ...weeks] = rows('2026-11', '2026-11-25');
    expect(head?.[0]?.data).toBe('nothing');
    expect(weeks.flat().flatMap(({ data }) => (data === 'nothing' ? [] : [data]))).toEqual(
      ['25', '26', '27', '28', '29', '30'].map((day) => `d:2026-11-${day}`),
    );
  });
});

describe('the queue', () => {
  const day = { today: '2026-11-23', zone: 'UTC' };
  const base = roomWith([]).ticket(1001) as Ticket;
  const at = (number: number, more: Partial<Ticket>): Ticket => ({ ...base, number, openedAt: Date.UTC(2026, 10, 23, 8), ...more });
  const tickets = [
    at(1, {}),
    at(2, { openedAt: Date.UTC(2026, 10, 16) }),
    at(3, { situation: 'awaiting', priority: 'urgent', awaitingSince: Date.UTC(2026, 10, 20) }),
    at(4, { priority: 'low' }),
    at(5, { due: '2026-11-23' }),
    at(6, { due: '2026-11-20' }),
    at(7, { priority: 'urgent' }),
    at(8, { reopened: 1 }),
    at(9, { priority: 'high' }),
    at(10, { slipped: { reply: 'late' }, openedAt: Date.UTC(2026, 10, 23, 7) }),
  ];
  test('stands in the order of what to do next', () => {
    expect(queueOrder(tickets, day).map(({ number }) => number)).toEqual([7, 6, 9, 10, 5, 8, 2, 1, 4, 3]);
  });
  test.each([
    [1, 'waits since today'],
    [2, 'waits 7 days'],
    [3, 'awaits the client · urgent · waits 3 days'],
    [5, 'due today · waits since today'],
    [6, 'late by 3 days · waits since today'],
    [8, 'the client came back · waits since today'],
    [10, 'unanswered for too long · waits since today'],
  ])('#%i: %s', (number, said) => {
    const ticket = tickets.find((one) => one.number === number);
    expect(ticket && why('en', ticket, day)).toBe(said);
  });
});

describe('a week in numbers', () => {
  const monday = Date.UTC(2026, 9, 26, 4); // midnight in New York, in summer time
  const nextMonday = Date.UTC(2026, 10, 2, 5); // in winter time
  const done = (more: Partial<Fact>): Fact =>
    fact({ situation: 'done', closedAt: nextMonday - 1, turns: [[nextMonday - 1, 'done']], ...more });
  const facts = [
    done({ openedAt: monday, repliedAt: Date.UTC(2026, 9, 26, 14), replyMs: 3_600_000, stars: 5, lateDays: 0 }),
    done({ openedAt: monday + 1, stars: 2, lateDays: 1 }),
    fact({ openedAt: monday - 1, situation: 'cancelled', closedAt: monday, turns: [[monday, 'cancelled']] }),
    fact({ openedAt: nextMonday }),
  ];
  const within = { from: monday, to: nextMonday };
  test('is told by the measures of the reports', () => {
    expect(weekOf(factsOf(facts), within)).toEqual({ opened: 2, done: 2, onTime: 0.5, reply: 3_600_000, rating: 3.5 });
    expect(weekOf(noFacts, within)).toEqual({ opened: 0, done: 0 });
  });
});
