// When a word of a message is a word of the catalogue: as written, with the endings of its language, or by a slip of the finger.
import { isNear } from '../match.ts';

const turkish =
  /^(?:ler|lar|im|um|m|imiz|umuz|miz|muz|iniz|unuz|niz|nuz|si|su|i|u|yi|yu|e|a|ye|ya|ne|na|ni|nu|de|da|te|ta|den|dan|ten|tan|in|un|nin|nun|yla|yle|la|le|lik|cik|dir|ki|ydi|n)+$/;
const ukrainian =
  /^(?:и|а|у|ом|ем|і|ів|ам|ами|ах|ою|ею|о|е|ю|я|ям|ями|ях|єю|ові|ого|ому|им|их|ими|оі|іи|ии|ої|ь|еи|чик(?:и|а|у|ів|ом)?|ок|ка|ки|ку|ком|ик(?:и|а|у|ів|ом)?|(?:оч|еч)к(?:а|и|у|ою|ам)|оч(?:ок|ку|ки))$/;
const patterns: Record<string, RegExp> = {
  en: /^e?s$/,
  'pt-BR': /^(?:e?s|z?inh[oa]s?|is|zao|zoes|ao)$/,
  id: /^(?:nya|ny|ku|mu|kan|in|lah|kah|nyaa|s|an)$/,
  tr: turkish,
  uk: ukrainian,
};

/** The last vowel of a Ukrainian word changes with its case: `розсилка`, `розсилку`; a Turkish one tells whose it is: `ilanı`, `ilanları`. */
const stemOf = (word: string, language: string): string => {
  if (word.length < 5) return word;
  if (language === 'uk') return word.replace(/[аяоеиіуюєь]$/, '');
  return language === 'tr' ? word.replace(/[iu]$/, '') : word;
};

/** How well a word fits: 3 as written, 2 with an ending, 1 by a slip, 0 not at all. */
export type Fit = 0 | 1 | 2 | 3;

/** `written` is from the message, `word` from the catalogue; `languages`: the word's own and the client's. */
export function fitOf(written: string, word: string, languages: readonly string[]): Fit {
  if (written === word) return 3;
  if (written[0] !== word[0] && (word.length < 6 || written[0] !== word[1])) return 0;
  if (languages.some((language) => isInflected(written, word, language))) return 2;
  return isSlip(written, word, languages) ? 1 : 0;
}

function isInflected(written: string, word: string, language: string): boolean {
  const pattern = patterns[language];
  if (pattern === undefined || word.length < 3 || (word.length === 3 && language === 'tr')) return false;
  if (language === 'pt-BR' && plurals.some(([one, many]) => word.endsWith(one) && written === word.slice(0, -one.length) + many)) return true; // biome-ignore format: one thought
  const stem = stemOf(word, language);
  if (language === 'tr' && isSoftened(written, word)) return true;
  return written === stem || (written.startsWith(stem) && pattern.test(written.slice(stem.length)));
}
/** A Turkish word's last consonant is soft before a vowel: `broşürlük`, `broşürlüğü`. */
const isSoftened = (written: string, word: string): boolean =>
  soft.some(
    ([hard, gentle]) => word.endsWith(hard) && written.startsWith(word.slice(0, -1) + gentle) && turkish.test(written.slice(word.length)),
  );
const soft = [
  ['k', 'g'],
  ['p', 'b'],
  ['t', 'd'],
] as const;
const plurals = [
  ['ao', 'oes'],
  ['em', 'ens'],
  ['l', 'is'],
] as const;

/** A slip before an ending is read from as many letters on: `старою` is no `сторі`. */
const leastSlipped = 5;

/** One slip from five letters on; in four only a letter doubled or two swapped, because too many words are one letter away. */
function isSlip(written: string, word: string, languages: readonly string[]): boolean {
  if (Math.abs(written.length - word.length) > 5 || /\d/.test(written)) return false;
  if (word.length < 5) return word.length === 4 && (single(written) === single(word) || isSwapped(written, word));
  if (isOneSlip(written, word)) return true;
  return languages.some((language) => {
    const pattern = patterns[language];
    const stem = stemOf(word, language);
    if (pattern === undefined || written.length <= stem.length) return false;
    for (let cut = stem.length - 1; cut <= stem.length + 1 && cut < written.length; cut++)
      if (cut >= leastSlipped && pattern.test(written.slice(cut)) && isOneSlip(written.slice(0, cut), stem)) return true;
    return false;
  });
}

const isOneSlip = (a: string, b: string): boolean => Math.abs(a.length - b.length) < 2 && Math.min(a.length, b.length) >= 4 && isNear(a, b) && (a.length >= 10 || single(a) === single(b) || isNear(a.slice(0, 7), b.slice(0, 7))); // biome-ignore format: one thought
const single = (word: string): string => word.replace(/(.)\1/g, '$1');
const isSwapped = (a: string, b: string): boolean =>
  a.length === b.length &&
  [...a].some(
    (_, i) => i > 0 && `${a.slice(0, i - 1)}${a[i]}${a[i - 1]}${a.slice(i + 1)}` === b && a.slice(0, i - 1) === b.slice(0, i - 1),
  );
