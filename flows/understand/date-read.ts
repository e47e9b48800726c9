// The pieces of a text as one language reads them: tokens, each with the letter of its meaning, ready for the shapes.
import { realDay } from './date-calendar.ts';
import { type Lexicon, nameNear, type Sense } from './date-lexicon.ts';
import type { Piece } from './date-scan.ts';

/** `said` is set for dates in digits. */
export type Token = Sense & { readonly from: number; readonly to: number; readonly said?: string };

const signs: Record<string, string> = {
  '-': '-',
  '–': '-',
  '—': '-',
  '~': '-',
  ',': ',',
  '(': ',',
  ')': ',',
  ':': 'o',
  '/': ',',
  '&': 'A',
};
const silent = new Set(['*', '_', '"', '“', '”', '«', '»', "'", '’', '`', '\uFE0F']);
const sentenceEnds = new Set(['.', '!', '?', ';', '\n', '…']);

/** The tokens of one language. Of a language that is not the text's own, slips and short weekdays are not taken. */
export function tokensOf(pieces: readonly Piece[], lexicon: Lexicon, isOwn: boolean): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at] as Piece;
    const days = piece.type === 'date' ? daysOf(pieces, at, lexicon) : undefined;
    const [sense, count] = days ? [days, 1] : piece.type === 'word' ? wordAt(pieces, at, lexicon, isOwn) : otherAt(pieces, at, lexicon);
    const last = pieces[at + count - 1] ?? piece;
    if (sense) tokens.push({ ...sense, from: piece.from, to: last.to, ...(piece.type === 'date' && !days ? { said: piece.text } : {}) });
    at += count;
  }
  return compose(tokens);
}

/** `1-4 December`, `dias 25-27`: two days of one month, of which the last counts. */
function daysOf(pieces: readonly Piece[], at: number, { phrases }: Lexicon): Sense | undefined {
  const days = /^(\d{1,2})[-/](\d{1,2})$/.exec(pieces[at]?.text ?? '');
  if (!days) return undefined;
  const codeAt = (place: number): string => phrases.get(pieces[place]?.stem ?? pieces[place]?.text ?? '')?.code ?? '_';
  const [first, last] = [Number(days[1]), Number(days[2])];
  const isMonth = codeAt(at + 1) === 'M' || codeAt(at - 1) === 'M' || (codeAt(at + 1) === 'o' && codeAt(at + 2) === 'M');
  const isCount = isMonth || ('dzkmyh'.includes(codeAt(at + 1)) && (pieces[at]?.text ?? '').includes('-'));
  return isCount || ('jd'.includes(codeAt(at - 1)) && last > 12 && first < last) ? { code: 'N', value: last } : undefined;
}

const unknown: Sense = { code: '_', value: 0 };

function wordAt(pieces: readonly Piece[], at: number, lexicon: Lexicon, isOwn: boolean): [Sense, number] {
  const phrase = phraseAt(pieces, at, lexicon);
  const { text, stem } = pieces[at] as Piece;
  if (phrase) return phrase[0].code === 'w' && (!isOwn || isShortened(text, stem, lexicon)) ? [unknown, 1] : phrase;
  const sense = (stem === undefined ? undefined : lexicon.phrases.get(stem)) ?? (isOwn ? nameNear(lexicon, stem ?? text) : undefined);
  if (sense) return [sense, 1];
  if (text === 'h' && pieces[at + 1]?.text === '-' && pieces[at + 2]?.type === 'number')
    return [{ code: '7', value: Number(pieces[at + 2]?.text) }, 3];
  const tellsPast = text.length > 5 && lexicon.pastEndings.some((ending) => text.endsWith(ending));
  return [tellsPast ? { code: '<', value: 0 } : unknown, 1];
}

/** `we’d` is no Wednesday. */
const isShortened = (text: string, stem: string | undefined, { phrases }: Lexicon): boolean =>
  stem !== undefined && phrases.get(text)?.code === 'w' && phrases.get(stem)?.code !== 'w';

