// Whatever happens to a ticket over weeks: worked, awaited and closed time make up its business hours, counted minute by minute;
// and whatever the beats of the clock, each of its steps happens once, in order, when somebody is there.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addWorkingDays, dayOf, isWorking, workedMs } from '../../flows/hours.ts';
import { parseHours } from '../../flows/hours-written.ts';
import { deadline, sharesOf } from '../../flows/owed.ts';
import { usualSettings } from '../../flows/settings.ts';
import { slips, type Ticket, type TicketEvent } from '../../flows/ticket.ts';
import { dueStep, stepsOf, watches, watchOf } from '../../flows/timers.ts';
import { openRoom, type Room } from '../support/flow-room.ts';

const minute = 60_000;
/** Over the change from and to summer time, with a holiday, a lunch break and a Saturday. */
const places = [
  { hours: parseHours('America/New_York', 'mon-fri 09:00-12:00 13:00-18:00', ['2026-11-26']), from: Date.UTC(2026, 9, 20, 14) },
  { hours: parseHours('Europe/Kyiv', 'mon-fri 09:00-18:00, sat 10:00-14:00', ['2027-03-08']), from: Date.UTC(2027, 2, 1, 8) },
  { hours: parseHours('Australia/Lord_Howe', 'mon-sun 00:00-24:00'), from: Date.UTC(2027, 2, 20, 8) },
];

const filing = ['banner', 'Sale', '2', 'half', 'skip', 'yes'];
type Deed = (room: Room) => unknown;
const atDesk = ['/take', '/plan', '/promise 20/12/2030', '/produce', '/finish', '/deliver here', '/ask Which red?', '/resume', '/back no', '/cancel no', '/reopen', '/conclude so', '/note n', '/r hello', '/promise 21/12/2030 it rained']; // biome-ignore format: a list of words
const byClient = ['the dark one', 'approve', 'ask for changes', 'thanks', '5', '2', 'yes', 'no', 'status', 'menu', 'person'];
const anyDeed: fc.Arbitrary<[string, Deed]> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...atDesk).map((text): [string, Deed] => [text, (room) => room.desk(text, 1001)]) },
  { weight: 2, arbitrary: fc.constantFrom(...byClient).map((text): [string, Deed] => [text, (room) => room.say(text)]) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('a:1001', 'x:1001', 'r:1001', 'g:1001:2', 'g:1001:5', 'f:1001:no')
      .map((data): [string, Deed] => [data, (room) => room.press(data)]),
  },
  { weight: 1, arbitrary: fc.constantFrom('Shall I call?').map((text): [string, Deed] => [text, (room) => room.owner(text)]) },
);
/** Minutes until it, and whether the clock beats then or the process is down. */
const anyGap = fc.oneof(
  { weight: 3, arbitrary: fc.nat(240) },
  { weight: 2, arbitrary: fc.nat(6 * 1440) },
  { weight: 1, arbitrary: fc.nat(20 * 1440) },
);
const anyLife = fc.record({
  place: fc.constantFrom(...places),
  onward: fc.nat(6),
  deeds: fc.array(fc.tuple(anyGap, fc.boolean(), anyDeed), { maxLength: 25 }),
  end: fc.nat(30 * 1440),
});
const onward = ['/take', '/plan', '/promise 20/12/2030', '/produce', '/finish', '/deliver here'];

function filed(place: (typeof places)[number], steps: number): Room {
  const room = openRoom({ hours: place.hours, zone: place.hours.zone, now: place.from });
  for (const text of filing) room.say(text);
  for (const command of onward.slice(0, steps)) room.desk(command, 1001);
  return room;
}

/** What was pausing the clocks after an event, told by the events alone. */
function pausing(events: readonly TicketEvent[]): 'awaiting' | 'closed' | 'worked' {
  let now: 'awaiting' | 'closed' | 'worked' = 'worked';
  for (const event of events)
    switch (event.type) {
      case 'asked':
      case 'submitted':
        now = 'awaiting';
        break;
      case 'delivered':
        now = event.approval ? 'awaiting' : 'closed';
        break;
      case 'approved':
      case 'concluded':
      case 'cancelled':
        now = 'closed';
        break;
      case 'answered':
      case 'resumed':
      case 'changes_asked':
      case 'returned':
      case 'planned':
      case 'produced':
      case 'finished':
      case 'reopened':
        now = 'worked';
        break;
      default:
    }
  return now;
}

test('worked + awaited + closed = business hours, minute by minute', () => {
  fc.assert(
    fc.property(anyLife, ({ place, onward: steps, deeds, end }) => {
      const room = filed(place, steps);
      for (const [gap, beats, [, deed]] of deeds.slice(0, 10)) {
        room.sleep(gap * minute);
        if (beats) room.wait(0);
        deed(room);
      }
      room.sleep((end % 4320) * minute);
      const { hours } = place;
      const ticket = room.ticket(1001) ?? expect.fail('no ticket');
      const events = room.events(1001);
      const shares = sharesOf(ticket, hours, room.now());
      expect(shares.worked + shares.awaiting + shares.closed).toBe(workedMs(hours, ticket.openedAt, room.now()));
      const counted = { worked: 0, awaiting: 0, closed: 0 };
      let i = 0;
      for (let moment = ticket.openedAt; moment < room.now(); moment += minute) {
        while (i < events.length && (events[i]?.at ?? 0) <= moment) i++;
        if (isWorking(hours, moment)) counted[pausing(events.slice(0, i))] += minute;
      }
      expect(shares).toEqual(counted);
    }),
    { numRuns: 60 },
  );
});

