// Cuts a text into words, numbers, dates in digits and signs, of no language yet. What only looks like a date is taken out here:
// links, phone numbers, sizes, money, times. One pass, and every repetition is bounded, so that nonsense costs no more than sense.

/** A piece of the text. `glued`: no space before it. */
export type Piece = {
  readonly type: 'word' | 'number' | 'date' | 'sign' | 'noise';
  /** Folded: lower case, no accents, no apostrophes. */
  readonly text: string;
  /** What stands before an apostrophe: Kasım'a is kasim too. */
  readonly stem?: string;
  readonly from: number;
  readonly to: number;
  readonly glued: boolean;
};

const word = /\p{L}[\p{L}\p{M}]*(?:['’ʼ‘`´′]\p{L}[\p{L}\p{M}]*)*/u;
const kinds = {
  noise: [
    /(?:https?:\/\/|www\.)\S+/u,
    /[\w.+-]{1,64}@[\w-][\w.-]{0,100}/u,
    /[@#][\p{L}\w.]{2,40}/u,
    /[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.(?:com|net|org|br|id|tr|ua|io|app|co|me|shop|store|link|bio|example)(?![\p{L}\d])(?:\/\S*)?/u,
    /\d{1,5}(?:[.,]\d{1,3})? ?[x×*х] ?\d{1,5}(?:[.,]\d{1,3})?(?: ?[x×*х] ?\d{1,5}){0,2}/u,
    /(?:(?<![\p{L}\d])(?:r\$|us\$|rp\.?|idr|usd|n[º°]\.?|no\.|no(?! \d{1,2}(?:\/\d{1,2}(?!\d)| de \p{L}))|v)|[$€£₺₴#№]) ?\d[\d.,]{0,15}/u,
    /\d[\d.,]{0,15} ?(?:[%$€£₺₴]|(?:k|reais|real|rb|ribu|jt|juta|tl|lira|грн|гривень|usd|eur|euros?|dollars?|pounds?|quid|mil|bin|milyon|тис|px|mb|gb|kg|cm|mm|m²|mt|metros?|dk|mins|minutes?|minutos?|menit|dakika|seconds|хв|шт|pcs|adet|tane|x)(?![\p{L}\d]))/u,
    /(?:24\/7|7\/24)(?!\d)/u,
    /\d{1,3}[ -]?(?:secs?|segundos?|detik|saniye\p{L}*|sn|сек(?:унд\p{L}*)?|second)(?!\p{L})/u,
    /\d{1,2} ?\/ ?\d{1,2}[ -](?:de |of (?:an? |the )?)?(?:p[aá]gina|page|halaman|hlm|sayfa|сторінк|шпальт|полос)\p{L}*/u,
    /\d{1,3} ?[/-] ?\d{1,3} ?(?:cm|mm|px|kg|gb|inch|см|мм|кг|tl|lira|грн|reais|ribu|rb|usd|eur)(?!\p{L})/u,
    /(?<!\p{L})(?:вул|вулиця|вулиці|просп|проспект|пров|бульв|rua|av|avenida|travessa|alameda|jl|jln|jalan|gang|gg)[. ]{1,2}(?:\p{L}[\p{L}'’ʼ.]*,? ){1,4}?(?:n[oº]\.? ?)?\d{1,4}[/-]\d{1,4}/u,
    /\d{1,4}\/\d{1,4} (?:\p{L}{2,20} ){1,2}(?:street|road|lane|avenue)(?!\p{L})/u,
    /(?<!\p{L})(?:sokak|soka[gğ][iı]|sok|cadde|caddesi|cad|street|road|lane|avenue|unit|flat|rt|rt\/rw|daire|apt|mah|mahallesi|kap[ıi]|bina|blok|no(?=[.:])|кв|буд)[.:]* ?(?:no[.:]? ?)?\d{1,4} ?\/ ?\d{1,4}/u,
    /\+\d[\d ()-]{7,20}\d|\(\d{2,4}\) ?\d{3,5}[ -]?\d{3,5}|(?<!\d[-./ ])\d{2,4}[ -]?\d{3,5}[ -]\d{2,5}(?:[ -]\d{2,5}){0,2}|\d{7,20}/u,
  ],
  iso: [/20\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)/],
  time: [
    /(?:[01]?\d|2[0-4])(?:[:h]|:)[0-5]\d(?:[:][0-5]\d)?(?!\d)(?: ?[ap]m(?!\p{L}))?/u,
    /(?:0?\d|1[0-2])(?:[.:][0-5]\d)? ?(?:[ap]m|[ap]\.m\.)(?![\p{L}\d])/u,
    /(?:0?\d|1\d|2[0-3]) ?(?:hs|hrs|h)(?![\p{L}\d])/u,
  ],
  date: [
    /(?<!\d[.,/:-]?)\d{1,2} ?\/ ?\d{1,2}(?: ?\/ ?(?:20)?\d\d)?(?![\d%]|[.,/-]\d)/u,
    /(?<!\d[.,/:-]?)\d{1,2}([.-])\d{1,2}(?:\1(?:20)?\d\d)?(?![\d%]|[.,/-]\d)/u,
  ],
  number: [/\d{1,6}(?:[.,]\d{1,6}){0,4}/],
  word: [word],
  line: [/\n+/],
  sign: [/\S/],
} as const;

const order = ['iso', 'time', 'noise', 'date', 'number', 'word', 'line', 'sign'] as const;
let groups = 0;
/** Back references are counted anew within the one pattern. */
const source = (pattern: RegExp): string => {
  const own = /\((?!\?)/.test(pattern.source.replace(/\\\(/g, ''));
  return own ? pattern.source.replace(/\((?!\?)/, `(?<g${++groups}>`).replace(/\\1/g, `\\k<g${groups}>`) : pattern.source;
};
const pieces = new RegExp(order.map((kind) => `(?<${kind}>${kinds[kind].map(source).join('|')})`).join('|'), 'giu');

const letters: Record<string, string> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х', i: 'і', y: 'у' };

/** Lower case, no accents, no apostrophes; Latin letters amid Cyrillic ones are the Cyrillic that look so. */
export function fold(word: string): string {
  const plain = word
    .normalize('NFKD')
    .replace(/\p{M}|['’ʼ‘`´′]/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i');
  return /\p{Script=Cyrillic}/u.test(plain) ? plain.replace(/[aeopcxiy]/g, (letter) => letters[letter] ?? letter) : plain;
}

/** The pieces of a text, in order. Times of day are left out, as if they had not been said. */
export function scan(text: string): Piece[] {
  const found: Piece[] = [];
  let end = -1;
  for (const match of text.matchAll(pieces)) {
    const [said] = match;
    const [from, to] = [match.index, match.index + said.length];
    const glued = from === end;
    end = to;
    const is = match.groups ?? {};
    if (is.time !== undefined) continue;
    if (is.word !== undefined) {
      const before = said.split(/['’ʼ‘`´′]/, 1)[0] ?? said;
      found.push({ type: 'word', text: fold(said), ...(before === said ? {} : { stem: fold(before) }), from, to, glued });
    } else if (is.line !== undefined) found.push({ type: 'sign', text: '\n', from, to, glued });
    else if (is.sign !== undefined) found.push({ type: 'sign', text: said, from, to, glued });
    else if (is.number !== undefined) found.push({ type: /[.,]/.test(said) ? 'noise' : 'number', text: said, from, to, glued });
    else found.push({ type: is.noise === undefined ? 'date' : 'noise', text: said.replaceAll(' ', ''), from, to, glued });
  }
  return found;
}
