// The clocks of the world as arithmetic: a zone's time is cut into stretches in which its clock runs evenly, found with Intl and kept.
// A wall clock is a number too: what clock and calendar show, as ms as if it were UTC. Must not know weeks, work or holidays.

/** From one moment to another (ms since the epoch, the end not with it) in which the clock is ahead of UTC by the same ms. */
export type Stretch = { readonly from: number; readonly to: number; readonly offset: number };

export const dayMs = 86_400_000;
/** Stretches are found in pieces of so many days: a piece costs a clock reading a day, once. */
const pieceMs = 32 * dayMs;
const mostPieces = 5_000;
/** No clock was ever further from UTC. */
const furthestMs = 16 * 3_600_000;

type Zone = { readonly format: Intl.DateTimeFormat; readonly pieces: Map<number, readonly Stretch[]> };
const zones = new Map<string, Zone>();
let pieceCount = 0;

/** Whether there is such an IANA zone. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The stretch a moment lies in. The next one is that at its end. */
export function stretchAt(zone: string, at: number): Stretch {
  const { format, pieces } = zoneOf(zone);
  const number = Math.floor(at / pieceMs);
  let piece = pieces.get(number);
  if (!piece) {
    piece = cut(format, number * pieceMs, (number + 1) * pieceMs);
    if (++pieceCount > mostPieces) forget();
    pieces.set(number, piece);
  }
  for (const stretch of piece) if (at < stretch.to) return stretch;
  throw new RangeError(`${at} is no moment.`);
}

/** What the clock of the zone shows at a moment (ms since the epoch), in ms as if it were UTC. */
export const wallOf = (zone: string, at: number): number => at + stretchAt(zone, at).offset;

/** The first moment (ms since the epoch) that a clock shows this; where the clock leaps over it, the moment of the leap. */
export function momentOf(zone: string, wall: number): number {
  let stretch = stretchAt(zone, wall - furthestMs);
  while (stretch.to + stretch.offset <= wall) stretch = stretchAt(zone, stretch.to);
  return Math.max(stretch.from, wall - stretch.offset);
}

/** The day `YYYY-MM-DD` that it is in the zone at a moment (ms since the epoch). */
export const dayOf = (zone: string, at: number): string => new Date(wallOf(zone, at)).toISOString().slice(0, 10);

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const zone = { format, pieces: new Map() };
  zones.set(name, zone);
  return zone;
}

function forget(): void {
  for (const { pieces } of zones.values()) pieces.clear();
  pieceCount = 1;
}

/** Reads the clock once a day; between two readings that differ, the change is found by halving. */
function cut(format: Intl.DateTimeFormat, from: number, to: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start = from;
  let offset = offsetAt(format, from);
  for (let day = from + dayMs; day <= to; day += dayMs) {
    while (offsetAt(format, day) !== offset) {
      let [before, after] = [Math.max(start, day - dayMs), day];
      while (after - before > 1000) {
        const middle = before + Math.floor((after - before) / 2000) * 1000;
        if (offsetAt(format, middle) === offset) before = middle;
        else after = middle;
      }
      if (after >= to) break;
      stretches.push({ from: start, to: after, offset });
      start = after;
      offset = offsetAt(format, after);
    }
  }
  return [...stretches, { from: start, to, offset }];
}

function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
