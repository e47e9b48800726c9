// What a service's file may not say though it has the right shape: two of one id, a choice without options, a language forgotten …
import { type ServiceBody, somethingElse, type Words } from './catalogue.ts';
import { type Finding, meant, nameOfPlace, type Path } from './catalogue-place.ts';
import { matchWord } from './match.ts';
import { normalize } from './normalize.ts';
import { languages, nearestLanguage } from './texts.ts';

/** Languages that a catalogue may be written in: those the bot speaks, and those it is about to learn. */
export const tags: readonly string[] = [...new Set(['en', 'pt-BR', 'id', 'tr', 'uk', ...languages])];
/** What people write for a language: its country, or the tag without one. */
const mistaken: Record<string, string> = { pt: 'pt-BR', br: 'pt-BR', ua: 'uk', in: 'id', eng: 'en' };

/** What breaks a rule within one service. */
export function unruly(service: ServiceBody): Finding[] {
  const { questions, steps, replies } = service;
  return [
    ...twice(questions, ['questions'], 'Give one of them another id'),
    ...twice(steps, ['steps'], 'Give one of them another id'),
    ...twice(replies, ['replies'], 'Give one of them another id'),
    ...questions.flatMap((question, i) => ofQuestion(service, question, i)),
    ...tongues(service),
    ...words(service),
    ...replies.flatMap((reply, i) => ofReply(reply, i)),
    ...(service.id === somethingElse && !service.offered
      ? [finding(['offered'], `“${somethingElse}” is what a client chooses when nothing fits, so it is always offered. Take the line out.`)]
      : []),
  ];
}

const finding = (path: Path, sentence: string, onKey = false): Finding => ({ path, sentence, ...(onKey ? { onKey } : {}) });

function twice(list: readonly { id: string }[], path: Path, remedy: string): Finding[] {
  return list.flatMap(({ id }, i) => {
    const first = list.findIndex((one) => one.id === id);
    const owner = nameOfPlace(path.slice(0, -1), {});
    const kind = nameOfPlace([...path, i], {}).replace(/ \d+( of.*)?$/, '');
    return first < i ? [finding([...path, i], `Two are called ${kind} “${id}”${owner ? ` in ${owner}` : ''}. ${remedy}.`)] : [];
  });
}

function ofQuestion(service: ServiceBody, question: ServiceBody['questions'][number], i: number): Finding[] {
  const { options, type, id } = question;
  const path = ['questions', i];
  if (type !== 'choice' && question.multiple)
    return [finding([...path, 'multiple'], `Question “${id}” is of type ${type}, and only options can be several. Write type: choice, or take multiple out.`, true)]; // biome-ignore format: one thought
  if (type !== 'choice')
    return options.length > 0
      ? [finding([...path, 'options'], `Question “${id}” is of type ${type} and has options. Write type: choice, or take the options out.`, true)] // biome-ignore format: one thought
      : [];
  if (options.length < 2)
    return [finding(path, `Question “${id}” is a choice with ${options.length === 0 ? 'no options' : 'only one option'}. Add options: with at least two entries such as - { id: a4, label: { en: A4 } }, or write type: text.`)]; // biome-ignore format: one thought
  const alike = tags.flatMap((tag) =>
    options.flatMap(({ label }, n) => {
      const said = label[tag];
      const first = said === undefined ? n : options.findIndex((one) => normalize(one.label[tag] ?? '') === normalize(said));
      return first < n ? [finding([...path, 'options', n, 'label', tag], `Two options of question “${id}” read “${said}” in ${tag}, so nobody can tell which is meant. Word one of them differently.`)] : []; // biome-ignore format: one thought
    }),
  );
  return [...twice(options, [...path, 'options'], 'Give one of them another id').map((one) => named(one, service)), ...alike];
}

/** The question by its id rather than its position. */
const named = (one: Finding, service: ServiceBody): Finding => ({
  ...one,
  sentence: one.sentence.replace(/question (\d+)/, (_, n: string) => `question “${service.questions[Number(n) - 1]?.id}”`),
});

