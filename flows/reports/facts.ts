// Many facts as columns: a list for each thing that is known, with an entry a ticket. A hundred thousand of them are some 17 MB, and nothing that
// the collection of garbage would have to walk through. They are never changed: others are made of them.
import { type Situation, type Stage, situations, stages } from '../ticket.ts';
import { type Fact, type Place, places } from './fact.ts';
import { isWithin, type Stretch } from './period.ts';

type Code = (word: string | undefined) => number;
const none = Number.NaN;

const stageCode = (stage: Stage): number => stages.indexOf(stage);
/** As a situation stands in its column. */
export const situationCode = (situation: Situation): number => situations.indexOf(situation);

/** Working time in each place has a column by the place's name. */
const waits = () =>
  Object.fromEntries(places.map((place, i) => [place, [Float64Array, (fact: Fact) => fact.waits[i] ?? 0] as const])) as Record<
    Place,
    readonly [Float64ArrayConstructor, (fact: Fact) => number]
  >; // just made of the places

/** What each column holds. Moments and lengths that there are none of are NaN, which is in no stretch of time; stars are 0 then. */
// biome-ignore format: a table is read by its columns
const table = {
  number:     [Uint32Array,  (fact: Fact) => fact.number],
  returning:  [Uint8Array,   (fact: Fact) => (fact.returning ? 1 : 0)],
  stage:      [Uint8Array,   (fact: Fact) => stageCode(fact.stage)],
  situation:  [Uint8Array,   (fact: Fact) => situationCode(fact.situation)],
  openedAt:   [Float64Array, (fact: Fact) => fact.openedAt],
  repliedAt:  [Float64Array, (fact: Fact) => fact.repliedAt ?? none],
  replyMs:    [Float64Array, (fact: Fact) => fact.replyMs ?? none],
  closedAt:   [Float64Array, (fact: Fact) => fact.closedAt ?? none],
  contacts:   [Uint32Array,  (fact: Fact) => fact.contacts],
  promises:   [Uint32Array,  (fact: Fact) => fact.promises],
  lateDays:   [Float32Array, (fact: Fact) => fact.lateDays ?? none],
  stars:      [Uint8Array,   (fact: Fact) => fact.stars ?? 0],
  awaitingMs: [Float64Array, (fact: Fact) => fact.awaitingMs],
  person:     [Uint32Array,  (fact: Fact, code: Code) => code(fact.person)],
  service:    [Uint32Array,  (fact: Fact, code: Code) => code(fact.service)],
  team:       [Uint32Array,  (fact: Fact, code: Code) => code(fact.team)],
  channel:    [Uint32Array,  (fact: Fact, code: Code) => code(fact.channel)],
  campaign:   [Uint32Array,  (fact: Fact, code: Code) => code(fact.campaign)],
  ...waits(),
} as const;
type Column = keyof typeof table;
const columns = Object.keys(table) as Column[]; // Object.keys widens what the table's type knows
type Columns = { readonly [K in Column]: InstanceType<(typeof table)[K][0]> };
/** Of these columns an entry says where in `words` its word stands. */
const worded: ReadonlySet<Column> = new Set<Column>(['person', 'service', 'team', 'channel', 'campaign']);

/** What a ticket has several of, two numbers each: those of a row are the ones from `starts[row]` to before `starts[row + 1]`. */
export type Pairs = { readonly starts: Uint32Array; readonly first: Float64Array; readonly second: Uint8Array };

/** `rows`: the entries that are meant; the columns may hold more. */
export type Facts = Columns & {
  readonly rows: readonly number[];
  /** The first is the empty one: there is no such thing. */
  readonly words: readonly string[];
  /** When it was closed or opened again, and its situation then. */
  readonly turns: Pairs;
  /** From which stage to which, by their places among the stages. */
  readonly loops: Pairs;
};

/** Where the pairs of a row begin; they end where those of the next one begin. */
export const startIn = ({ starts }: Pairs, row: number): number => starts[row] ?? 0;

/** Those of them that are so. */
export const only = (facts: Facts, is: (row: number) => boolean): Facts => ({ ...facts, rows: facts.rows.filter(is) });

/** Those with a moment of theirs in a stretch of time. */
export function onlyWithin(facts: Facts, column: 'openedAt' | 'repliedAt' | 'closedAt', within: Stretch): Facts {
  const moments = facts[column];
  return only(facts, (row) => isWithin(within, moments[row]));
}

