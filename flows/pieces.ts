// A short answer said in several breaths: "perfect, send it", "nope, nothing else thanks". Each breath is known; together they mean what one does.
import { kept } from './kept.ts';

const mostWords = 9;

/** What begins at each word of a short text, by its length in words. */
const phrasesOf = kept((said): string[][] => {
  const words = said.split(' ');
  return words.length > mostWords ? [] : words.map((_, from) => words.slice(from).map((_, n) => words.slice(from, from + n + 1).join(' ')));
});

/** Whether a normalized text is nothing but these phrases one after another, at least one of them of those that `mean` it. */
export function isMadeOf(said: string, mean: ReadonlySet<string>, beside: ReadonlySet<string>): boolean {
  const phrases = phrasesOf(said);
  if (phrases.length < 2) return false;
  const reached: { plainly: boolean; meant: boolean }[] = [{ plainly: true, meant: false }];
  for (let to = 1; to <= phrases.length; to++) {
    const here = { plainly: false, meant: false };
    for (let from = 0; from < to; from++) {
      const before = reached[from];
      if (!before?.plainly && !before?.meant) continue;
      const phrase = phrases[from]?.[to - from - 1] ?? '';
      if (phrase.length < 2) continue; // a letter alone is too little in the middle of something
      const isMeant = mean.has(phrase);
      if (isMeant || beside.has(phrase)) {
        here.meant ||= before.meant || (isMeant && before.plainly);
        here.plainly ||= before.plainly && !isMeant;
      }
    }
    reached.push(here);
  }
  return reached.at(-1)?.meant ?? false;
}
