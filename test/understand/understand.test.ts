// What a first message says: the rules of which service is meant, campaigns, links, numbers; also with services that a team has made itself.
import { describe, expect, test } from 'vitest';
import { type Catalogue, type Service, shippedCatalogue } from '../../flows/catalogue.ts';
import { understand } from '../../flows/understand/understand.ts';
import { growth } from '../support/growth.ts';
import { today } from './tables.ts';

const shipped = shippedCatalogue();
const campaigns = [
  { code: 'BF26', name: 'Black Friday', words: ['black friday', 'чорна п’ятниця'] },
  { code: 'XMAS26', name: 'Christmas', words: ['christmas campaign', 'campanha de natal'] },
  { code: 'BFX', name: 'Black Friday Extra', words: [] },
  { code: '1212', name: 'Harbolnas 12.12', words: ['harbolnas', '12.12'] },
];
const hear = (text: string, language = 'en', catalogue: Catalogue = shipped) => understand(text, { catalogue, campaigns, today, language });

describe('the service', () => {
  test.each([
    ['en', 'I need a banner', 'banner'],
    ['en', 'I need a bannner', 'banner'],
    ['en', 'we need a post for our landing page', 'social-post'],
    ['en', 'For the landing page we need a banner', 'banner'],
    ['en', 'the banner you made was great, now I need a landing page', 'landing-page'],
    ['en', 'not a banner, just the logo', 'logo-file'],
    ['en', 'a banner, no wait, a landing page', 'landing-page'],
    ['en', 'a brand new logo please', 'something-else'],
    ['en', 'do you have our logo as a vector?', 'logo-file'],
    ['en', 'do you do logos?', 'question'],
    ['en', 'we need a podcast', 'something-else'],
    ['en', 'how much is a banner?', 'question'],
    ['en', 'I want a refund for the banner', 'complaint'],
    ['en', 'the landing page is down', 'something-broke'],
    ['en', 'hello', null],
    ['pt-BR', 'não é banner, é a logo', 'logo-file'],
    ['pt-BR', 'até logo, preciso de dois banners', 'banner'],
    ['pt-BR', 'quero umas publicações pra semana', 'social-post'],
    ['id', 'bukan spanduk kak, logonya aja', 'logo-file'],
    ['id', 'ikan segar promo hari ini', null],
    ['tr', 'banner değil landing page istiyoruz', 'landing-page'],
    ['tr', 'landing page için afişe ihtiyacımız var', 'banner'],
    ['tr', "banner'ların fiyatı ne kadar", 'question'],
    ['uk', 'не банер, а лендинг', 'landing-page'],
    ['uk', 'треба пару банерів', 'banner'],
    ['uk', 'з рекламою допоможіть', 'ad-campaign'],
    ['en', 'quero um banner', 'banner'],
  ])('%s: %s', (language, text, service) => {
    expect(hear(text, language).service).toBe(service);
  });

  test('is offered where the client is unsure', () => {
    expect(hear('a banner or maybe a landing page, not sure')).toMatchObject({ service: null, services: ['banner', 'landing-page'] });
  });
  test('is none where the client asks how a request stands', () => {
    expect(hear('where is my banner?')).toMatchObject({ service: null, isStatus: true });
    expect(hear('where is my banner? And I need a landing page')).toMatchObject({ service: 'landing-page', isStatus: false });
  });
});

describe('services of a team of its own', () => {
  const flyer: Service = { ...(shipped[0] as Service), id: 'flyer', keywords: { en: ['flyer', 'leaflet'], tr: ['el ilanı'] } };
  const catalogue: Catalogue = [flyer, ...shipped];
  test.each([
    ['en', 'I need two flyers', 'flyer'],
    ['en', 'a leafelt for the fair please', 'flyer'],
    ['tr', 'el ilanları lazım', 'flyer'],
    ['tr', "flyer'a ihtiyacımız var", 'flyer'],
    ['uk', 'не банер, а flyer', 'flyer'],
  ])('%s: %s', (language, text, service) => {
    expect(hear(text, language, catalogue).service).toBe(service);
  });
  test('flyers are something else where no service is for them', () => {
    expect(hear('I need two flyers').service).toBe('something-else');
  });
  test('a role belongs to whichever service has it', () => {
    const renamed = shipped.map((service) => (service.role === 'question' ? { ...service, id: 'ask-us' } : service));
    expect(hear('how much is a banner?', 'en', renamed).service).toBe('ask-us');
  });
  test('where no service has the role nothing is guessed', () => {
    const without = shipped.filter(({ role }) => role !== 'question');
    expect(hear('how much is a banner?', 'en', without).service).toBeNull();
  });
});

