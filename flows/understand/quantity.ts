// How many of a thing are asked for: "3 banners", "dois posts", "iki adet". A size, a price or a day is no number of things.
import type { DateFound } from './date.ts';
import type { Reading } from './reading.ts';
import type { Tongue } from './words.ts';

const most = 500;

/** The number before what is named, pieces and the like between; null where none is. */
export function findQuantity({ tokens, named }: Reading, { numbers, pieces }: Tongue, date: DateFound | null): number | null {
  const between = new Set(pieces.split('|'));
  for (const { from, to, weight } of named) {
    if (weight === 'denied' || weight === 'passing') continue;
    const times = /^x(\d{1,3})$/.exec(tokens[to]?.word ?? '');
    if (times) return Number(times[1]);
    for (let at = from - 1; at >= Math.max(0, from - 4); at--) {
      const token = tokens[at];
      if (!token || token.sentence !== tokens[from]?.sentence || (date && token.from < date.to && token.to > date.from)) break;
      const number = /^\d{1,3}x?$/.test(token.word) ? Number.parseInt(token.word, 10) : numbers[token.word];
      if (number !== undefined && !/[\d.,:/]/.test(String(tokens[at - 1]?.to === token.from - 1 ? 0 : ''))) {
        if (number > 0 && number <= most) return number;
        break;
      }
      if (!between.has(token.word)) break;
    }
  }
  return null;
}
