// How the board speaks: its texts, days and times in the language of whoever looks at it.
import { type Holes, say, type TextKey } from '../../../flows/texts.ts';

type Word<Key = TextKey> = Key extends `board.${infer Name}` ? Name : never;

/** A text of the board's own. */
export type Say = (name: Word, holes?: Holes) => string;

export const wordsIn =
  (language: string): Say =>
  (name, holes) =>
    say(language, `board.${name}`, holes);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${language} ${key}`;
  const known = formats.get(id) ?? new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options);
  formats.set(id, known);
  return known;
}

/** `28 Nov` for a day `YYYY-MM-DD`. */
export const shortDay = (language: string, day: string): string =>
  format(language, 'day', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** `23 Nov, 10:05` for a moment (ms since the epoch) in the team's zone. */
export const shortMoment = (language: string, zone: string, at: number): string =>
  format(language, `moment ${zone}`, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);

/** Up to two letters that stand for a name. */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? '')
    .join('');
