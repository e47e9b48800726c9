// How many stars people's own words mean, in the languages whose ratings are not walked through a whole conversation.
import { expect, test } from 'vitest';
import { readRating } from '../../flows/stars.ts';

test.each([
  ['4 dari 5', 4, ''],
  ['4 bintang dari 5 kak', 4, ''],
  ['empat dari lima', 4, ''],
  ['bagus bangettttt kak', 5, 'bagus bangettttt kak'],
  ['lumayan min', 3, 'lumayan min'],
  ['5 üzerinden 4', 4, ''],
  ['süper hocam', 5, 'süper hocam'],
  ['4 з 5', 4, ''],
  ['3 із 5: довго', 3, 'довго'],
  ['10 üzerinden 9', 5, ''],
])('“%s” is %d', (said, stars, text) => {
  expect(readRating(said)).toEqual({ stars, text });
});

test.each(['4 dari 9', '5 dari 4', '4 dari tim', 'dari 5', '9 üzerinden 5 kişi', 'kak', '2 of 3 were fine'])('“%s” is none', (said) => {
  expect(readRating(said)).toBeUndefined();
});
