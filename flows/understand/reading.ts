// A message as it is read: its words, what each does there, and the services named, each with whether it is wished for, denied or in passing.
import type { Catalogue } from '../catalogue.ts';
import { type Mention, mentionsIn } from './keywords.ts';
import { type Hit, hitsIn } from './phrases.ts';
import { type Token, tokensOf } from './tokens.ts';
import { type Kind, phrasesOf, type Tongue, tongueOf } from './words.ts';

/** How much a service is meant: wished for, named, named beside another thing, in passing, or not at all. */
export type Weight = 'wished' | 'beside-wish' | 'named' | 'beside' | 'passing' | 'denied';
export type Named = Mention & { weight: Weight };

export type Reading = {
  tokens: readonly Token[];
  hits: ReadonlyMap<Kind, readonly Hit<Kind>[]>;
  named: readonly Named[];
};

/** Reads a message in a language; `other`: the service for what no service is for. Links should be blanked before. */
export function read(text: string, catalogue: Catalogue, language: string, other: string | undefined): Reading {
  const tokens = tokensOf(text);
  const hits = new Map<Kind, Hit<Kind>[]>();
  for (const hit of hitsIn(tokens, phrasesOf(language))) hits.set(hit.kind, [...(hits.get(hit.kind) ?? []), hit]);
  split(tokens, hits.get('but') ?? []);
  const familiar = new Set([...hits.values()].flat().flatMap(({ from, to }) => (to - from === 1 ? [from] : [])));
  const isMeant = ({ from, to, fit }: Mention): boolean => fit > 1 || to - from > 1 || !familiar.has(from);
  const masks = hitsOf({ hits }, 'mask');
  const isMasked = (one: Mention): boolean =>
    masks.some(({ from, to }) => from <= one.from && one.to <= to && (to - from > one.to - one.from || one.fit < 3));
  const others = hitsOf({ hits }, 'other').filter((one) => !masks.some(({ from, to }) => from <= one.from && one.to <= to));
  const mentions = mentionsIn(tokens, catalogue, language).filter((one) => isMeant(one) && !isMasked(one));
  const isNamed = (hit: Hit<Kind>): boolean => mentions.some(({ from, to }) => from <= hit.from && hit.to <= to);
  hits.set('thanks', hitsOf({ hits }, 'thanks').filter((hit) => !isNamed(hit))); // biome-ignore format: one thought
  const reading = { tokens, hits, named: [], beside: tongueOf(language).beside };
  const things = headsOf(reading, withOther(mentions, others, other), tongueOf(language).head);
  return { ...reading, named: weigh(reading, things, language) };
}

/** "but …" begins a clause of its own. */
function split(tokens: readonly Token[], buts: readonly Hit<Kind>[]): void {
  for (const { from } of buts)
    if (from > 0 && tokens[from]?.clause === tokens[from - 1]?.clause) for (const token of tokens.slice(from)) token.clause++;
}

/** Work that no service is for stands among the services, where no service has those words for its own. */
function withOther(mentions: readonly Mention[], others: readonly Hit<Kind>[], other: string | undefined): Mention[] {
  if (other === undefined) return [...mentions];
  const beaten = (one: Mention): boolean =>
    others.some(({ from, to }) => from <= one.from && one.to <= to && (to - from > one.to - one.from || one.fit === 1));
  const left = mentions.filter((one) => !beaten(one));
  const isPart = ({ from, to }: Hit<Kind>): boolean =>
    others.some((one) => one.from <= from && to <= one.to && one.to - one.from > to - from);
  const added = others
    .filter((hit) => !isPart(hit) && left.every((one) => hit.to <= one.from || hit.from >= one.to))
    .map(({ from, to }): Mention => ({ service: other, from, to, fit: 3, isLoose: false }));
  return [...left, ...added].toSorted((a, b) => a.from - b.from);
}

/** Of two things side by side one is made for the other: a "newsletter banner" is a banner, a "banner newsletter" in Portuguese too. */
const headsOf = (reading: Unweighed, mentions: readonly Mention[], head: Tongue['head']): readonly Mention[] =>
  head === undefined
    ? mentions
    : mentions.filter((one, i) => {
        const other = mentions[head === 'last' ? i + 1 : i - 1];
        const [first, second] = head === 'last' ? [one, other] : [other, one];
        return !(first && second && first.to === second.from && first.service !== second.service && sameClause(reading, first, second) && !hasBesideEnding(reading, second)); // biome-ignore format: one thought
      });

const mostLight = 4;

type Unweighed = Pick<Reading, 'tokens' | 'hits'> & { beside?: RegExp | undefined };

/** The hits of a kind. */
export const hitsOf = ({ hits }: Pick<Reading, 'hits'>, kind: Kind): readonly Hit<Kind>[] => hits.get(kind) ?? [];

