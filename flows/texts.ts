// Every word the bot says or understands, by language: ICU messages from texts/<lang>.json. Adding a language is adding a file.
import { IntlMessageFormat } from 'intl-messageformat';
import { shippedTexts } from './texts/all.generated.ts';

type Texts = Record<string, string>;
const texts: Record<string, Texts> = shippedTexts;
export type TextKey = keyof (typeof shippedTexts)['en'];
export type Holes = Record<string, string | number | Date | undefined>;

/** The languages that have a file, English first. */
export const languages: readonly string[] = [
  'en',
  ...Object.keys(texts)
    .filter((language) => language !== 'en')
    .sort(),
];

// Days travel as YYYY-MM-DD; as a Date they are midnight UTC, and are shown in UTC so that no zone moves them. Hours likewise: see wallClock.
// The month is written out: many languages abbreviate it with a full stop, which would double a sentence's own.
// `monthday` is for languages in which “by Monday” would need another case of the weekday's name: “by 30 November (Monday)” needs none.
const formats = {
  date: {
    day: { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
    weekday: { weekday: 'long', timeZone: 'UTC' },
    monthday: { day: 'numeric', month: 'long', timeZone: 'UTC' },
  },
  time: { hour: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' } },
} as const;

/** English with the day before the month, as everywhere but in one country. */
const international = 'en-GB';

type Message = (holes?: Holes) => string;
const compiled = new Map<string, Message>();

/** The message in that language with its holes filled. Throws when a hole is left open: that is a mistake of ours. */
export function say(language: string, key: TextKey, holes?: Holes): string {
  const id = `${language}\n${key}`;
  let message = compiled.get(id);
  if (!message) {
    const text = texts[language]?.[key] ?? shippedTexts.en[key];
    message = compile(text, texts[language] && language !== 'en' ? language : international);
    compiled.set(id, message);
  }
  return message(holes);
}

/** The message of a key that is put together, where there is one. */
export const sayIfKnown = (language: string, key: string): string | undefined =>
  Object.hasOwn(shippedTexts.en, key) ? say(language, key as TextKey) : undefined; // just asked

/** The texts below a prefix, by the rest of their keys, their holes open: for a page that fills them itself. */
export const textsBelow = (language: string, prefix: string): Texts =>
  Object.fromEntries(
    Object.entries({ ...shippedTexts.en, ...texts[language] })
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), text]),
  );

/** Plain words and plain holes need no formatting; everything else is ICU's. */
function compile(text: string, language: string): Message {
  if (!/[{']/.test(text)) return () => text;
  const format = new IntlMessageFormat(text, language, formats, { ignoreTag: true });
  const full: Message = (holes) => String(format.format(holes));
  if (!/^([^{}']|\{\w+\})*$/.test(text)) return full;
  const parts = text.split(/\{(\w+)\}/);
  return (holes = {}) => {
    let said = '';
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] ?? '';
      const hole = i % 2 === 0 ? part : holes[part];
      if (typeof hole !== 'string' && typeof hole !== 'number') return full(holes);
      said += hole;
    }
    return said;
  };
}

/** A day `YYYY-MM-DD` as a hole for `{due, date, day}`. */
export const dayHole = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The words for a command, in every language at once: people mix languages. `|` parts them in the file. */
export function wordsFor(key: TextKey): string[] {
  return languages.flatMap((language) => wordsIn(language, key));
}

/** The words for a command in one language. */
export const wordsIn = (language: string, key: TextKey): string[] =>
  (texts[language]?.[key] ?? '').split('|').filter((word) => word !== '');

/** The nearest language we speak to an IETF tag (`pt`, `pt-PT` → `pt-BR`), among those allowed; undefined when none is near. */
export function nearestLanguage(tag: string | undefined, allowed: readonly string[]): string | undefined {
  if (!tag) return undefined;
  const wanted = tag.toLowerCase();
  return (
    allowed.find((language) => language.toLowerCase() === wanted) ??
    allowed.find((language) => language.toLowerCase().split('-')[0] === wanted.split('-')[0])
  );
}
