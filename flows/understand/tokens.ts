// A message as plain words with their places, cut into clauses. What the words mean is not told here.
import { kept } from '../kept.ts';

/** A word without capitals, accents and apostrophes; `from`..`to` is where it stands in the message, `sentence` and `clause` which it is in, `asked` that the sentence ends in a question mark. */
export type Token = { word: string; from: number; to: number; sentence: number; clause: number; asked: boolean };

/** Letters that Unicode does not take apart, and one that many keyboards lack. */
const folded: Record<string, string> = { ı: 'i', ґ: 'г', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };

/** The word as it is compared: `Acııl` → `aciil`, `п’ятниця` → `пятниця`, `urgenteee` → `urgente`. */
export const plainWord = kept((written: string): string => {
  const plain = written
    .normalize('NFKD')
    .replace(/[\p{M}'’ʼ`´‘]/gu, '')
    .toLowerCase()
    .replace(/[ıґßøłđ]/g, (letter) => folded[letter] ?? letter)
    .replace(/(\p{L})\1{2,}/gu, '$1');
  return /[а-яіє]/.test(plain) ? plain.replace(/i/g, 'і') : plain;
});

const wordLike = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’ʼ`´‘][\p{L}\p{M}]+)*/gu;
/** `e-mail`, `e mail` and `e-posta` are one word, however written. */
const electronic = /^(?:mails?|mailing|posta\p{L}*|bulten\p{L}*)$/u;

/** The words of a message in order. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  let clause = 0;
  let end = 0;
  for (const { 0: written, index } of text.matchAll(wordLike)) {
    const gap = text.slice(end, index);
    const word = plainWord(written);
    const before = tokens.at(-1);
    const to = index + written.length;
    end = to;
    if (gap.includes('?')) mark(tokens);
    if (before && before.word === 'e' && /^[- ]$/.test(gap) && electronic.test(word)) {
      before.word = `e${word}`;
      before.to = to;
      continue;
    }
    if (before && /[.!?;…\n]|\p{Extended_Pictographic}/u.test(gap)) {
      sentence++;
      clause++;
    } else if (before && /[,:()]|\s[-–—]\s?/.test(gap)) clause++;
    tokens.push({ word, from: index, to, sentence, clause, asked: false });
  }
  if (text.slice(end).includes('?')) mark(tokens);
  return tokens;
}

/** The last sentence asks. */
function mark(tokens: readonly Token[]): void {
  const sentence = tokens.at(-1)?.sentence;
  for (const token of tokens) if (token.sentence === sentence) token.asked = true;
}

/** The words of a phrase of ours or of the catalogue. */
export const wordsOf = (phrase: string): string[] => tokensOf(phrase).map(({ word }) => word);
