// The library of answers: a service's own standard replies, and those that a lead saves; sent to the client in their language.
import { z } from 'zod';
import { inLanguage, type Words } from './catalogue.ts';
import { type Deed, no, wrong } from './desk-deed.ts';
import { makeMove } from './desk-moves.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { deskLanguage } from './notify.ts';
import { dayHole, say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import type { DeskGiven, Turn } from './turn.ts';

type Answer = { name: string; words: Partial<Words> };

const prefix = 'answer:';
const Saved = z.record(z.string(), z.string());
const mostLetters = 2000;

/** Those that the team keeps, by name. */
export const savedAnswers = (kept: ReadonlyMap<string, string>): Answer[] =>
  [...kept]
    .flatMap(([key, value]) =>
      key.startsWith(prefix) && value !== '' ? [{ name: key.slice(prefix.length), words: Saved.parse(JSON.parse(value)) }] : [],
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** Those that were saved, then the services' own: the ticket's service first. */
export function answersOf(given: Pick<DeskGiven, 'kept' | 'catalogue'>, ticket?: Ticket): Answer[] {
  const services = given.catalogue.toSorted((a, b) => Number(b.id === ticket?.service) - Number(a.id === ticket?.service));
  const own = services.flatMap(({ replies }) => replies.map(({ id, text }) => ({ name: id, words: text })));
  const all = [...savedAnswers(given.kept), ...own];
  return all.filter(({ name }, i) => all.findIndex((one) => one.name === name) === i);
}

/** `/a` lists them, `/a hours` sends one, `/a save hours We are open …` keeps one, `/a delete hours` takes it out. */
export function standard(deed: Deed): Turn {
  const { given, content } = deed;
  const { ticket } = given;
  if (/^save\b/i.test(content.text)) return save(deed);
  if (/^delete\b/i.test(content.text)) return drop(deed);
  const answers = answersOf(given, ticket);
  if (content.text === '') return list(deed, answers);
  const answer = answers.find(({ name }) => name === content.text.trim().toLowerCase());
  if (!answer) return wrong(deed, 'wrong.answer');
  if (!ticket || !given.client) return no(deed, 'desk.which_ticket', { command: `a ${answer.name}` });
  const text = wordsIn(answer.words, given.client.language, deskLanguage(given));
  if (text.includes('{due}') && !ticket.due) return no(deed, 'desk.answer_needs_day', { name: answer.name });
  return makeMove({ ...deed, ticket }, { type: 'reply', content: { text: filled(deed, ticket, text), files: [] } });
}

function list(deed: Deed, answers: readonly Answer[]): Turn {
  const { given, topic } = deed;
  const { ticket } = given;
  const lines = answers.map(
    ({ name, words }) => `${name} – ${wordsIn(words, deskLanguage(given), 'en').replace(/\s+/g, ' ').slice(0, 80)}`,
  );
  const choices = ticket ? answers.slice(0, 20).map(({ name }) => ({ data: `standard:${ticket.number}:${name}`, label: name })) : [];
  const title = textAtDesk(given, 'answers.title', { count: answers.length });
  return post(deskLane(topic), { type: 'text', title, text: `${lines.join('\n')}\n\n${textAtDesk(given, 'answers.how')}`.trim(), choices });
}

/** A language may stand before the words; else they are the desk's. */
function save(deed: Deed): Turn {
  const { given, content } = deed;
  const [, name = '', said = ''] = /^save\s+([a-z0-9-]{1,20})\s+([\s\S]+)$/i.exec(content.text) ?? [];
  const [, tag, rest] = /^(\S+)\s+([\s\S]+)$/.exec(said) ?? [];
  const language = given.languages.find((one) => one.toLowerCase() === tag?.toLowerCase());
  const text = language && rest ? rest : said;
  if (text === '' || text.length > mostLetters) return wrong(deed, 'wrong.save', { most: mostLetters });
  const key = `${prefix}${name.toLowerCase()}`;
  const before = given.kept.get(key);
  const words = { ...(before ? Saved.parse(JSON.parse(before)) : {}), [language ?? deskLanguage(given)]: text };
  const done = post(deskLane(deed.topic), { type: 'text', text: textAtDesk(given, 'answers.saved', { name: name.toLowerCase() }) });
  return { ...done, keeps: [{ key, value: JSON.stringify(words) }] };
}

/** What was saved is taken out again; a service's own standard reply of that name stands as before. */
function drop(deed: Deed): Turn {
  const { given, content } = deed;
  const name = content.text
    .replace(/^delete\s*/i, '')
    .trim()
    .toLowerCase();
  const key = `${prefix}${name}`;
  if (!given.kept.get(key)) return wrong(deed, 'wrong.answer');
  const done = post(deskLane(deed.topic), { type: 'text', text: textAtDesk(given, 'answers.deleted', { name }) });
  return { ...done, keeps: [{ key, value: '' }] };
}

const wordsIn = (words: Partial<Words>, language: string, other: string): string =>
  words[language] ?? words[other] ?? (words.en ? inLanguage({ ...words, en: words.en }, language) : (Object.values(words)[0] ?? ''));

/** The places in an answer: {name} {number} {due} {analyst}. What is no place stays as it was written. */
function filled({ given, staff }: Deed, ticket: Ticket, text: string): string {
  const language = given.client?.language ?? deskLanguage(given);
  const holes: Record<string, string> = {
    name: given.client?.name ?? '',
    number: `#${ticket.number}`,
    due: ticket.due ? say(language, 'day', { day: dayHole(ticket.due) }) : '',
    analyst: ticket.analyst?.name ?? staff.name,
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => holes[name] ?? whole);
}
