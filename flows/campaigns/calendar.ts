// The book as a month of weeks and as a quarter of days: where each campaign stands in them. Weeks begin on Monday. Knows no page.
import { dayAfter } from '../desk-deed.ts';
import { numberOf } from '../week.ts';
import type { BookedCampaign } from './campaign.ts';

/** A campaign in a week: its first column from 1 to 7, how many it spans, and whether it goes beyond the week on either side. */
export type Bar = { campaign: BookedCampaign; column: number; span: number; before: boolean; after: boolean };
export type WeekShown = { days: readonly string[]; bars: readonly Bar[] };
/** A campaign in a quarter: days from its beginning to the campaign's, and how many of its days lie in it. */
export type Stretch = { campaign: BookedCampaign; at: number; days: number };

/** `2026-11`, so many months on. */
export function monthAfter(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 7);
}

/** The month that a quarter begins with: `2026-11` → `2026-10`. */
export const quarterOf = (month: string): string => monthAfter(month, -((Number(month.slice(5)) - 1) % 3));

const lastOf = (month: string): string => dayAfter(`${monthAfter(month, 1)}-01`, -1);

/** How many days a month has. */
export const daysIn = (month: string): number => Number(lastOf(month).slice(8));

/** Those that run on any day of these months, what begins first first. */
export const within = (book: readonly BookedCampaign[], month: string, months: number): BookedCampaign[] =>
  book
    .filter(({ from, to }) => from <= lastOf(monthAfter(month, months - 1)) && to >= `${month}-01`)
    .toSorted((a, b) => (a.from === b.from ? (a.code < b.code ? -1 : 1) : a.from < b.from ? -1 : 1));

/** The weeks of a month, each whole. */
export function weeksOf(book: readonly BookedCampaign[], month: string): WeekShown[] {
  const first = `${month}-01`;
  const monday = dayAfter(first, -((numberOf(first) + 3) % 7)); // day 0, 1 January 1970, was a Thursday
  const weeks: WeekShown[] = [];
  for (let start = monday; start <= lastOf(month); start = dayAfter(start, 7)) {
    const days = Array.from({ length: 7 }, (_, i) => dayAfter(start, i));
    weeks.push({ days, bars: barsIn(book, start, dayAfter(start, 6)) });
  }
  return weeks;
}

const barsIn = (book: readonly BookedCampaign[], start: string, end: string): Bar[] =>
  within(book, start.slice(0, 7), end.slice(0, 7) === start.slice(0, 7) ? 1 : 2)
    .filter(({ from, to }) => from <= end && to >= start)
    .map((campaign) => {
      const [from, to] = [campaign.from < start ? start : campaign.from, campaign.to > end ? end : campaign.to];
      const column = numberOf(from) - numberOf(start) + 1;
      return { campaign, column, span: numberOf(to) - numberOf(from) + 1, before: campaign.from < start, after: campaign.to > end };
    });

/** The days of a quarter, by month, and where each campaign stands among them. */
export function quarterShown(book: readonly BookedCampaign[], month: string): { months: string[]; days: number; stretches: Stretch[] } {
  const months = [0, 1, 2].map((count) => monthAfter(month, count));
  const start = numberOf(`${month}-01`);
  const days = months.reduce((sum, one) => sum + daysIn(one), 0);
  const stretches = within(book, month, 3).map((campaign) => {
    const at = Math.max(0, numberOf(campaign.from) - start);
    return { campaign, at, days: Math.min(days, numberOf(campaign.to) - start + 1) - at };
  });
  return { months, days, stretches };
}
