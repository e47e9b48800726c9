// Which service a first message asks for: an order, a question, a complaint, a fault, none; or several, and the client is to say.
import type { Catalogue, Role, Service } from '../catalogue.ts';
import type { Hit } from './phrases.ts';
import { counts, hitsOf, isDenied, isLightBetween, type Named, type Reading, type Weight } from './reading.ts';
import type { Kind } from './words.ts';

/** `services`: those meant where it is not clear which. */
export type Picked = { service: string | null; services: string[]; isStatus: boolean };

/** The service that has a role in the catalogue, if one has. */
export const withRole = (catalogue: Catalogue, role: Role): Service | undefined => catalogue.find((service) => service.role === role);

const rank: Record<Weight, number> = { wished: 5, named: 4, 'beside-wish': 3, beside: 2, passing: 1, denied: 0 };
const leastMeant = rank['beside-wish'];
const wishes: ReadonlySet<Weight> = new Set(['wished', 'beside-wish']);

/** `hasDay`: a day is told; `isPressed`: a day, a campaign or hurry, as who orders tells and who asks for a price seldom. */
type Told = { hasDay: boolean; isPressed: boolean };

/** Picks the service. */
export function pickService(reading: Reading, catalogue: Catalogue, { hasDay, isPressed }: Told): Picked {
  const roleOf = (id: string): Role | undefined => catalogue.find((service) => service.id === id)?.role;
  const isWork = ({ service }: Named): boolean => !['question', 'complaint', 'fault'].includes(roleOf(service) ?? '');
  const works = reading.named.filter(isWork);
  const masks = hitsOf(reading, 'mask');
  const isMasked = (hit: Hit<Kind>): boolean => masks.some(({ from, to }) => from <= hit.from && hit.to <= to);
  const says = (...kinds: Kind[]): boolean =>
    kinds.some((kind) => hitsOf(reading, kind).some((hit) => !isDenied(reading, hit) && !isMasked(hit)));
  const names = (role: Role): boolean => reading.named.some((one) => roleOf(one.service) === role && one.weight !== 'denied');
  const give = (role: Role): Picked | undefined => {
    const service = withRole(catalogue, role);
    return service ? { service: service.id, services: [], isStatus: false } : undefined;
  };
  const isFault = ({ service }: Named): boolean => roleOf(service) === 'fault';
  const wish = best(works);
  const isWished = wish !== undefined && wishes.has(wish.weight);

  const isFlawed = hasFlaw(reading) && (says('came') || (works.length > 0 && !isWished));
  if (says('refund') || isFlawed) return give('complaint') ?? nothing;
  const isFaulty = says('down') || names('fault') || isFailing(reading);
  if (isFaulty && !isOrderedAfter(reading, works, isFault)) return give('fault') ?? nothing;
  if (says('upset') || (names('complaint') && !isWished)) return give('complaint') ?? nothing;
  const isWhen =
    works.length > 0 && !isWished && !hasDay && (says('when') || hitsOf(reading, 'already').some((hit) => isAsked(reading, hit)));
  const isTold = isWished && hasDay && hitsOf(reading, 'status').every((hit) => !isAsked(reading, hit));
  const isExisting = wish !== undefined && roleOf(wish.service) === 'existing' && !isToBeMade(reading, wish);
  const isSought = isExisting && says('file');
  if ((says('status') || isWhen) && !isTold && !isSought && !isOrdered(reading, works)) return { ...nothing, isStatus: true };
  if (!isWished && !hasDay && isThanks(reading)) return nothing;
  const several = undecided(reading, works);
  if (several.length > 1 && says('unsure') && !says('price', 'able')) return { ...nothing, services: several };
  if (asks(reading, works, isPressed, isExisting) || (!isWished && !isPressed && !isSought && isAbout(reading, works)))
    return give('question') ?? nothing;

  if (several.length > 1) return { ...nothing, services: several };
  if (!wish || rank[wish.weight] < leastMeant) {
    if (names('question')) return give('question') ?? nothing;
    return (!wish && isEdit(reading) && give('other')) || nothing;
  }
  if (names('question') && !isWished && !hasDay) return give('question') ?? nothing;
  if (!isWished && !isPressed && !isSought && !(isExisting && says('have')) && reading.tokens.length > mostShort && isAsked(reading, wish))
    return nothing;
  const rivals = roleOf(wish.service) === 'other' && wish.weight !== 'wished' ? plainOnes(works) : [];
  if (rivals.length > 1) return { ...nothing, services: rivals };
  const isBorne = isExisting && isOnIt(reading, wish);
  if (roleOf(wish.service) === 'existing' && (!isExisting || isBorne)) return ((!isBorne || says('wish')) && give('other')) || nothing;
  return { service: wish.service, services: [], isStatus: false };
}

