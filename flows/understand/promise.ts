// The campaign whose promise a message speaks of: "about the 20 % coupon". Its number counts where a word of an offer stands by it, and
// so do two words of the promise side by side; what two campaigns promise alike names neither.
import type { Campaign, CampaignFound } from './campaign.ts';
import { type Token, tokensOf } from './tokens.ts';

type Span = { from: number; to: number };

/** `20 %`, `%20`, `20 percent`: the share that is let off, whatever the language writes. */
const shares =
  /(?<![\d.,])(\d{1,2})\s?(?:%|percent\b|per cent\b|pct\b|por cento\b|persen\b|відсотк\p{L}*|процент\p{L}*)|(?:%\s?|yüzde\s)(\d{1,2})(?!\d)/giu;

/** Words for what an offer is, in any language, as they begin. */
const offers =
  /^(?:coupon|voucher|discount|off$|deal|offer|promo|code|cupom|cupon|cupons|vale|desconto|oferta|codigo|kupon|voucer|diskon|potongan|penawaran|kode|indirim|teklif|firsat|kod|купон|знижк|скидк|акці|пропозиц|промокод|ваучер)/;

/** Words that a promise has and that name nothing. */
const common = new Set('the and for with your our all every each from until till only this that first more than para com seus suas todo toda todos todas ate seu sua mais dan untuk dengan semua setiap sampai hingga yang bir icin tum her kadar ile ve для на всі все до від при'.split(' ')); // biome-ignore format: a list
const least = 4;

const sharesIn = (text: string): (Span & { share: string })[] =>
  [...text.matchAll(shares)].map(({ 0: said, 1: after, 2: before, index }) => ({
    share: String(Number(after ?? before)),
    from: index,
    to: index + said.length,
  }));

type Known = { shares: ReadonlySet<string>; pairs: ReadonlySet<string> };
const kept = new WeakMap<readonly string[], Known>();

function knownOf(promises: readonly string[]): Known {
  let known = kept.get(promises);
  if (!known) {
    known = {
      shares: new Set(promises.flatMap((one) => sharesIn(one).map(({ share }) => share))),
      pairs: new Set(promises.flatMap((one) => pairsIn(tokensOf(one)).map(({ words }) => words))),
    };
    kept.set(promises, known);
  }
  return known;
}

/** Two telling words side by side in a clause. */
const pairsIn = (tokens: readonly Token[]): (Span & { words: string })[] =>
  tokens.flatMap((one, i) => {
    const next = tokens[i + 1];
    return next && next.clause === one.clause && isTelling(one) && isTelling(next)
      ? [{ words: `${one.word} ${next.word}`, from: one.from, to: next.to }]
      : [];
  });
const isTelling = ({ word }: Token): boolean => word.length >= least && !common.has(word) && /\p{L}/u.test(word);

/** The one campaign whose promise the text speaks of, and where. */
export function findPromised(text: string, campaigns: readonly Campaign[]): CampaignFound | undefined {
  const promising = campaigns.filter(({ promises = [] }) => promises.length > 0);
  if (promising.length === 0) return undefined;
  const tokens = tokensOf(text);
  const isOffer = tokens.some(({ word }) => offers.test(word));
  const spans = [
    ...(isOffer ? sharesIn(text).map(({ share, from, to }) => ({ from, to, isOf: (known: Known) => known.shares.has(share) })) : []),
    ...pairsIn(tokens).map(({ words, from, to }) => ({ from, to, isOf: (known: Known) => known.pairs.has(words) })),
  ];
  for (const { from, to, isOf } of spans) {
    const [one, ...others] = promising.filter(({ promises = [] }) => isOf(knownOf(promises)));
    if (one && others.length === 0) return { code: one.code, from, to, isDeadline: false };
  }
  return undefined;
}
