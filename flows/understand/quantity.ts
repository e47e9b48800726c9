// How many of a thing are asked for: "3 banners", "dois posts", "iki adet". A size, a price or a day is no number of things.
import type { DateFound } from './date.ts';
import type { Reading } from './reading.ts';
import type { Token } from './tokens.ts';
import type { Tongue } from './words.ts';

const most = 500;
const farthest = 4;

/** The number before what is named ("3 insta posts") or right behind it ("banners x4"); null where none is. */
export function findQuantity({ tokens, named }: Reading, { numbers, pieces }: Tongue, date: DateFound | null): number | null {
  const between = new Set(pieces.split('|'));
  const isOfDay = ({ from, to }: Token): boolean => date !== null && from < date.to && to > date.from;
  for (const { from, to, weight } of named) {
    if (weight === 'denied' || weight === 'passing') continue;
    const times = /^[xх](\d{1,3})$/.exec(tokens[to]?.word ?? '');
    if (times) return Number(times[1]);
    for (let at = from - 1; at >= Math.max(0, from - farthest); at--) {
      const token = tokens[at];
      if (!token || token.clause !== tokens[from]?.clause || isOfDay(token)) break;
      const number = /^\d{1,3}[xх]?$/.test(token.word) ? Number.parseInt(token.word, 10) : numbers[token.word];
      const isPart = tokens[at - 1]?.to === token.from - 1 && /\d$/.test(tokens[at - 1]?.word ?? ''); // of a longer one: 2.500
      if (number !== undefined && number > 0 && number <= most && !isPart && isAlone(tokens, at)) return number;
      if (!between.has(token.word)) break;
    }
  }
  return null;
}

/** Not the end of "10 x 5" or the like. */
const isAlone = (tokens: readonly Token[], at: number): boolean => !/^[xх]$/.test(tokens[at - 1]?.word ?? '');
