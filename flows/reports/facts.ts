// Many facts as columns: a list for each thing that is known, with an entry a ticket. A hundred thousand of them are some 17 MB, and nothing that
// the collection of garbage would have to walk through. They are never changed: others are made of them.
import { type Situation, type Stage, situations, stages } from '../ticket.ts';
import { type Fact, type Place, places } from './fact.ts';
import { isWithin, type Stretch } from './period.ts';

const stageCode = (stage: Stage): number => stages.indexOf(stage);
/** As a situation stands in its column. */
export const situationCode = (situation: Situation): number => situations.indexOf(situation);

/** What each column is made of. Working time in a place has a column by the place's name. */
const kinds = {
  ...{ number: Uint32Array, returning: Uint8Array, stage: Uint8Array, situation: Uint8Array },
  ...{ openedAt: Float64Array, repliedAt: Float64Array, replyMs: Float64Array, closedAt: Float64Array, awaitingMs: Float64Array },
  ...{ contacts: Uint32Array, promises: Uint32Array, lateDays: Float32Array, stars: Uint8Array },
  ...{ person: Uint32Array, service: Uint32Array, team: Uint32Array, channel: Uint32Array, campaign: Uint32Array },
  ...(Object.fromEntries(places.map((place) => [place, Float64Array])) as unknown as Record<Place, Float64ArrayConstructor>), // just made of the places
} as const;
type Column = keyof typeof kinds;
const columns = Object.keys(kinds) as Column[]; // Object.keys widens what the table's type knows
type Columns = { readonly [K in Column]: InstanceType<(typeof kinds)[K]> };
/** An entry of these says where in `words` its word stands. */
const worded: ReadonlySet<Column> = new Set<Column>(['person', 'service', 'team', 'channel', 'campaign']);

/** What a ticket has several of, two numbers each: those of a row are the ones from `starts[row]` to before `starts[row + 1]`. */
export type Pairs = { readonly starts: Uint32Array; readonly first: Float64Array; readonly second: Uint8Array };

/** Entries of the columns, by their places. */
export type Rows = Uint32Array;

/**
 * `rows`: the entries that are meant; the columns may hold more.
 * Moments and lengths that there are none of are NaN, which is in no stretch of time and before and after nothing; stars are 0 then.
 */
export type Facts = Columns &
  Vocabulary & {
    readonly rows: Rows;
    /** When it was closed or opened again, and its situation then. */
    readonly turns: Pairs;
    /** From which stage to which, by their places among the stages. */
    readonly loops: Pairs;
  };

/** Where the pairs of a row begin; they end where those of the next one begin. */
export const startIn = ({ starts }: Pairs, row: number): number => starts[row] ?? 0;

/** Those of them that are so. */
export function only(facts: Facts, is: (row: number) => boolean): Facts {
  const rows = new Uint32Array(facts.rows.length);
  let size = 0;
  for (const row of facts.rows) if (is(row)) rows[size++] = row;
  return { ...facts, rows: rows.subarray(0, size) };
}

/** Those with a moment of theirs in a stretch of time. */
export function onlyWithin(facts: Facts, column: 'openedAt' | 'repliedAt' | 'closedAt', within: Stretch): Facts {
  const moments = facts[column];
  return only(facts, (row) => isWithin(within, moments[row]));
}

/** Those that matter to a stretch of time: of tickets that are open, and of those filed before its end and not closed before its beginning. */
export function onlyAround(facts: Facts, { from, to }: Stretch): Facts {
  const { openedAt, closedAt } = facts;
  return only(facts, (row) => Number.isNaN(closedAt[row]) || ((closedAt[row] ?? 0) >= from && (openedAt[row] ?? 0) < to));
}

/** Words by number and numbers by word; facts that are read one after the other share one, which only grows. */
export type Vocabulary = {
  /** The first is the empty one: there is no such thing. */
  readonly words: readonly string[];
  code(word?: string): number;
};

export function newVocabulary(): Vocabulary {
  const words = [''];
  const codes = new Map([['', 0]]);
  const code = (word = ''): number => {
    const known = codes.get(word);
    if (known !== undefined) return known;
    codes.set(word, words.length);
    return words.push(word) - 1;
  };
  return { words, code };
}

const columnsOf = (size: number): Columns =>
  Object.fromEntries(columns.map((column) => [column, new kinds[column](size)])) as unknown as Columns; // each of its kind

const allOf = (size: number): Rows => new Uint32Array(size).map((_, row) => row);