describe('the campaign', () => {
  test.each([
    ['a banner for blackfriday', 'BF26'],
    ['a banner for blak friday', 'BF26'],
    ['a banner for BF26', 'BF26'],
    ['a banner for the black friday extra', 'BFX'],
    ['a post for the xmas sale', 'XMAS26'],
    ['a banner for чорну п’ятницю', 'BF26'],
    ['google ads for 12.12', '1212'],
    ['a banner by 12/12', null],
    ['a banner by 12.12', null],
    ['a banner before Black Friday', 'BF26'],
    ['a banner before Christmas', null],
    ['a banner on 12.12.2026', null],
    ['a black banner for friday', null],
  ])('%s', (text, campaign) => {
    expect(hear(text).campaign).toBe(campaign);
  });
});

describe('urgency', () => {
  test.each([
    ['en', 'asap please', true],
    ['en', 'no rush', false],
    ['en', "it's not urgent", false],
    ['en', 'tomorrow', false],
    ['pt-BR', 'é pra ontem', true],
    ['pt-BR', 'não é urgente, sem pressa', false],
    ['id', 'gercep ya kak', true],
    ['id', 'nggak buru-buru', false],
    ['tr', 'ACİL', true],
    ['tr', 'acil değil', false],
    ['uk', 'терміново!', true],
    ['uk', 'не горить', false],
    ['uk', 'горить!!', true],
  ])('%s: %s', (language, text, urgent) => {
    expect(hear(text, language).urgent).toBe(urgent);
  });
});

describe('links', () => {
  test.each([
    ['see https://a.example/x?y=1, thanks', ['https://a.example/x?y=1']],
    ['(http://a.example/b_(c)).', ['http://a.example/b_(c)']],
    ['www.example.com.br/loja!', ['https://www.example.com.br/loja']],
    ['example.com.br/x and example.co.uk', ['https://example.com.br/x', 'https://example.co.uk']],
    ['bit.ly/3abc 👍', ['https://bit.ly/3abc']],
    ['write to ana@example.com', []],
    ['até sexta.me manda o logo.ai', []],
    ['https://a.example https://a.example', ['https://a.example']],
  ])('%s', (text, links) => {
    expect(hear(text).links).toEqual(links);
  });
  test('name no service', () => {
    expect(hear('look at https://example.com/banner/landing-page').service).toBeNull();
  });
});

describe('the quantity', () => {
  test.each([
    ['en', 'I need 3 banners', 3],
    ['en', 'banners x4 (728x90, 300x250)', 4],
    ['en', 'a banner 300x250', null],
    ['en', 'a couple of banners', 2],
    ['pt-BR', 'quero dois posts', 2],
    ['tr', 'iki adet banner lazım', 2],
    ['uk', 'п’ять постів', 5],
    ['id', 'mau 3 konten IG', 3],
  ])('%s: %s', (language, text, quantity) => {
    expect(hear(text, language).quantity).toBe(quantity);
  });
});

test('a message eight times as long takes about eight times as long to understand', () => {
  const told = (times: number) =>
    `${'so we had this meeting and everybody said that something has to be done about it soon and '.repeat(times)} I need a banner`;
  expect(hear(told(40)).service).toBe('banner');
  expect(growth(() => hear(told(5)), () => hear(told(40)))).toBeLessThan(24); // biome-ignore format: one thought
});

test('words in quotation marks are to be printed: no price, no day, no urgency of them', () => {
  expect(hear('Banner for the website, words: "Urgent: half price until Sunday, cost nothing"')).toMatchObject({
    service: 'banner',
    date: null,
    urgent: false,
  });
  expect(hear('please send the "landing page" form').service).toBe('landing-page');
  expect(hear('a banner for the "Black Friday" campaign')).toMatchObject({ service: 'banner', campaign: 'BF26' });
});
