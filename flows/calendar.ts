// A month as buttons: a row a week, days that are over cannot be pressed, days without work are marked.
import type { Choice } from './message.ts';
import { dayMs } from './zone.ts';

/** What a button without a meaning bears. */
export const inert = 'nothing';
/** Telegram takes no label of spaces; this sign looks like one. */
const blank: Choice = { data: inert, label: '\u2800' };

export type Calendar = {
  language: string;
  /** What the data of a day begins with; `YYYY-MM-DD` follows, or `YYYY-MM` for another month. */
  data: string;
  /** `YYYY-MM` */
  month: string;
  /** `YYYY-MM-DD`; nothing before it can be chosen. */
  today: string;
  isWorkday: (day: string) => boolean;
  /** The day that is chosen now. */
  chosen?: string;
};

export function calendarRows({ language, data, month, today, isWorkday, chosen }: Calendar): Choice[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const lead = (new Date(first).getUTCDay() + 6) % 7; // weeks begin on Monday
  const cells: Choice[] = Array.from({ length: lead }, () => blank);
  for (let day = first; iso(day).startsWith(month); day += dayMs) cells.push(cell(iso(day)));
  while (cells.length % 7 > 0) cells.push(blank);
  const weeks = Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
  const isOver = weeks.map((week) => week.every((one) => one.data === inert));
  return [head(), weekdays(), ...weeks.filter((_, i) => !isOver[i])];

  function cell(day: string): Choice {
    if (day < today) return { data: inert, label: '–' };
    const label = `${Number(day.slice(8))}`;
    if (day === chosen) return { data: data + day, label: `✓${label}` };
    return { data: data + day, label: isWorkday(day) ? label : `·${label}` };
  }

  function head(): Choice[] {
    const name = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first);
    const before = monthAfter(month, -1);
    return [
      before < today.slice(0, 7) ? blank : { data: data + before, label: '‹' },
      { data: inert, label: name },
      { data: data + monthAfter(month, 1), label: '›' },
    ];
  }

  function weekdays(): Choice[] {
    const format = new Intl.DateTimeFormat(language, { weekday: 'narrow', timeZone: 'UTC' });
    return Array.from({ length: 7 }, (_, i) => ({ data: inert, label: format.format((4 + i) * dayMs) })); // 5 January 1970 was a Monday
  }
}

const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}