/** The longest phrase that begins here; hyphens within are passed over: sexta-feira. */
function phraseAt(pieces: readonly Piece[], at: number, { phrases, longest }: Lexicon): [Sense, number] | undefined {
  const first = pieces[at] as Piece;
  const most = Math.max(longest.get(first.text) ?? 0, first.stem === undefined ? 0 : (longest.get(first.stem) ?? 0));
  let best: [Sense, number] | undefined;
  let said = '';
  for (let next = at, words = 0; next < pieces.length && words < most; next++) {
    const piece = pieces[next] as Piece;
    if ('-/.'.includes(piece.text) && piece.glued && next > at && pieces[next + 1]?.glued) continue;
    if (piece.type !== 'word' && !(piece.type === 'number' && next === at)) break;
    const sense = phrases.get(`${said}${piece.text}`) ?? (piece.stem === undefined ? undefined : phrases.get(`${said}${piece.stem}`));
    if (sense) best = [sense, next - at + 1];
    said += `${piece.text} `;
    words++;
  }
  return best;
}

function otherAt(pieces: readonly Piece[], at: number, lexicon: Lexicon): [Sense | undefined, number] {
  const { type, text } = pieces[at] as Piece;
  if (type === 'date') return [{ code: 'X', value: 0 }, 1];
  if (type === 'noise') return [{ code: '_', value: 0 }, 1];
  if (type === 'number') return numberAt(pieces, at, lexicon);
  if (silent.has(text)) return [undefined, 1];
  if (text === '.' && isAbbreviated(pieces, at, lexicon)) return [undefined, 1];
  return [{ code: sentenceEnds.has(text) ? '.' : (signs[text] ?? ','), value: 0 }, 1];
}

/** `tgl. 28`, `sex. 27/11`, `Nov. 28`: no sentence ends there. */
function isAbbreviated(pieces: readonly Piece[], at: number, { phrases }: Lexicon): boolean {
  const [before, after] = [pieces[at - 1], pieces[at + 1]];
  if (before?.type !== 'word' || before.text.length > 5 || after?.text === '\n') return false;
  return 'jMWw'.includes(phrases.get(before.text)?.code ?? '_') && (after?.type === 'number' || after?.type === 'date');
}

function numberAt(pieces: readonly Piece[], at: number, lexicon: Lexicon): [Sense, number] {
  const { text, glued } = pieces[at] as Piece;
  const before = pieces[at - 1];
  const value = Number(text);
  if (glued && before?.type === 'word' && !'jM'.includes(lexicon.phrases.get(before.text)?.code ?? '_')) return [unknown, 1];
  if (value >= 2000 && value < 2100) return [{ code: 'Y', value }, 1];
  const next = pieces[at + 1];
  const [tail, count] = next?.glued && /^[-'’ʼ`´]$/.test(next.text) ? [pieces[at + 2], 3] : [next, 2];
  if (tail?.glued && tail.type === 'word') {
    const whole = lexicon.phrases.get(text + tail.text) ?? (count === 2 ? phraseFrom(pieces, at, lexicon) : undefined);
    if (whole) return [whole, count];
    if (lexicon.caseTails.has(tail.text)) return [{ code: 'O', value, unit: 'case' }, count];
    if (lexicon.tails.has(tail.text)) return [{ code: 'O', value }, count];
    if (count === 3 && next?.text !== '-') return [{ code: 'N', value }, count];
    if (count === 2 && !lexicon.phrases.has(tail.text))
      return tail.text.length < 3 && value < 32 ? [{ code: 'N', value }, 2] : [unknown, 2];
  }
  const phrase = lexicon.longest.has(text) ? phraseAt(pieces, at, lexicon) : undefined;
  return phrase ?? [text.length > 3 ? unknown : { code: 'N', value }, 1];
}

const phraseFrom = (pieces: readonly Piece[], at: number, { phrases }: Lexicon): Sense | undefined =>
  phrases.get(`${pieces[at]?.text}${pieces[at + 1]?.text}`);

/** Short weekdays where a day is expected, Indonesian `minggu`, next week and so many days become one token each. */
function compose(tokens: readonly Token[]): Token[] {
  const composed: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = settle(tokens, at, composed);
    const before = composed.at(-1);
    if (token.code === '%') {
      if (isHour(tokens, at + 1)) at++;
      else composed.push({ ...token, code: 'r' });
      continue;
    }
    const ahead = token.code in periods ? aheadOf(tokens[at + 1]) : undefined;
    if (token.code in periods && before && 'nt'.includes(before.code))
      composed.push(period(composed.pop() as Token, token, before.code === 'n' ? 1 : 0));
    else if (token.code in periods && ahead !== undefined) composed.push(period(token, tokens[++at] as Token, ahead, token.code));
    else if ('dzkmyh'.includes(token.code) && before && 'Nu'.includes(before.code)) {
      composed.pop();
      composed.push({ ...token, code: 'V', value: before.value, unit: token.code, from: before.from });
    } else if ((token.code === 'e' || (token.code === 'K' && token.to - token.from < 8)) && before && 'Nu'.includes(before.code)) {
      composed.pop();
      composed.push(
        { ...token, code: 'V', value: before.value, unit: token.unit ?? 'k', from: before.from },
        { ...token, code: 's', value: 0 },
      );
    } else composed.push(token);
  }
  return composed;
}

