// The team's working hours as somebody writes them into the configuration: `mon-fri 09:00-18:00`, with a country's public holidays.
// Pure, and for teams with hours of their own too; the package that knows the holidays is big and loaded by Node only.
import { Hours, hoursMistakes } from './hours.ts';
import { type Weekday, weekdays } from './week.ts';

export const usualHours = 'mon-fri 09:00-18:00';
const example = 'must be working hours such as mon-fri 09:00-18:00, or mon-thu 09:00-12:00 13:00-18:00, fri 09:00-15:00';

type Spans = [string, string][];

/** Days and their spans, parted by commas. Throws a RangeError with a sentence. */
export function parseHours(zone: string, written: string = usualHours, holidays: readonly string[] = []): Hours {
  const week: Partial<Record<Weekday, Spans>> = {};
  for (const part of written.toLowerCase().split(',')) {
    const [, days = '', times = ''] = /^\s*([a-z, -]+?)\s+(\d[\d: -]*)$/.exec(part) ?? [];
    const spans = [...times.matchAll(/(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d)/g)].map(([, from = '', to = '']): [string, string] => [
      from.padStart(5, '0'),
      to.padStart(5, '0'),
    ]);
    const named = daysOf(days.trim());
    if (named.length === 0 || spans.length === 0) throw new RangeError(example);
    for (const day of named) week[day] = [...(week[day] ?? []), ...spans];
  }
  const value = { zone, week, holidays: [...holidays] };
  const [mistake] = hoursMistakes(value);
  if (mistake) throw new RangeError(`${example} (${mistake})`);
  return Hours.parse(value);
}

/** `mon-fri`, `sat`, `sat-mon` → the days, by their first three letters. */
function daysOf(written: string): Weekday[] {
  const [from, to = from, ...more] = written.split(/\s*-\s*/).map((name) => (weekdays as readonly string[]).indexOf(name.slice(0, 3)));
  if (from === undefined || to === undefined || from < 0 || to < 0 || more.length > 0) return [];
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, i) => weekdays[(from + i) % 7] ?? 'mon');
}