const nothing: Picked = { service: null, services: [], isStatus: false };

/** Something is wrong in a work; "gives an error" is no such thing. */
const hasFlaw = (reading: Reading): boolean =>
  hitsOf(reading, 'flaw').some((hit) => counts(reading, hit) && !isDenied(reading, hit) && !hitsOf(reading, 'down').some(({ from, to }) => from < hit.to && hit.from < to)); // biome-ignore format: one thought

/** The one that is meant most; of two alike the one that is told plainly, then the first. */
const best = (works: readonly Named[]): Named | undefined =>
  works
    .filter(({ weight }) => weight !== 'denied')
    .toSorted((a, b) => rank[b.weight] - rank[a.weight] || Number(a.isLoose) - Number(b.isLoose) || a.from - b.from)[0];

/** Another thing is asked for besides: "where is my banner? and I need a landing page". */
const isOrdered = ({ tokens, hits }: Reading, works: readonly Named[]): boolean =>
  works.some(
    (one) =>
      one.weight === 'wished' && (hits.get('status') ?? []).every((hit) => tokens[hit.from]?.sentence !== tokens[one.from]?.sentence),
  );

/** A form that is not sending: what can break is told with what it does not do. */
const isFailing = (reading: Reading): boolean =>
  hitsOf(reading, 'fails').some(
    (hit) => counts(reading, hit) && hitsOf(reading, 'thing').some((thing) => sameSentence(reading, hit, thing)),
  );

/** "our page is dead, can you do four posts": what is wished for comes after the trouble, and is not what has it. */
function isOrderedAfter(reading: Reading, works: readonly Named[], isFault: (one: Named) => boolean): boolean {
  const troubles = [...hitsOf(reading, 'down'), ...hitsOf(reading, 'fails'), ...reading.named.filter(isFault)];
  const clauses = troubles.map(({ from }) => reading.tokens[from]?.clause ?? 0);
  const clauseOf = ({ from }: Named): number => reading.tokens[from]?.clause ?? 0;
  return works.some(
    (one) =>
      one.weight === 'wished' &&
      clauses.every((clause) => clause < clauseOf(one)) &&
      works.every((other) => other.service !== one.service || !clauses.includes(clauseOf(other))),
  );
}

/** "please change our opening hours on the website": work on what is there, which no service is for. */
const isEdit = (reading: Reading): boolean =>
  hitsOf(reading, 'edit').some((hit) => counts(reading, hit) && hitsOf(reading, 'site').some((site) => sameSentence(reading, hit, site)));

/** A message of so few words is no talk about a thing, but asks for it. */
const mostShort = 5;

/** It is spoken of in a sentence that asks. */
const isAsked = ({ tokens }: Reading, { from }: { from: number }): boolean => tokens[from]?.asked ?? false;

/** A word that asks, with a thing that nobody wishes for: "which size has a banner?" */
const isAbout = (reading: Reading, works: readonly Named[]): boolean =>
  hitsOf(reading, 'ask').some(
    (hit) =>
      counts(reading, hit) &&
      (isAsked(reading, hit) || hit.from === 0) &&
      works.some((one) => one.weight !== 'denied' && sameSentence(reading, hit, one)),
  );

/** "with our logo on it": what is wished for bears it. */
const isOnIt = (reading: Reading, { weight }: Named): boolean =>
  (weight === 'beside' || weight === 'beside-wish') && hitsOf(reading, 'file').length === 0;

/**
 * A price, a size or "do you …" is a question, unless it presses and the order came first ("can you do a banner by Friday?"), or only the time
 * is asked for after the order; "do you have our logo?" asks for it.
 */
