// What the pages of the campaign book share: a campaign's badge and colour, its days, a month's name.
import type { Child } from 'hono/jsx';
import { type BookedCampaign, phaseOf } from '../../../flows/campaigns/campaign.ts';
import { daysOf, phaseName } from '../../../flows/campaigns/shown.ts';
import { dayHole } from '../../../flows/texts.ts';
import type { Staff } from '../../../flows/turn.ts';
import { StaffFrame } from '../staff/frame.tsx';

/** Who reads a page, and when. */
export type Reader = { staff: Staff; language: string; today: string };

export const mayWrite = ({ staff }: Reader): boolean => staff.role !== 'analyst';

export type Hues = ReadonlyMap<string, string>;
const mostHues = 6;

/** A colour for each, by code: in the order in which they were booked, so that one keeps its own and neighbours differ. */
export const huesOf = (book: readonly BookedCampaign[]): Hues =>
  new Map(
    book.toSorted((a, b) => a.bookedAt - b.bookedAt || (a.from < b.from ? -1 : 1)).map(({ code }, i) => [code, `hue-${i % mostHues}`]),
  );

export const pathOf = ({ code }: Pick<BookedCampaign, 'code'>): string => `/campaigns/${encodeURIComponent(code)}`;

const capital = (language: string, name: string): string => name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
const monthForm = (language: string, form: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' });
const firstOf = (month: string): Date => dayHole(`${month}-01`);

/** `November 2026`, or `October – December 2026`, as the language writes it. */
export const monthName = (language: string, month: string, last = month): string =>
  capital(language, monthForm(language, { month: 'long', year: 'numeric' }).formatRange(firstOf(month), firstOf(last)));

/** `Nov` */
export const shortMonth = (language: string, month: string): string =>
  capital(language, monthForm(language, { month: 'short' }).format(firstOf(month)));

export function Badge({ campaign, language, today }: { campaign: BookedCampaign; language: string; today: string }) {
  return (
    <span class="phase" data-phase={phaseOf(campaign, today)}>
      {phaseName(language, campaign, today)}
    </span>
  );
}

export const Days = ({ campaign, language }: { campaign: BookedCampaign; language: string }) => (
  <span class="days-of">{daysOf(language, campaign)}</span>
);

/** A page of the book, in the staff's frame. */
export function BookFrame({ reader, title, children }: { reader: Reader; title: string; children: Child }) {
  const { staff, language } = reader;
  return (
    <StaffFrame
      title={title}
      current="campaigns"
      staff={staff}
      language={language}
      styles={['campaigns/campaigns.css', 'campaigns/campaign.css']}
    >
      <main class="book">{children}</main>
    </StaffFrame>
  );
}