const periods: Record<string, string> = { k: 'K', m: 'Q', y: 'U' };
const aheadOf = (token: Token | undefined): number | undefined => (token?.code === 'n' ? 1 : token?.code === 't' ? 0 : undefined);
const period = (first: Token, last: Token, value: number, unit = last.code): Token => ({
  ...{ code: periods[unit] ?? 'K', value },
  ...{ from: first.from, to: last.to },
});

/** At 10, at 10.05: no day. */
function isHour(tokens: readonly Token[], at: number): boolean {
  const { code, said = '' } = tokens[at] ?? {};
  return code === 'X' ? /^\d{1,2}\.[0-5]\d$/.test(said) : code === 'N' && !'MdkzmyTRA-'.includes(tokens[at + 1]?.code ?? '.');
}

/** What a token is beside its neighbours. */
function settle(tokens: readonly Token[], at: number, before: readonly Token[]): Token {
  const token = tokens[at] as Token;
  const last = before.at(-1)?.code ?? '.';
  const next = tokens[at + 1]?.code ?? '.';
  if (token.code === 'I') {
    const isWeek = 'NuE'.includes(last) || (last !== 'd' && 'ntslgK'.includes(next)) || (last === 'V' && next === 's');
    return { ...token, ...(isWeek ? { code: 'k', value: 0 } : { code: 'W', value: 7 }) };
  }
  if (token.code === '1') return 'tncWRA'.includes(last) || tokens.length < 3 ? { ...token, code: 'W', value: 7 } : { ...token, code: '_' };
  if (token.code === 'J') return { ...token, code: 'Nu'.includes(next) && 'dzkmyh'.includes(tokens[at + 2]?.code ?? '.') ? 'l' : 'b' };
  if (token.code === 'd' && next === 'N' && !'NudW'.includes(last) && !'dzkmyh'.includes(tokens[at + 2]?.code ?? '.'))
    return { ...token, code: 'j' };
  if (token.code === '8') {
    const isBeside =
      before.slice(-3).some(({ code }) => 'WDXM'.includes(code)) ||
      tokens.slice(at + 1, at + 4).some(({ code }) => 'WDXMOj'.includes(code));
    return { ...token, code: isBeside ? 'o' : 'D' };
  }
  if (token.code === 'w') {
    const last2 = last === 'o' ? (before.at(-2)?.code ?? '.') : last;
    const isExpected =
      'bpftcTR!rvnA-'.includes(last2) ||
      (next === 'T' && 'wW'.includes(tokens[at + 2]?.code ?? '.')) ||
      'NOXntl-q'.includes(next) ||
      (',^'.includes(last) && before.length > 0) ||
      tokens.length < 3;
    return isExpected ? { ...token, code: 'W' } : { ...token, code: '_' };
  }
  return token;
}

/** The three numbers of a date in digits, the year only where one was written. */
export function digitsOf(said: string): { date: number; month: number; year?: number } {
  const [first = 0, second = 0, third] = said.split(/[./-]/).map(Number);
  if (first > 99) return { year: first, month: second, date: third ?? 0 };
  return { date: first, month: second, ...(third === undefined ? {} : { year: third < 100 ? 2000 + third : third }) };
}

/** Whether such numbers stand for a day of some year. */
export const isDay = ({ date, month, year }: { date: number; month: number; year?: number }): boolean =>
  realDay(year ?? 2028, month, date) !== undefined;
