// What is offered as a choice, in every language, on WhatsApp's small buttons and rows: nothing is cut off, nothing falls back to numbers.
import { describe, expect, test } from 'vitest';
import { maxRowTitle, planText, rowOf } from '../../bots/whatsapp-cloud/plan.ts';
import { inLanguage, shippedCatalogue } from '../../flows/catalogue.ts';
import type { Choice } from '../../flows/message.ts';
import { serviceChoices } from '../../flows/offer.ts';
import { languages, say, type TextKey } from '../../flows/texts.ts';
import type { ClientGiven } from '../../flows/turn.ts';

/** What is offered together, by the keys of their texts. */
const together: TextKey[][] = [
  ['nav.skip', 'nav.back', 'nav.cancel'],
  ['intake.send', 'intake.edit', 'nav.cancel'],
  ['reply.yes', 'reply.no'],
  ['approve.yes', 'approve.changes'],
  ['approve.these_changes', 'approve.yes', 'approve.comment'],
  ['approve.reopen', 'follow_up.something_new'],
  ['follow_up.yes', 'follow_up.no'],
  ['which.draft', 'which.new'],
  ['fact.urgent_yes', 'fact.urgent_no'],
  ['rating.1', 'rating.2', 'rating.3', 'rating.4', 'rating.5'],
  ['day.none', 'cancel.none', 'erase.keep'],
];

const asChoices = (labels: string[]): Choice[] => labels.map((label, i) => ({ data: `${i}`, label }));
const given = (language: string) => ({ catalogue: shippedCatalogue(), person: { language } }) as unknown as ClientGiven; // all that it reads

describe.each(languages)('%s', (language) => {
  test.each(together.map((keys) => [keys.join(', '), keys] as const))('%s are buttons, or rows, in full', (_, keys) => {
    const [step] = planText({ type: 'text', text: '?', choices: asChoices(keys.map((key) => say(language, key))) });
    expect(step?.type).toBe(keys.length > 3 ? 'list' : 'buttons');
  });

  test('the services are rows in full', () => {
    const choices = serviceChoices(given(language));
    expect(planText({ type: 'text', text: '?', choices })[0]?.type).toBe('list');
    expect(choices.filter((choice) => rowOf(choice).description).map(({ label }) => `${label} is over ${maxRowTitle}`)).toEqual([]);
  });

  test('so are the options of each question, and the questions when one is to be changed', () => {
    const lists = shippedCatalogue().flatMap(({ questions }) => [questions, ...questions.map(({ options }) => options)]);
    const cut = lists
      .map((list) => asChoices(list.map(({ label }) => inLanguage(label, language))))
      .flatMap((choices) => choices.filter((choice) => rowOf(choice).description))
      .map(({ label }) => label);
    expect(cut).toEqual([]);
  });

  test('what is longer by its ticket’s name, or its date, is told apart where it is cut', () => {
    const names = shippedCatalogue().map(({ name }, i) => `#${1001 + i} · ${inLanguage(name, language)}`);
    const days = ['2026-11-27', '2026-12-04', '2027-09-23'].map((day) => new Date(`${day}T00:00:00Z`));
    for (const labels of [
      names.map((ticket) => say(language, 'status.detail', { ticket })),
      [...names.map((ticket) => say(language, 'cancel.one', { ticket })), say(language, 'cancel.none')],
      [...days.map((day) => say(language, 'day', { day })), say(language, 'day.none')],
    ]) {
      const titles = asChoices(labels).map((choice) => rowOf(choice).title);
      expect(new Set(titles).size).toBe(labels.length);
    }
  });
});
