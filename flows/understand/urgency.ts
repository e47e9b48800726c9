// Whether a message presses: by its words only, never by a near day.
import { hitsOf, isDenied, type Reading } from './reading.ts';

/** True where a word presses that is neither denied nor part of one that calms. */
export function isUrgent(reading: Reading): boolean {
  const calm = hitsOf(reading, 'calm');
  return hitsOf(reading, 'urgent').some((hit) => !calm.some(({ from, to }) => from < hit.to && hit.from < to) && !isDenied(reading, hit));
}