/** Facts as columns; of each ticket one at most. */
export function factsOf(facts: readonly Fact[], vocabulary = newVocabulary()): Facts {
  const into = columnsOf(facts.length);
  const { words, code } = vocabulary;
  const [turns, loops] = [collectPairs(facts.length), collectPairs(facts.length)];
  for (let row = 0; row < facts.length; row++) {
    const fact = facts[row];
    if (!fact) continue;
    into.number[row] = fact.number;
    into.returning[row] = fact.returning ? 1 : 0;
    into.stage[row] = stageCode(fact.stage);
    into.situation[row] = situationCode(fact.situation);
    into.openedAt[row] = fact.openedAt;
    into.repliedAt[row] = fact.repliedAt ?? Number.NaN;
    into.replyMs[row] = fact.replyMs ?? Number.NaN;
    into.closedAt[row] = fact.closedAt ?? Number.NaN;
    into.awaitingMs[row] = fact.awaitingMs;
    into.contacts[row] = fact.contacts;
    into.promises[row] = fact.promises;
    into.lateDays[row] = fact.lateDays ?? Number.NaN;
    into.stars[row] = fact.stars ?? 0;
    into.person[row] = code(fact.person);
    into.service[row] = code(fact.service);
    into.team[row] = code(fact.team);
    into.channel[row] = code(fact.channel);
    into.campaign[row] = code(fact.campaign);
    for (let i = 0; i < places.length; i++) into[places[i] ?? 'triage/open'][row] = fact.waits[i] ?? 0;
    for (const [at, to] of fact.turns) turns.add(at, situationCode(to));
    for (const [from, to] of fact.loops) loops.add(stageCode(from), stageCode(to));
    turns.endRow();
    loops.endRow();
  }
  return { ...into, words, code, rows: allOf(facts.length), turns: turns.pairs(), loops: loops.pairs() };
}

/** Takes pairs row by row. */
function collectPairs(rows: number) {
  const starts = new Uint32Array(rows + 1);
  const [first, second]: [number[], number[]] = [[], []];
  let ended = 0;
  return {
    add: (one: number, two: number): void => {
      first.push(one);
      second.push(two);
    },
    endRow: (): void => {
      starts[++ended] = first.length;
    },
    pairs: (): Pairs => ({ starts, first: new Float64Array(first), second: new Uint8Array(second) }),
  };
}

export const noFacts: Facts = factsOf([]);

/** All of these as one; of a ticket that is in several, what the last of them says. */
export function mergeFacts(all: readonly Facts[]): Facts {
  const parts = lastOfEach(all);
  const size = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const into = columnsOf(size);
  const { words, code } = parts[0] ?? newVocabulary();
  const [turns, loops] = [collectPairs(size), collectPairs(size)];
  let end = 0;
  for (const part of parts) {
    const codes = part.words === words ? undefined : Uint32Array.from(part.words, (word) => code(word));
    for (const [from, to] of runsOf(part.rows)) {
      for (const column of columns) {
        const some = part[column].subarray(from, to);
        into[column].set(codes && worded.has(column) ? some.map((one) => codes[one] ?? 0) : some, end);
      }
      end += to - from;
    }
    copyPairs(part.rows, part.turns, turns);
    copyPairs(part.rows, part.loops, loops);
  }
  return { ...into, words, code, rows: allOf(size), turns: turns.pairs(), loops: loops.pairs() };
}

/** The parts, each without the tickets that a later one has too. */
function lastOfEach(parts: readonly Facts[]): Facts[] {
  const later = new Uint8Array(
    1 + parts.reduce((most, { rows, number }) => rows.reduce((one, row) => Math.max(one, number[row] ?? 0), most), 0),
  );
  return parts
    .toReversed()
    .map((part) => {
      const left = only(part, (row) => later[part.number[row] ?? 0] === 0);
      for (const row of left.rows) later[part.number[row] ?? 0] = 1;
      return left;
    })
    .reverse();
}

/** Rows that follow each other, from the first to before the last. */
function runsOf(rows: Rows): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && last[1] === row) last[1]++;
    else runs.push([row, row + 1]);
  }
  return runs;
}

function copyPairs(rows: Rows, pairs: Pairs, into: ReturnType<typeof collectPairs>): void {
  for (const row of rows) {
    for (let i = startIn(pairs, row); i < startIn(pairs, row + 1); i++) into.add(pairs.first[i] ?? 0, pairs.second[i] ?? 0);
    into.endRow();
  }
}
