// A text as it is compared: what people type differently and mean alike becomes the same.

const normalized = new Map<string, string>();
const mostNormalized = 5_000;

/** Lower case, no accents, no apostrophes within words, no punctuation or emoji at the ends, single spaces. Labels come again and again, so they are kept. */
export function normalize(text: string): string {
  const known = normalized.get(text);
  if (known !== undefined) return known;
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(\p{L})['’ʼ‘`´](?=\p{L})/gu, '$1')
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (text.length <= 100) {
    if (normalized.size >= mostNormalized) normalized.clear();
    normalized.set(text, plain);
  }
  return plain;
}