/** Whether the tokens between two places are all light words, and few. */
export function isLightBetween(reading: Unweighed, from: number, to: number, most = mostLight): boolean {
  if (to - from > most || from > to) return false;
  const light = hitsOf(reading, 'light');
  for (let at = from; at < to; at++)
    if (!light.some((hit) => hit.from <= at && at < hit.to) && !/^\d+$/.test(reading.tokens[at]?.word ?? '')) return false;
  return true;
}

/** Whether the words count: not within a set phrase that only looks so ("not only", "too late"). */
export const counts = (reading: Pick<Reading, 'hits'>, hit: Hit<Kind>): boolean =>
  !hitsOf(reading, 'notOnly').some((set) => set.from <= hit.from && hit.from < set.to);

/** Whether what stands there is denied: "not a …", "… değil". */
export function isDenied(reading: Unweighed, { from, to }: { from: number; to: number }): boolean {
  const { tokens } = reading;
  const clause = tokens[from]?.clause;
  const last = tokens[to - 1]?.clause;
  return (
    hitsOf(reading, 'not').some((hit) => hit.to <= from && tokens[hit.from]?.clause === clause && counts(reading, hit) && isLightBetween(reading, hit.to, from)) || // biome-ignore format: one thought
    hitsOf(reading, 'notAfter').some((hit) => hit.from >= to && tokens[hit.from]?.clause === last && counts(reading, hit) && isLightBetween(reading, to, hit.from, 2)) // biome-ignore format: one thought
  );
}

function weigh(reading: Unweighed, mentions: readonly Mention[], language: string): Named[] {
  const wished = wishedFor(reading, mentions, language);
  const dropped = changedMind(reading, mentions);
  const first = mentions.filter((one) => isForemost(reading, one) && !dropped.has(one) && !isDenied(reading, one));
  if (first.length > 0) {
    for (const one of mentions) wished.delete(one);
    for (const one of first) wished.add(one);
  }
  return mentions.map((one): Named => {
    if (isDenied(reading, one) || dropped.has(one)) return { ...one, weight: 'denied' };
    const beside = isBeside(reading, one);
    if (wished.has(one)) return { ...one, weight: beside ? 'beside-wish' : 'wished' };
    return { ...one, weight: isPast(reading, one) || isPraised(reading, one) ? 'passing' : beside ? 'beside' : 'named' };
  });
}

type Span = { from: number; to: number };
const gap = (a: Span, b: Span): number => Math.max(a.from - b.to, b.from - a.to, 0);
const sameClause = ({ tokens }: Unweighed, a: Span, b: Span): boolean => tokens[a.from]?.clause === tokens[b.from]?.clause;
const sameSentence = ({ tokens }: Unweighed, a: Span, b: Span): boolean => tokens[a.from]?.sentence === tokens[b.from]?.sentence;

/** "for the landing page": what another thing is for, with, on or about. */
const isBeside = (reading: Unweighed, one: Mention): boolean =>
  hitsOf(reading, 'of').some((hit) => !isOfWish(reading, hit) && !isOfFile(reading, hit) && hit.to <= one.from && one.from - hit.to <= 1 && sameClause(reading, hit, one) && (hit.to === one.from || isLightBetween(reading, hit.to, one.from))) || // biome-ignore format: one thought
  hitsOf(reading, 'ofAfter').some((hit) => hit.from === one.to) ||
  hasBesideEnding(reading, one);

/** "bannerdaki": its ending tells that it is only what something else is like. */
const hasBesideEnding = ({ tokens, beside }: Unweighed, one: Mention): boolean => beside?.test(tokens[one.to - 1]?.word ?? '') ?? false;

/** "dá pra fazer": no "for". */
const isOfWish = (reading: Unweighed, hit: Span): boolean =>
  hitsOf(reading, 'wish').some(({ from, to }) => from < hit.from && hit.from < to);

/** "the file of the logo": the same thing. */
const isOfFile = (reading: Unweighed, hit: Span): boolean => hitsOf(reading, 'file').some(({ to }) => to === hit.from);

/** "the one you made": told of work done before. */
const isPast = (reading: Unweighed, one: Span): boolean =>
  hitsOf(reading, 'past').some((hit) => counts(reading, hit) && sameClause(reading, hit, one) && gap(hit, one) <= 4);

/** "the posts look great", "thanks! The posts …": spoken of to thank for it. */
const isPraised = (reading: Unweighed, one: Span): boolean =>
  hitsOf(reading, 'praise').some((hit) => sameSentence(reading, hit, one) && gap(hit, one) <= 6) ||
  hitsOf(reading, 'thanks').some((hit) => hit.from < one.from && sameSentence(reading, hit, one) && begins(reading, hit));

