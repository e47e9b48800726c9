// A day that could be two, or none: nothing is assumed, the bot asks, offering the readings (R16).
import { matchChoice } from './match.ts';
import type { Choice } from './message.ts';
import type { Unsure } from './prefill.ts';
import { type Body, choiceIn, textIn } from './reply.ts';
import { dayHole } from './texts.ts';
import type { Asking, ClientGiven } from './turn.ts';
import { readDate } from './understand/date.ts';
import { today } from './understand/heard.ts';

export type AskingDay = Extract<Asking, { type: 'day' }>;

const texts = { 'two readings': 'day.two', past: 'day.past', impossible: 'day.impossible', weekday: 'day.weekday' } as const;

/** The question to ask about a day that is not sure. */
export const askingDay = (question: string, { why, readings }: Pick<Unsure, 'why' | 'readings'>): AskingDay => ({
  type: 'day',
  question,
  why,
  readings,
});

/** Asks which day it is, the readings as choices. */
export const dayBody = (given: ClientGiven, asking: AskingDay): Body => ({
  type: 'text',
  text: textIn(given, texts[asking.why]),
  choices: dayChoices(given, asking),
});

const dayChoices = (given: ClientGiven, { readings }: AskingDay): Choice[] => [
  ...readings.map((day) => choiceIn(given, `y:${day}`, 'day', { day: dayHole(day) })),
  choiceIn(given, 'y:no', 'day.none'),
];

/** What was said to it: a day, that there is none, another that is not sure either, or nothing that is a day. */
export function dayMeant(given: ClientGiven, asking: AskingDay, text: string): string | 'none' | Unsure | undefined {
  const written =
    /^\s*\d{1,2}\s*$/.test(text) && Number(text) <= asking.readings.length + 1
      ? undefined
      : readDate(text, today(given), given.person.language);
  if (written?.type === 'day') return written.day;
  const offered = asking.readings.find((day) => written?.type === 'unsure' && written.readings.length === 1 && written.readings[0] === day);
  if (offered) return offered;
  const data = matchChoice(text, dayChoices(given, asking))?.data;
  if (data) return data === 'y:no' ? 'none' : data.slice(2);
  return written;
}