/** Those that matter to a stretch of time: of tickets that are open, and of those filed before its end and not closed before its beginning. */
export function onlyAround(facts: Facts, { from, to }: Stretch): Facts {
  const { openedAt, closedAt } = facts;
  return only(facts, (row) => {
    const closed = closedAt[row] ?? none;
    return Number.isNaN(closed) || (closed >= from && (openedAt[row] ?? none) < to);
  });
}

/** Words by number and numbers by word, as they come. */
function vocabulary(): { words: string[]; code: Code } {
  const words = [''];
  const codes = new Map([['', 0]]);
  return {
    words,
    code: (word = '') => {
      const known = codes.get(word);
      if (known !== undefined) return known;
      codes.set(word, words.length);
      return words.push(word) - 1;
    },
  };
}

/** `fill`: gives each column its entries. */
const columnsOf = (size: number, fill: (column: Column, into: Columns[Column]) => void): Columns =>
  Object.fromEntries(
    columns.map((column) => {
      const into = new table[column][0](size);
      fill(column, into);
      return [column, into];
    }),
  ) as unknown as Columns; // each of them, of its kind

const allOf = (size: number): number[] => Array.from({ length: size }, (_, row) => row);

/** Facts as columns; each ticket at most once. */
export function factsOf(facts: readonly Fact[]): Facts {
  const { words, code } = vocabulary();
  const made = columnsOf(facts.length, (column, into) => {
    const [, valueOf] = table[column];
    let row = 0;
    for (const fact of facts) into[row++] = valueOf(fact, code);
  });
  return {
    ...made,
    ...{ rows: allOf(facts.length), words },
    turns: pairsOf(facts.map(({ turns }) => turns.map(([at, to]) => [at, situationCode(to)]))),
    loops: pairsOf(facts.map(({ loops }) => loops.map(([from, to]) => [stageCode(from), stageCode(to)]))),
  };
}

function pairsOf(all: readonly (readonly (readonly [number, number])[])[]): Pairs {
  const flat = all.flat();
  let start = 0;
  const starts = Uint32Array.of(0, ...all.map((some) => (start += some.length)));
  return { starts, first: Float64Array.from(flat, ([first]) => first), second: Uint8Array.from(flat, ([, second]) => second) };
}

export const noFacts: Facts = factsOf([]);

/** All of these as one; of a ticket that is in several, what the last of them says. */
export function mergeFacts(all: readonly Facts[]): Facts {
  const parts = lastOfEach(all);
  const size = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const { words, code } = vocabulary();
  const codes = parts.map((part) => Uint32Array.from(part.words, code));
  const made = columnsOf(size, (column, into) => {
    let at = 0;
    for (const [i, { [column]: from, rows }] of parts.entries()) {
      const coded = worded.has(column) ? codes[i] : undefined;
      if (coded) for (const row of rows) into[at++] = coded[from[row] ?? 0] ?? 0;
      else for (const row of rows) into[at++] = from[row] ?? 0;
    }
  });
  return { ...made, ...{ rows: allOf(size), words }, turns: mergePairs(parts, 'turns', size), loops: mergePairs(parts, 'loops', size) };
}

/** The parts, each without the tickets that a later one has too. */
function lastOfEach(parts: readonly Facts[]): Facts[] {
  const later = new Set<number>();
  return parts
    .toReversed()
    .map((part, i) => {
      const left = later.size === 0 ? part : only(part, (row) => !later.has(part.number[row] ?? 0));
      if (i < parts.length - 1) for (const row of part.rows) later.add(part.number[row] ?? 0);
      return left;
    })
    .reverse();
}

function mergePairs(parts: readonly Facts[], name: 'turns' | 'loops', size: number): Pairs {
  const starts = new Uint32Array(size + 1);
  const [first, second]: [number[], number[]] = [[], []];
  let at = 0;
  for (const { [name]: pairs, rows } of parts)
    for (const row of rows) {
      for (let i = startIn(pairs, row); i < startIn(pairs, row + 1); i++) {
        first.push(pairs.first[i] ?? 0);
        second.push(pairs.second[i] ?? 0);
      }
      starts[++at] = first.length;
    }
  return { starts, first: Float64Array.from(first), second: Uint8Array.from(second) };
}