/** All words by language, with where they stand. `all`: they must be there in every language that the name has. */
function* wordsOf(service: ServiceBody): Generator<{ path: Path; words: Words }> {
  yield { path: ['name'], words: service.name };
  for (const [i, { name }] of service.steps.entries()) if (name) yield { path: ['steps', i, 'name'], words: name };
  for (const [i, question] of service.questions.entries()) {
    yield { path: ['questions', i, 'ask'], words: question.ask };
    yield { path: ['questions', i, 'label'], words: question.label };
    for (const [n, { label }] of question.options.entries()) yield { path: ['questions', i, 'options', n, 'label'], words: label };
  }
  for (const [i, { text }] of service.replies.entries()) yield { path: ['replies', i, 'text'], words: text };
}

/** Languages that nobody knows, and those that the name has and something else has not. */
function tongues(service: ServiceBody): Finding[] {
  const spoken = Object.keys(service.name).filter((tag) => tags.includes(tag));
  const unknown = (path: Path, tag: string): Finding => {
    const near = mistaken[tag.toLowerCase()] ?? meant(tag, tags) ?? nearestLanguage(tag.replace('_', '-'), tags);
    const remedy = near ? `Did you mean “${near}”? Write that.` : `Use one of ${tags.join(', ')}, or take it out.`;
    return finding([...path, tag], `“${tag}” in ${nameOfPlace(path, service)} is no language that Alur knows. ${remedy}`, true);
  };
  const lists: { path: Path; lists: object }[] = [
    { path: ['keywords'], lists: service.keywords },
    ...service.replies.map(({ keywords }, i) => ({ path: ['replies', i, 'keywords'], lists: keywords })),
  ];
  return [
    ...[...wordsOf(service)].flatMap(({ path, words }) => [
      ...Object.keys(words).flatMap((tag) => (tags.includes(tag) ? [] : [unknown(path, tag)])),
      ...spoken.flatMap(
        (tag) =>
        tag in words
          ? []
          : [finding(path, `${nameOfPlace(path, service)} is not written in ${tag}, and the service’s name is. Add ${tag}: and the words there, or take ${tag} out of the name.`)], // biome-ignore format: one thought
      ),
    ]),
    ...lists.flatMap(({ path, lists }) => Object.keys(lists).flatMap((tag) => (tags.includes(tag) ? [] : [unknown(path, tag)]))),
  ];
}

/** Nothing that can be chosen, and no keyword, may be one of the words that the bot itself understands. */
function words(service: ServiceBody): Finding[] {
  const all: { path: Path; word: string }[] = [
    ...Object.entries(service.name).map(([tag, word]) => ({ path: ['name', tag], word })),
    ...service.questions.flatMap(({ options }, i) =>
      options.flatMap(({ label }, n) =>
        Object.entries(label).map(([tag, word]) => ({ path: ['questions', i, 'options', n, 'label', tag], word })),
      ),
    ),
    ...Object.entries(service.keywords).flatMap(([tag, list]) => list.map((word, n) => ({ path: ['keywords', tag, n], word }))),
  ];
  return all.flatMap(
    ({ path, word }) =>
    matchWord(word) ? [finding(path, `“${word}” is a word that the bot itself understands (it means “${matchWord(word)?.word}”). Use another one here.`)] : [], // biome-ignore format: one thought
  );
}

function ofReply(reply: ServiceBody['replies'][number], i: number): Finding[] {
  const isNamed = Object.values(reply.keywords).some((list) => list.length > 0);
  const holes = Object.entries(reply.text).flatMap(([tag, text]) =>
    [...text.matchAll(/\{(.*?)\}/g)].filter(([hole]) => hole !== '{times}').map(([hole]) => ({ tag, hole })),
  );
  return [
    ...(reply.auto && !isNamed
      ? [finding(['replies', i], `The standard reply “${reply.id}” is auto, and has no words that call for it. Add keywords: { en: [how long] }, or take auto out.`)] // biome-ignore format: one thought
      : []),
    ...holes.map(
      ({ tag, hole }) =>
      finding(['replies', i, 'text', tag], `“${hole}” in the standard reply “${reply.id}” stands for nothing. Write {times} where the delivery times shall be listed, or take the brackets out.`), // biome-ignore format: one thought
    ),
  ];
}
