// What a campaign promises is how clients speak of it: "about the 20 % coupon". What two of them promise alike names neither.
import { expect, test } from 'vitest';
import { shippedCatalogue } from '../../../flows/catalogue.ts';
import type { Campaign } from '../../../flows/understand/understand.ts';
import { understand } from '../../../flows/understand/understand.ts';

const campaigns: Campaign[] = [
  { code: 'SHOES', name: 'Sapatos', words: [], promises: ['20 % off all shoes until Sunday', 'Entrega grátis a partir de R$ 50'] },
  { code: 'FAIR', name: 'Feira', words: ['feira'], promises: ['A voucher of 15 percent for everybody', '10 % off at the stand'] },
  { code: 'APP', name: 'Aplicativo', words: [], promises: ['10% off your first order', 'A golden sticker for members'] },
  { code: 'QUIET', name: 'Calm', words: [] },
];
const catalogue = shippedCatalogue();
const found = (said: string, language = 'en', of: readonly Campaign[] = campaigns) =>
  understand(said, { catalogue, campaigns: of, today: '2026-11-23', language }).campaign;

test.each([
  ['en', 'about the 20 % coupon', 'SHOES'],
  ['en', 'Is the 15% voucher good online too?', 'FAIR'],
  ['en', 'the discount of 20 per cent does not work', 'SHOES'],
  ['en', 'I need a banner saying "20 % off"', 'SHOES'],
  ['en', 'where is my golden sticker?', 'APP'],
  ['pt-BR', 'o cupom de 20% não funciona', 'SHOES'],
  ['pt-BR', 'desconto de 15 por cento, como pego?', 'FAIR'],
  ['pt-BR', 'a entrega grátis vale para mim?', 'SHOES'],
  ['id', 'kupon 20 persen tidak bisa dipakai', 'SHOES'],
  ['tr', '%20 indirim kuponu çalışmıyor', 'SHOES'],
  ['tr', 'yüzde 15 indirim ne zaman bitiyor?', 'FAIR'],
  ['uk', 'щодо знижки 20 відсотків: купон не діє', 'SHOES'],
  ['en', 'the 10 % coupon of the feira', 'FAIR'],
])('%s: “%s” is about %s', (language, said, code) => {
  expect(found(said, language)).toBe(code);
});

test.each([
  ['en', 'the 10 % coupon'], // two promise it
  ['en', '20 % of the posts are online'],
  ['en', 'a coupon for 120 % more'],
  ['en', 'I need 20 banners with a coupon'],
  ['en', 'a sticker with golden letters'],
  ['en', 'until Sunday, please'],
  ['tr', '%25 indirim'],
])('%s: “%s” is about none', (language, said) => {
  expect(found(said, language)).toBeNull();
});

test('a name goes before a promise, and a promise is no day', () => {
  expect(found('Calm: the 20 % coupon')).toBe('QUIET');
  expect(understand('a banner: 20 % off, by 27/11', { catalogue, campaigns, today: '2026-11-23', language: 'en' })).toMatchObject({
    campaign: 'SHOES',
    date: { type: 'day', day: '2026-11-27' },
  });
});
