// Whether a message presses: by its words only, never by a near day.
import type { Hit } from './phrases.ts';
import { hitsOf, isDenied, type Reading } from './reading.ts';
import type { Kind } from './words.ts';

/** True where a word presses that is neither denied, nor part of one that calms, nor of what somebody is called ("emergency locksmith"). */
export function isUrgent(reading: Reading): boolean {
  const held = [...hitsOf(reading, 'calm'), ...hitsOf(reading, 'trade').filter((hit) => !holdsService(reading, hit))];
  return hitsOf(reading, 'urgent').some((hit) => !held.some(({ from, to }) => from < hit.to && hit.from < to) && !isDenied(reading, hit));
}

/** A longer name ends where a service begins: "jasa banner darurat" presses. */
const holdsService = ({ named }: Reading, { from, to }: Hit<Kind>): boolean =>
  to - from > 2 && named.some((one) => from < one.to && one.from < to);