/** It is the first word of its clause. */
const begins = ({ tokens }: Unweighed, { from }: Span): boolean => from === 0 || tokens[from - 1]?.clause !== tokens[from]?.clause;

/** The objects of wishes: the nearest thing on the side where the language puts it, and what it is listed with. */
function wishedFor(reading: Unweighed, mentions: readonly Mention[], language: string): Set<Mention> {
  const { wishFirst } = tongueOf(language);
  const found = new Set<Mention>();
  for (const wish of hitsOf(reading, 'wish')) {
    if (isDenied(reading, wish) || isLongAgo(reading, wish)) continue;
    const all = mentions.filter((one) => sameSentence(reading, one, wish) && !isDenied(reading, one));
    const today = all.filter((one) => !isPast(reading, one));
    const near = today.length > 0 ? today : all;
    const after = near.filter((one) => (one.from >= wish.from || one.to >= wish.to) && one.to > wish.from && within(reading, wish, one));
    const before = near.filter((one) => one.to <= wish.from && within(reading, one, wish)).toReversed();
    const pick = (list: Mention[]): Mention | undefined => list.find((one) => !isBeside(reading, one)) ?? list[0];
    const object = wishFirst ? (pick(after) ?? pick(before)) : (pick(before) ?? pick(after));
    if (!object) continue;
    for (let one: Mention | undefined = object; one; one = listedBefore(reading, mentions, one)) found.add(one);
  }
  return found;
}

/** "the one you made last year": no wish of today. */
const isLongAgo = (reading: Unweighed, wish: Span): boolean =>
  hitsOf(reading, 'past').some((hit) => counts(reading, hit) && sameClause(reading, hit, wish) && gap(hit, wish) <= 1);

/** No thought of its own begins between the two, or only after a comma. */
const within = ({ tokens }: Unweighed, a: Span, b: Span): boolean => (tokens[b.from]?.clause ?? 0) - (tokens[a.from]?.clause ?? 0) <= 1;

/** "a banner and a post": the one before, when only light words part them. */
const listedBefore = (reading: Unweighed, mentions: readonly Mention[], one: Mention): Mention | undefined =>
  mentions.find((other) => other.to <= one.from && sameSentence(reading, other, one) && isLightBetween(reading, other.to, one.from, 3) && !isBeside(reading, one)); // biome-ignore format: one thought

/** "the page first", "only the logo": beside such a word stands what is meant before all others. */
const isForemost = (reading: Unweighed, one: Mention): boolean =>
  hitsOf(reading, 'foremost').some(
    (hit) =>
      counts(reading, hit) &&
      sameClause(reading, hit, one) &&
      (hit.from === one.to || (hit.to <= one.from && isLightBetween(reading, hit.to, one.from, 2))),
  );

/** "a banner … no, rather a landing page": what was named before a change of mind, where another thing comes right after. */
function changedMind(reading: Unweighed, mentions: readonly Mention[]): Set<Mention> {
  const dropped = new Set<Mention>();
  for (const turn of hitsOf(reading, 'instead')) {
    const next = mentions.find((one) => one.from >= turn.to && one.from - turn.to <= 5 && !isDenied(reading, one));
    if (!next) continue;
    for (const one of mentions) if (one.to <= turn.from && turn.from - one.to <= 6 && one.service !== next.service) dropped.add(one);
  }
  for (const one of mentions) {
    const isOther = (other: Mention): boolean => other.from >= one.to && other.service !== one.service && !isDenied(reading, other);
    if ((isTurnedDown(reading, one) || isPlanned(reading, one)) && mentions.some(isOther)) dropped.add(one);
  }
  return dropped;
}

/** "a banner? no. A post …": asked and answered. */
const isTurnedDown = (reading: Unweighed, one: Mention): boolean => {
  const { asked, sentence = 0 } = reading.tokens[one.from] ?? {};
  const next = reading.tokens.findIndex((token) => token.sentence === sentence + 1);
  const isNext = ({ from }: { from: number }): boolean => from === next;
  const isUnsure = hitsOf(reading, 'unsure').some(isNext); // "a banner or a post? not sure"
  return asked === true && !isUnsure && [...hitsOf(reading, 'not'), ...hitsOf(reading, 'notAfter')].some(isNext);
};

/** "we were going to order a banner, but …": planned, until something came between. */
const isPlanned = (reading: Unweighed, one: Mention): boolean =>
  hitsOf(reading, 'planned').some(
    (hit) =>
      sameSentence(reading, hit, one) &&
      gap(hit, one) <= 3 &&
      [...hitsOf(reading, 'but'), ...hitsOf(reading, 'instead')].some(({ from }) => from >= one.to && from >= hit.to),
  );
