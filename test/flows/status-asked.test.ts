// Where a request stands, asked with other words around it, in five languages; and answers that only hold such words.
import { expect, test } from 'vitest';
import { shippedCatalogue } from '../../flows/catalogue.ts';
import { statusAsked } from '../../flows/status-asked.ts';

const catalogue = shippedCatalogue();

test.each([
  ['tr', 'banner ne oldu', { service: 'banner' }],
  ['tr', '1024 ne durumda', { number: 1024 }],
  ['tr', '#1024 numaralı talebim ne durumda hocam?', { number: 1024 }],
  ['tr', 'siparişim nerede kaldı acaba', {}],
  ['tr', 'bu arada bizim logo noldu ya', { service: 'logo-file' }],
  ['tr', 'bannerımız hazır mı', { service: 'banner' }],
  ['en', 'hey where is my banner?', { service: 'banner' }],
  ['en', "btw, how's the landing page coming along", { service: 'landing-page' }],
  ['en', 'any update on 1024 please', { number: 1024 }],
  ['pt-BR', 'cadê meu banner gente', { service: 'banner' }],
  ['pt-BR', 'e aí, o post já ficou pronto?', { service: 'social-post' }],
  ['pt-BR', 'o 1024 tá pronto?', { number: 1024 }],
  ['id', 'banner saya sudah sampai mana kak', { service: 'banner' }],
  ['id', 'yang 1024 gimana ya', { number: 1024 }],
  ['uk', 'а де мій банер?', { service: 'banner' }],
  ['uk', 'що там з логотипом', { service: 'logo-file' }],
  ['uk', 'номер 1024 вже готовий?', { number: 1024 }],
])('%s: “%s” asks the status of %j', (language, text, found) => {
  expect(statusAsked(text, catalogue, language)).toEqual(found);
});

test.each([
  ['tr', 'Siparişim nerede diyen müşterilere indirim'],
  ['tr', 'banner lazım, ne zaman hazır olur?'],
  ['tr', 'nerede'],
  ['tr', 'banner'],
  ['tr', '1024'],
  ['tr', 'bizi takip edin'],
  ['en', 'Where is my mind? The banner for the concert'],
  ['en', 'what about a banner and a post for Friday'],
  ['pt-BR', 'cadê todo mundo? banner da festa'],
  ['id', 'gimana kalau bannernya merah'],
  ['uk', 'як'],
])('%s: “%s” does not', (language, text) => {
  expect(statusAsked(text, catalogue, language)).toBeUndefined();
});
