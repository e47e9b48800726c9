// The occasion that stands beside the thing asked for: "banner da Black Friday", "банер на розпродаж", "Anneler Günü'ne özel banner".
// A feast is known by its name, whatever the language; a sale or an opening by its noun, behind the thing.
import { feastsIn } from './date.ts';
import { fitOf } from './endings.ts';
import { type Token, tokensOf } from './tokens.ts';

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** Between the thing and its occasion. */
const links = listed('na no nas nos da do das dos de на до під the a o as os ozel icin');
/** What an occasion is called, as the word begins; in Ukrainian as it stands after "на" and "до". What tells more of it stands behind. */
const heads = 'promo liquidac queima aniversari inaugurac lancament festa festiv diskon pameran bazar bazaar launching pembukaan seminar'.split(' '); // biome-ignore format: a list
const wholeHeads = listed(
  'розпродаж акцію акціі знижку знижки ювілеи ювілею річницю річниці відкриття свято свята виставку ярмарок фестиваль концерт презентацію запуск вебінар конференцію весілля',
);
/** These are an occasion only together with a feast: a campaign alone may be the thing itself. */
const companions = 'sale campaign campanha kampany indirim кампані'.split(' ');
/** Where the name of an occasion ends. */
const stops = listed(
  'para pra pro pras pros ate em com que e preciso precisamos quero queremos no na untuk buat di ke sama dan yang butuh mau perlu min kak dong ya deh tolong на у в до з із зі для від по під і и та а що щоб треба потрібно потрібен хочу хочемо будь плиз пліз плз for by on with and please pls lazim istiyoruz istiyorum lutfen',
);
const languages = ['en', 'pt-BR', 'id', 'tr', 'uk'];
const mostLinks = 2;
const mostAfter = 3;

const begins = (word: string, list: readonly string[]): boolean => list.some((one) => word.startsWith(one));
const isHead = (word = ''): boolean => wholeHeads.has(word) || begins(word, heads);
const isNoun = (word = ''): boolean => isHead(word) || begins(word, companions);
const isLink = ({ word }: Token): boolean => links.has(word);

type Span = { from: number; to: number };

/** The occasion beside a thing that has one of these names, in the words of the text; undefined where none stands there. */
export function occasionBeside(text: string, things: readonly string[]): string | undefined {
  const tokens = tokensOf(text);
  const spans = [...feastSpans(text, tokens).map((feast) => withNoun(tokens, feast)), ...nounSpans(tokens)];
  if (spans.length === 0) return undefined;
  const named = things.filter((thing) => !thing.includes(' '));
  const places = tokens.flatMap(({ word }, at) => (named.some((name) => fitOf(word, name, languages) > 1) ? [at] : []));
  const found = spans.find((span) => places.some((at) => isBeside(tokens, at, span, isNoun(tokens[span.from]?.word))));
  if (!found) return undefined;
  const said = text.slice(tokens[found.from]?.from, tokens[found.to - 1]?.to);
  return accusative.has(tokens[found.from - 1]?.word ?? '') ? calledSo(said) : said;
}

const accusative = listed('на під');
/** Ukrainian "на чорну п'ятницю" is for "чорна п'ятниця". */
function calledSo(said: string): string {
  const [acted = ''] = /^(?:[\p{Script=Cyrillic}'’ʼ]+[ую](?:\s+|$))+/u.exec(said) ?? [];
  return acted.replace(/[ую](?=\s|$)/gu, (letter) => (letter === 'у' ? 'а' : 'я')) + said.slice(acted.length);
}

/** Feasts whose day is known, and some whose day is not the same everywhere. */
function feastSpans(text: string, tokens: readonly Token[]): Span[] {
  const named = tokens.flatMap(({ word }, at) => (movable.has(`${word} ${tokens[at + 1]?.word}`) ? [{ from: at, to: at + 2 }] : []));
  return [...feastsIn(text).map(({ from, to }) => spanOf(tokens, from, to)), ...named];
}
const movable = new Set(
  'mothers day|fathers day|childrens day|teachers day|earth day|singles day|prime day|cyber week|open day|grand opening|hari ayah|hari guru|hari anak|hari pelanggan|babalar gunu|день батька|дня батька|день вчителя|дня вчителя|день міста|дня міста|день захисників|день захисниць'.split(
    '|',
  ),
);

/** Whether the words begin with the name of a feast. */
export const isFeast = (words: string): boolean => feastSpans(words, tokensOf(words)).some(({ from }) => from === 0);

const spanOf = (tokens: readonly Token[], from: number, to: number): Span => ({
  from: tokens.findIndex((token) => token.to > from),
  to: tokens.findLastIndex((token) => token.from < to) + 1,
});

/** Only words that link stand between, in one clause; what is called by a noun stands behind the thing. */
function isBeside(tokens: readonly Token[], at: number, { from, to }: Span, isBehind: boolean): boolean {
  const between = at < from ? tokens.slice(at + 1, from) : tokens.slice(to, at);
  if ((at >= from && at < to) || tokens[at]?.clause !== tokens[from]?.clause) return false;
  return between.length <= mostLinks && between.every(isLink) && (at < from || !isBehind);
}

/** "Christmas sale", "promo Lebaran", "promoção de Natal": the feast with its noun. */
function withNoun(tokens: readonly Token[], { from, to }: Span): Span {
  const [before, link] = [tokens[from - 1], tokens[from - 2]];
  if (isNoun(tokens[to]?.word)) return { from, to: to + 1 };
  if (isNoun(before?.word)) return { from: from - 1, to };
  return before && isLink(before) && isNoun(link?.word) ? { from: from - 2, to } : { from, to };
}

/** A noun with what tells of it: "зимовий розпродаж", "promoção de inverno". */
function nounSpans(tokens: readonly Token[]): Span[] {
  return tokens.flatMap(({ word, clause }, at) => {
    if (!isHead(word)) return [];
    let [from, to] = [at, at + 1];
    while (from > 0 && at - from < 2 && isAdjective(tokens[from - 1]?.word) && tokens[from - 1]?.clause === clause) from--;
    while (to - at <= mostAfter && tokens[to]?.clause === clause && isPart(tokens[to]?.word)) to++;
    while (isLink(tokens[to - 1] as Token)) to--;
    return [{ from, to }];
  });
}
const isPart = (word = ''): boolean => !stops.has(word) && !/\d/.test(word);
/** Of the languages that have the adjective before its noun and a link before both, only Ukrainian. */
const isAdjective = (word: string | undefined): boolean => word !== undefined && /^[а-яіє]{3,}(?:ии|іи|у|ю|е|є|і|их)$/.test(word);
