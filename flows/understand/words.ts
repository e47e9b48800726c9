// What a language's words do in a first message: wishing, denying, pressing, asking a price … Understood, never shown.
import { type Index, indexOf, type Phrases } from './phrases.ts';
import { english } from './words-en.ts';
import { indonesian } from './words-id.ts';
import { portuguese } from './words-pt-br.ts';
import { turkish } from './words-tr.ts';
import { ukrainian } from './words-uk.ts';

/**
 * - `wish` needing, wanting, asking for · `not` before what is not wanted · `notAfter` behind it · `notOnly` looks like a denial, a question or a flaw and is none
 * - `light` words between a denial and what it denies, or between two that belong together · `of` before what a thing is for or from
 *   · `ofAfter` behind it · `but` begins a thought of its own · `instead` a change of mind
 *   · `planned` what was to be asked for until then · `foremost` beside what is meant before all others
 * - `or` and `unsure` between two · `past` work done before · `came` how it was handed over
 *   · `thanks` before a thing and `praise` beside it, which is spoken of to thank for it
 * - `price` prices and sizes asked for · `howLong` how long it takes · `ask` a word that asks · `when` for the time · `fee` a price spoken of, which may be one to print · `able` "do you …" · `have` "do you have …" · `curious` a question that is no order · `status` where a request stands
 *   · `already` asks for it too, beside what was ordered
 * - `refund` money back · `flaw` what is wrong in a work · `upset` somebody is · `down` what worked does not · `fails` does not either, where the word is
 *   by a `thing` that can
 * - `fresh` new, beside the thing · `make` to be made from nothing · `file` the thing as it is there · `other` work that no service is for · `edit` what is to be done to a `site`, which no service is for either
 * - `urgent` presses · `calm` says that nothing presses · `trade` has a pressing word in its name, or
 *   in what it is known for · `deadline` and `deadlineAfter` make a day of what stands by · `mask` looks like a
 *   service and is none
 */
export type Kind =
  | 'wish'
  | 'not'
  | 'notAfter'
  | 'notOnly'
  | 'light'
  | 'of'
  | 'ofAfter'
  | 'but'
  | 'instead'
  | 'planned'
  | 'foremost'
  | 'or'
  | 'unsure'
  | 'past'
  | 'came'
  | 'thanks'
  | 'praise'
  | 'price'
  | 'howLong'
  | 'ask'
  | 'when'
  | 'fee'
  | 'able'
  | 'have'
  | 'curious'
  | 'status'
  | 'already'
  | 'refund'
  | 'flaw'
  | 'upset'
  | 'down'
  | 'thing'
  | 'fails'
  | 'fresh'
  | 'make'
  | 'file'
  | 'other'
  | 'edit'
  | 'site'
  | 'urgent'
  | 'calm'
  | 'trade'
  | 'deadline'
  | 'deadlineAfter'
  | 'mask';

export type Tongue = {
  phrases: Phrases<Kind>;
  /** Whether the thing wished for stands behind the word of wishing, as a rule. */
  wishFirst: boolean;
  /** Which of two things side by side is meant; the other tells what it is for. */
  head?: 'first' | 'last';
  /** How words end that only tell of what another thing is: `bannerdaki`, what is on the banner. */
  beside?: RegExp;
  /** Words for small numbers, from two on. */
  numbers: Readonly<Record<string, number>>;
  /** Words that may stand between a number and the thing: pieces. */
  pieces: string;
  /** Words for a campaign: which of them is said makes no difference (a Christmas sale is the Christmas campaign). */
  campaigns: string;
  /** Spellings of one word that campaigns may be written with: `xmas` for `christmas`. */
  same: Readonly<Record<string, string>>;
};

const tongues: Readonly<Record<string, Tongue>> = { en: english, 'pt-BR': portuguese, id: indonesian, tr: turkish, uk: ukrainian };
const indexes = new Map<string, Index<Kind>>();

/** All that is known, for what is not bound to the client's language. */
export const allTongues: readonly Tongue[] = Object.values(tongues);

/** The language's words; English where none are known. */
export const tongueOf = (language: string): Tongue => tongues[language] ?? english;

/** The language's phrases, ready to be found. */
export function phrasesOf(language: string): Index<Kind> {
  let index = indexes.get(language);
  if (!index) {
    index = indexOf(tongueOf(language).phrases);
    indexes.set(language, index);
  }
  return index;
}