function asks(reading: Reading, works: readonly Named[], isPressed: boolean, isExisting: boolean): boolean {
  const having = hitsOf(reading, 'have');
  const isHaving = ({ from }: Hit<Kind>): boolean => having.some((hit) => hit.from === from);
  const able = hitsOf(reading, 'able');
  const isWished = works.some(({ weight }) => wishes.has(weight));
  const long = hitsOf(reading, 'howLong');
  const asked = [
    ...long,
    ...hitsOf(reading, 'price').filter((hit) => !long.some(({ from, to }) => from <= hit.from && hit.to <= to)),
    ...(isWished ? [] : hitsOf(reading, 'fee').filter((hit) => isAsked(reading, hit) || reading.tokens.length <= mostShort)),
    ...(isExisting ? able.filter((hit) => !isHaving(hit)) : [...able, ...having]),
  ].filter((hit) => counts(reading, hit) && (!isWished || isPutForward(reading, hit)));
  const isAble = asked.every(({ kind }) => kind === 'able' || kind === 'have');
  const isTime = asked.every(({ kind }) => kind === 'howLong');
  const isFirst = (one: Named): boolean => asked.every((hit) => one.to <= hit.from);
  const isOrder = works.some((one) => one.weight === 'wished' && ((isPressed && (isAble || isFirst(one))) || (isTime && isFirst(one))));
  return asked.length > 0 && !isOrder && (!isWished || asked.some(({ kind }) => kind === 'able' || kind === 'have') || isAsking(reading));
}

/** A question mark, a word that asks, or words that say that something is asked. */
const isAsking = (reading: Reading): boolean =>
  reading.tokens.some(({ asked }) => asked) || hitsOf(reading, 'curious').length > 0 || hitsOf(reading, 'ask').some((hit) => counts(reading, hit)); // biome-ignore format: one thought

/** In a message of more words something asked may be only told. */
const mostPlain = 16;

/** A question of its own, not told among other things: in few words, with a question mark, at the beginning of a clause, or said to be one. */
const isPutForward = (reading: Reading, hit: Hit<Kind>): boolean =>
  reading.tokens.length <= mostPlain ||
  isAsked(reading, hit) ||
  reading.tokens[hit.from - 1]?.clause !== reading.tokens[hit.from]?.clause ||
  hitsOf(reading, 'curious').some((one) => sameSentence(reading, one, hit));

/** The services named for themselves, not beside another thing or in passing. */
const plainOnes = (works: readonly Named[]): string[] => [...new Set(works.filter(({ weight }) => rank[weight] >= rank.named).map(({ service }) => service))]; // biome-ignore format: one thought

/** The services between which the client can't decide: joined by "or", or named with "not sure". */
function undecided(reading: Reading, works: readonly Named[]): string[] {
  const live = works.filter(({ weight }) => rank[weight] >= leastMeant);
  const ids = [...new Set(live.map(({ service }) => service))];
  if (ids.length < 2) return [];
  const isOr = live.some((one, i) => {
    const next = live[i + 1];
    return next && next.service !== one.service && next.from - one.to <= 5 && hitsOf(reading, 'or').some(({ from, to }) => from >= one.to && to <= next.from); // biome-ignore format: one thought
  });
  return isOr || hitsOf(reading, 'unsure').length > 0 ? ids : [];
}

/** It begins with thanks and asks for nothing. */
const isThanks = (reading: Reading): boolean =>
  hitsOf(reading, 'thanks').some(({ from }) => from === 0) && reading.tokens.every(({ asked }) => !asked);

/** A new one, beside the word or because it is to be made and no file of it is spoken of. */
function isToBeMade(reading: Reading, one: Named): boolean {
  const near = (hit: Hit<Kind>): boolean =>
    sameClause(reading, hit, one) && (isLightBetween(reading, hit.to, one.from, 1) || isLightBetween(reading, one.to, hit.from, 1));
  if (hitsOf(reading, 'fresh').some((hit) => counts(reading, hit) && near(hit))) return true;
  const here = (kind: Kind) => hitsOf(reading, kind).some((hit) => reading.tokens[hit.from]?.sentence === reading.tokens[one.from]?.sentence); // biome-ignore format: one thought
  return here('make') && !here('file');
}

const sameSentence = ({ tokens }: Reading, a: { from: number }, b: { from: number }): boolean =>
  tokens[a.from]?.sentence === tokens[b.from]?.sentence;
const sameClause = ({ tokens }: Reading, a: { from: number }, b: { from: number }): boolean =>
  tokens[a.from]?.clause === tokens[b.from]?.clause;
