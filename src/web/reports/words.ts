// How figures, days and names are written in the reader's language. Must not know markup.
import { type Catalogue, inLanguage } from '../../../flows/catalogue.ts';
import { accountTitle } from '../../../flows/channels.ts';
import type { Unit } from '../../../flows/reports/measures.ts';
import type { Period } from '../../../flows/reports/period.ts';
import { type Dimension, lastDay } from '../../../flows/reports/report.ts';
import { dayHole, type Holes, say, type TextKey } from '../../../flows/texts.ts';

type Rest<K extends string> = K extends `reports.${infer R}` ? R : never;
export type ReportKey = Rest<TextKey>;

export type Words = ReturnType<typeof wordsIn>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Shorter lengths by the calendar are told in hours. */
const fewDays = 3;

/** What a page writes with, for one reader. */
export function wordsIn(language: string, catalogue: Catalogue, teams: readonly { id: string; name: string }[] = []) {
  const locale = language === 'en' ? 'en-GB' : language;
  const short = language === 'en' ? 'narrow' : 'short';
  const unit = (name: string, unitDisplay: 'narrow' | 'short' | 'long', digits = 0) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: digits });
  const [hours, minutes, days] = [unit('hour', short), unit('minute', short), unit('day', 'long', 1)];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const long = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

  /** `25 min`, `5 h 20 min`, `31 h`. */
  const length = (ms: number): string => {
    const all = Math.round(ms / 60_000);
    if (all < 60) return minutes.format(all);
    if (all >= 600) return hours.format(Math.round(all / 60));
    return all % 60 === 0 ? hours.format(all / 60) : `${hours.format(Math.floor(all / 60))} ${minutes.format(all % 60)}`;
  };
  const shown: Readonly<Record<Unit, (value: number) => string>> = {
    count: (value) => whole.format(value),
    ms: length,
    elapsed: (ms) => (ms >= fewDays * dayMs ? days.format(ms / dayMs) : length(ms)),
    part: (value) => percent.format(value),
    stars: (value) => tenths.format(value),
  };
  const text = (key: ReportKey, holes?: Holes): string => say(language, `reports.${key}`, holes);
  return {
    language,
    text,
    /** A figure in its unit; a dash where there is none. */
    figure: (value: number | undefined, of: Unit): string => (value === undefined ? '–' : shown[of](value)),
    length,
    percent: (value: number): string => percent.format(value),
    day: (name: string): string => day.format(dayHole(name)),
    /** `November 2026`, `1 – 22 November 2026`. */
    period: ({ span, from, to }: Period, today?: string): string => {
      const last = today === undefined ? to : lastDay({ from, to }, today);
      return span === 'month' && last === to ? month.format(dayHole(from)) : long.formatRange(dayHole(from), dayHole(last));
    },
    /** What a value of a dimension is called. */
    name: (dimension: Dimension, key: string): string => {
      if (key === '') return text('none');
      if (dimension === 'service') return serviceName(catalogue, key, language);
      if (dimension === 'team') return teams.find(({ id }) => id === key)?.name ?? key;
      return dimension === 'channel' ? accountTitle(language, key) : key;
    },
  };
}

function serviceName(catalogue: Catalogue, id: string, language: string): string {
  const service = [...catalogue, ...(catalogue.past ?? [])].find((one) => one.id === id);
  return service ? inLanguage(service.name, language) : id;
}
