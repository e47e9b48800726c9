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

const hues = 6;
/** A colour of its own for each code, the same on every page. */
export const hueOf = ({ code }: BookedCampaign): string =>
  `hue-${[...code].reduce((sum, sign) => sum * 31 + (sign.codePointAt(0) ?? 0), 7) % hues}`;

export const pathOf = ({ code }: Pick<BookedCampaign, 'code'>): string => `/campaigns/${encodeURIComponent(code)}`;

/** `November 2026`, as the language writes it. */
export function monthName(language: string, month: string, form: 'long' | 'short' = 'long'): string {
  const options = form === 'long' ? ({ month: 'long', year: 'numeric' } as const) : ({ month: 'short' } as const);
  const name = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(dayHole(`${month}-01`));
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

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
      styles={['/campaigns/assets/campaigns.css', '/campaigns/assets/campaign.css']}
    >
      <main class="book">{children}</main>
    </StaffFrame>
  );
}
