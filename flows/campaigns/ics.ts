// The campaign book as an iCalendar feed (RFC 5545): whole-day events that any calendar program takes in, with a word the day before.
import { dayAfter } from '../desk-deed.ts';
import { say } from '../texts.ts';
import type { Staff } from '../turn.ts';
import { type BookedCampaign, ownersOf } from './campaign.ts';
import { nameOfCampaign } from './shown.ts';

/** Octets of a line, at most; a longer one goes on in the next, after a blank (RFC 5545, 3.1). */
const mostOctets = 75;

/** `language`: the reader's · `page`: the address of the book, where it has one. */
export type Feed = { book: readonly BookedCampaign[]; team: readonly Staff[]; language: string; page?: string };

/** The whole calendar, its lines ended by CRLF. */
export function calendarOf({ book, team, language, page }: Feed): string {
  const name = say(language, 'campaigns.title');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Alur//Campaigns//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    `NAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...book.flatMap((one) => eventOf(one, team, language, page)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf(campaign: BookedCampaign, team: readonly Staff[], language: string, page: string | undefined): string[] {
  const { code, from, to, state, version, bookedAt, changedAt, channels } = campaign;
  const summary = nameOfCampaign(campaign);
  return [
    'BEGIN:VEVENT',
    `UID:${code.toLowerCase()}-${bookedAt}@campaigns.alur`,
    `DTSTAMP:${momentIn(changedAt)}`,
    `CREATED:${momentIn(bookedAt)}`,
    `LAST-MODIFIED:${momentIn(changedAt)}`,
    `SEQUENCE:${version - 1}`,
    `DTSTART;VALUE=DATE:${dayIn(from)}`,
    `DTEND;VALUE=DATE:${dayIn(dayAfter(to))}`, // the day after the last: the end is not with it (3.6.1)
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(describe(campaign, team, language))}`,
    `STATUS:${state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    ...(channels.length > 0 ? [`CATEGORIES:${channels.map(escaped).join(',')}`] : []),
    ...(page ? [`URL:${page}/${code}`] : []),
    ...(state === 'booked' ? alarmOf(summary) : []),
    'END:VEVENT',
  ];
}

/** At nine in the morning of the day before, by the reader's own clock. */
const alarmOf = (summary: string): string[] => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(summary)}`,
  'TRIGGER:-PT15H',
  'END:VALARM',
];

/** What was promised first: it is what staff are asked about. */
function describe(campaign: BookedCampaign, team: readonly Staff[], language: string): string {
  const promises = campaign.promises.map((one) => `✔ ${one}`).join('\n') || say(language, 'campaign.no_promises');
  const owners = ownersOf(campaign, team);
  const who = owners.length > 0 ? `${say(language, 'campaign_field.owners')}: ${owners.join(', ')}` : '';
  return [promises, campaign.facts, who].filter(Boolean).join('\n\n');
}

const dayIn = (day: string): string => day.replaceAll('-', '');
const momentIn = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** A text as a value: backslash, comma, semicolon and line breaks escaped, other control characters left out (3.3.11). */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what goes
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');

const octetsOf = (sign: string): number => {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/** Cut between characters, never within one. */
function folded(line: string): string {
  let all = '';
  let octets = 0;
  for (const sign of line) {
    const size = octetsOf(sign);
    if (octets + size > mostOctets) {
      all += '\r\n ';
      octets = 1;
    }
    all += sign;
    octets += size;
  }
  return all;
}
