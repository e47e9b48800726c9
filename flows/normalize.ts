// A text as it is compared: what people type differently and mean alike becomes the same.
import { kept } from './kept.ts';

/** Lower case, no accents, no apostrophes within words, no punctuation or emoji at the ends, single spaces. */
export const normalize = kept((text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(\p{L})['’ʼ‘`´](?=\p{L})/gu, '$1')
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim(),
);
