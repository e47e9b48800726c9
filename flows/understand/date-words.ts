// The shape of what one language knows about dates. Words are data, in a room for each language; the rules are written once, elsewhere.
import type { Holiday } from './date-holidays.ts';

/** What a word can mean, and the letter that stands for it in the shapes (see date-shapes.ts). */
export const meanings = {
  /** Before a day: next Friday, this Friday, the coming Friday, last Friday. */
  next: 'n',
  this: 't',
  coming: 'c',
  last: 'l',
  in: 'i',
  later: 's',
  /** After a span it is “later”, after a day it is “after that day”. */
  afterIt: 'x',
  /** After a span it is “ago”, after a day it is “before that day”. */
  beforeIt: 'g',
  by: 'b',
  byIt: 'q',
  before: 'p',
  after: 'a',
  from: 'f',
  fromIt: 'F',
  since: 'S',
  sinceIt: '$',
  to: 'T',
  /** Behind both: pazartesi cuma arası. */
  toIt: '3',
  and: 'A',
  or: 'R',
  not: '!',
  notIt: '?',
  on: 'r',
  for: 'v',
  /** Says nothing: the, of, day's, morning. */
  filler: 'o',
  /** Before or after a number that is a day of the month. */
  dayMark: 'j',
  end: 'E',
  start: 'B',
  middle: 'C',
  day: 'd',
  workingDay: 'z',
  week: 'k',
  month: 'm',
  year: 'y',
  hour: 'h',
  weekend: 'Z',
  /** The day after tomorrow, or some day soon. */
  soonish: 'L',
  /** Today, unless another day stands beside it: by end of day Thursday. */
  dayEnd: '8',
  yesterday: 'P',
  /** Marks of what a sentence is about: what was, what is needed, what takes place, what the client will do. */
  past: '<',
  need: '>',
  event: '@',
  /** After a holiday it makes a name of it: the Christmas sale. */
  theme: '#',
  mine: '&',
  /** Open Monday to Friday. */
  habit: '9',
  but: '|',
  instead: '^',
  /** Before a number it is the hour. */
  clock: '%',
  /** Indonesian `minggu`: a week, or Sunday. */
  weekOrSunday: 'I',
  /** Turkish `pazar için`: for the market, or for Sunday where “this” or “next” stands before. */
  marketOrSunday: '1',
  /** Turkish `son`: by a day, but the last of so many days. */
  byOrLast: 'J',
  /** Every Friday is no certain one; Turkish says it behind: cuma günleri. */
  each: 'G',
  eachIt: '2',
  /** Known, and no date here: greetings, and words that another language would take for one of its own. */
  nothing: '_',
} as const;
type Meaning = keyof typeof meanings;

/** Words with a number: days ahead, or how many of a unit. */
export type Counted =
  | 'today'
  | 'tomorrow'
  | 'dayAfter'
  | 'thisWeek'
  | 'nextWeek'
  | 'weekAfter'
  | 'thisMonth'
  | 'nextMonth'
  | 'thisYear'
  | 'nextYear';
export type Span =
  | 'oneDay'
  | 'oneWeek'
  | 'twoWeeks'
  | 'fifteenDays'
  | 'oneMonth'
  | 'twoDaysOrMore'
  | 'twoWeeksOrMore'
  | 'inDays'
  | 'inMonths';

/** Every string is a list: a space parts the words, an underscore stands for the space within one; no accents, no apostrophes. */
export type DateWords = {
  /** Monday first; the short ones count only where a day is expected. */
  weekdays: readonly string[];
  shortWeekdays: readonly string[];
  months: readonly string[];
  /** Whether December 12 is a day there; elsewhere a number behind a month counts things. */
  isMonthFirst?: boolean;
  /** From one on to 20, spellings parted by a slash; then how tens are joined, so that 31 can be said. */
  numbers: readonly string[];
  twenty: string;
  thirty: string;
  joiner: string;
  /** First, second … as they stand in dates, to 20, then the tens before a unit. */
  ordinals?: readonly string[];
  /** What may be glued to digits to make them a day: 28th, 28-го, 28'ine. */
  tails: string;
  /** Those of them that leave no doubt, even before the name of a thing. */
  caseTails?: string;
  /** May be glued to any name, as in Turkish. */
  endings?: string;
  /** A verb so ended tells of the past. */
  pastEndings?: string;
  /** Words side by side that together name no day: any of the first before any of the second. */
  pairs?: readonly (readonly [string, string])[];
  words: Partial<Record<Meaning | Counted | Span, string>>;
  holidays: Partial<Record<Holiday, string>>;
  /** Words that lie near a weekday's or month's name and are none. */
  notTypos: string;
};
