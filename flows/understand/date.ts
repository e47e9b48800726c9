// STUB
export type DateFound =
  | { type: 'day'; day: string; from: number; to: number }
  | { type: 'unsure'; why: 'two readings' | 'past' | 'impossible' | 'weekday'; readings: string[]; from: number; to: number };
export function findDate(_t: string, _d: string, _l: string): DateFound | undefined {
  return undefined;
}
export const readDate = findDate;
