// A year of a team of four, made up from a seed: when tickets come, who takes them, when the first reply leaves. The same seed, the same year.
import { addWorked, dayOf, Hours, nextOpening } from '../../flows/hours.ts';
import { momentOf, wallOf } from '../../flows/zone.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const zone = 'America/Sao_Paulo';
const holidays = [
  '01-01',
  '02-16',
  '02-17',
  '04-03',
  '04-21',
  '05-01',
  '06-04',
  '07-09',
  '09-07',
  '10-12',
  '11-02',
  '11-20',
  '12-24',
  '12-25',
];
const free = [2026, 2027, 2028].flatMap((year) => holidays.map((one) => `${year}-${one}`));

const workdays = (...spans: [string, string][]) => ({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans });
const office = Hours.parse({ zone, week: workdays(['09:00', '18:00']), holidays: free });
/** Each has a lunch and two breaks of their own. */
const shifts = [
  workdays(['09:00', '10:30'], ['10:45', '12:00'], ['13:00', '15:30'], ['15:45', '18:00']),
  workdays(['09:00', '10:45'], ['11:00', '12:30'], ['13:30', '16:00'], ['16:15', '18:00']),
  workdays(['09:00', '11:00'], ['11:15', '13:00'], ['14:00', '16:15'], ['16:30', '18:00']),
  workdays(['09:00', '10:15'], ['10:30', '12:15'], ['13:15', '15:15'], ['15:30', '18:00']),
];

/** Median minutes of work, its share of the tickets, the working ms promised while nothing is known. */
export const services = [
  { id: 'banner', work: 20, share: 0.5, target: 4 * hour },
  { id: 'page', work: 40, share: 0.2, target: 9 * hour },
  { id: 'question', work: 12, share: 0.3, target: 2 * hour },
] as const;

/** How many tickets come at each hour of the wall clock, against others. */
const byHour = [1, 0, 0, 0, 0, 0, 1, 3, 8, 14, 16, 14, 7, 9, 15, 15, 13, 10, 6, 4, 4, 3, 3, 2];
const byWeekday = [0.12, 1.2, 1.05, 1, 1, 0.9, 0.18];

export type Filed = { service: string; at: number; urgency: number; replied: number };
export type Year = { hours: Hours; tickets: readonly Filed[] };

/** A draw from 0 to 1 (mulberry32). */
export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Tickets in the order they came. `ill`: a day on which two of the four stay away for a week. `load`: work that comes, to what can be done. */
export function playYear(seed: number, count: number, { ill, load = 0.78 }: { ill?: string; load?: number } = {}): Year {
  const draw = draws(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  const logNormal = (median: number, spread: number): number => Math.max(minute, Math.round(median * minute * Math.exp(spread * normal())));
  const arrivals = arrive(draw, count, load);
  const sick = ill === undefined ? [] : Array.from({ length: 7 }, (_, i) => new Date(Date.parse(ill) + i * day).toISOString().slice(0, 10));
  const people = shifts.map((week, i) => ({
    hours: Hours.parse({ zone, week, holidays: i < 2 ? [...free, ...sick] : free }),
    from: 0,
  }));
  const queue: Filed[] = [];
  /** What is urgent goes before what came up to a day earlier, what can wait lets pass what came up to a day later. */
  const turn = ({ at, urgency }: Filed): number => at - urgency * day;
  /** Those who are there take one after another, until a moment. */
  const work = (now: number, until: number): void => {
    let clock = now;
    while (queue.length > 0) {
      const next = people
        .map((person) => ({ person, start: nextOpening(person.hours, Math.max(person.from, clock)) }))
        .reduce((a, b) => (b.start < a.start ? b : a));
      if (next.start >= until) return;
      clock = next.start;
      let first = 0;
      for (const [i, one] of queue.entries()) if (turn(one) < turn(queue[first] ?? one)) first = i;
      const [ticket] = queue.splice(first, 1);
      if (!ticket) return;
      const service = services.find(({ id }) => id === ticket.service);
      const length = logNormal(service?.work ?? 30, 0.7);
      ticket.replied = addWorked(next.person.hours, next.start, Math.min(length, logNormal(5, 0.6)));
      next.person.from = addWorked(next.person.hours, next.start, length);
    }
  };
  for (const [i, ticket] of arrivals.entries()) {
    queue.push(ticket);
    work(ticket.at, arrivals[i + 1]?.at ?? Number.POSITIVE_INFINITY);
  }
  return { hours: office, tickets: arrivals };
}

/** Poisson by thinning: by the hour and the weekday, few on holidays, and a campaign of a service every few weeks. */
function arrive(draw: () => number, count: number, load: number): Filed[] {
  const mean = services.reduce((sum, { work, share }) => sum + share * work * Math.exp(0.7 ** 2 / 2), 0);
  const capacity = (4 * 7.25 * 60) / mean;
  const perWeight = (load * capacity * 5) / (byHour.reduce((a, b) => a + b) * byWeekday.reduce((a, b) => a + b));
  const most = 16 * 1.2 * 2.2 * perWeight;
  const tickets: Filed[] = [];
  let campaign = { from: 0, to: 0, service: 0 };
  for (let at = momentOf(zone, Date.UTC(2026, 0, 5)); tickets.length < count; ) {
    at += Math.ceil((-Math.log(1 - draw()) / most) * hour);
    if (at > campaign.to + 12 * day) {
      const from = at + draw() * 12 * day;
      campaign = { from, to: from + (1 + 2 * draw()) * day, service: Math.floor(draw() * services.length) };
    }
    const wall = new Date(wallOf(zone, at));
    const isFree = free.includes(dayOf(zone, at));
    const busy = at >= campaign.from && at < campaign.to;
    const rate =
      (byHour[wall.getUTCHours()] ?? 0) * (byWeekday[wall.getUTCDay()] ?? 0) * (isFree ? 0.15 : 1) * (busy ? 1.7 : 1) * perWeight;
    if (draw() * most > rate) continue;
    const by = busy && draw() < 0.4 ? campaign.service : pick(draw());
    const urgency = draw();
    tickets.push({ service: services[by]?.id ?? 'banner', at, urgency: urgency > 0.92 ? 1 : urgency < 0.15 ? -1 : 0, replied: Number.NaN });
  }
  return tickets;
}

function pick(draw: number): number {
  let left = draw;
  for (const [i, { share }] of services.entries()) {
    left -= share;
    if (left < 0) return i;
  }
  return 0;
}