test('a deadline is the moment at which so much was worked, pauses not counted', () => {
  const anyPauses = fc.array(fc.tuple(fc.nat(3000), fc.nat(3000)), { maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...places), anyPauses, fc.nat(20_000), ({ hours, from }, spans, minutes) => {
      let clock = from;
      const pauses = spans.map(([before, length]) => {
        const begin = clock + before * minute;
        clock = begin + length * minute;
        return { as: 'awaiting' as const, from: begin, to: clock };
      });
      const at = deadline(hours, from, minutes * minute, pauses) ?? expect.fail('no deadline');
      const until = pauses.filter((pause) => pause.from < at).map((pause) => ({ ...pause, to: Math.min(pause.to, at) }));
      expect(sharesOf({ openedAt: from, pauses: until }, hours, at).worked).toBe(minutes * minute);
      expect(deadline(hours, from, minutes * minute, [...pauses, { as: 'closed', from: at }])).toBe(minutes === 0 ? from : at);
      expect(
        deadline(hours, from, minutes * minute + 1, [...pauses.filter((pause) => pause.to < at), { as: 'closed', from: at }]),
      ).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

const isClocks = (event: TicketEvent): boolean => event.by.type === 'clock' && event.type !== 'noted';

/** Everything that must hold of what the clock did in a ticket's life. */
function checkClock(events: readonly TicketEvent[], hours: (typeof places)[number]['hours']): void {
  let count = 0;
  let last: number | undefined;
  const slipped = new Map<string, number>();
  let [asked, followed] = [0, 0];
  for (const event of events) {
    if (
      ['reminded', 'rating_asked', 'followed_up'].includes(event.type) ||
      (isClocks(event) && ['approved', 'cancelled'].includes(event.type))
    )
      expect(isWorking(hours, event.at), `${event.type} outside of hours`).toBe(true);
    if (event.type === 'asked' || event.type === 'delivered' || event.type === 'submitted') [count, last] = [0, undefined];
    if (event.type === 'reminded') {
      expect(event.count).toBeGreaterThan(count);
      if (last !== undefined) expect(dayOf(hours.zone, event.at)).not.toBe(dayOf(hours.zone, last));
      [count, last] = [event.count, event.at];
    }
    if (isClocks(event) && (event.type === 'approved' || event.type === 'cancelled')) {
      expect(last, 'it ended unannounced').toBeDefined();
      expect(event.at).toBeGreaterThanOrEqual(addWorkingDays(hours, last ?? 0, 3));
    }
    if (event.type === 'promised') slipped.delete('delivery');
    if (event.type === 'slipped') {
      expect(slips.indexOf(event.slip)).toBeGreaterThan(slipped.get(event.owed) ?? -1);
      slipped.set(event.owed, slips.indexOf(event.slip));
    }
    if (event.type === 'reopened') [asked, followed] = [0, 0];
    if (event.type === 'rating_asked') expect(++asked).toBe(1);
    if (event.type === 'followed_up') expect(++followed).toBe(1);
  }
}

test('whatever the beats, each step of the clock happens once, in order, and none is lost', () => {
  fc.assert(
    fc.property(anyLife, ({ place, onward: steps, deeds, end }) => {
      const { hours } = place;
      const room = filed(place, steps);
      for (const [gap, beats, [, deed]] of deeds) {
        room.sleep(gap * minute);
        if (beats) for (let i = 0; i < 3; i++) room.wait(0); // a beat that finds nothing to do does nothing
        deed(room);
      }
      room.sleep(end * minute);
      for (let i = 0; i < 8; i++) room.wait(0);
      checkClock(room.events(1001), hours);
      const ticket: Ticket = room.ticket(1001) ?? expect.fail('no ticket');
      // Nothing that is due is left undone, but what waits for the client's quiet, or the team's morning.
      for (const watch of watches) {
        const timer = room.timers().find(({ key }) => key === `t:1001:${watch}`);
        const all = stepsOf(ticket, watch, { hours, settings: usualSettings });
        if (timer?.dueAt != null) expect(timer.dueAt, watch).toBeGreaterThan(room.now());
        const isWaiting = all.length > 0 && dueStep(all, room.now()) === undefined;
        const coming = all.find(({ at }) => at > room.now())?.at;
        if (isWaiting && coming !== undefined && room.person()?.reachable) expect(timer?.dueAt, watch).toBe(coming);
      }
      // However long it takes, it comes to an end.
      for (let beats = 0; ; beats++) {
        const due = room.timers().flatMap(({ key, dueAt }) => (watchOf(key) && dueAt !== null ? [dueAt] : []));
        if (due.length === 0) break;
        if (beats > 500) expect.fail(`a timer comes due again and again: ${JSON.stringify(room.timers())}`);
        if (beats === 20 && room.conversation()?.draft) room.say('cancel');
        if (beats === 20) room.press('k:no');
        room.sleep(Math.max(0, Math.min(...due) - room.now()));
        room.wait(0);
      }
      checkClock(room.events(1001), hours);
    }),
    { numRuns: 120 },
  );
});
