// What a thing is wanted for, taken from a first message: without its article, its ending and its good manners; a day or a place is none.
import { describe, expect, test } from 'vitest';
import { type Service, shippedCatalogue } from '../../../flows/catalogue.ts';
import { type Prefill, prefill } from '../../../flows/prefill.ts';
import { type Campaign, understand } from '../../../flows/understand/understand.ts';

const today = '2026-11-23';
const catalogue = shippedCatalogue();
const banner = catalogue.find(({ id }) => id === 'banner') as Service; // it is shipped

/** What is found of a banner that is asked for so. */
function told(language: string, text: string, campaigns: readonly Campaign[] = []): Prefill {
  return prefill(banner, { text, files: [], campaigns, understood: understand(text, { catalogue, campaigns, today, language }) });
}
const purpose = (language: string, text: string, campaigns?: readonly Campaign[]) =>
  told(language, text, campaigns).answers.purpose?.text ?? '';

const rows: readonly (readonly [language: string, rows: readonly (readonly [said: string, meant: string])[]])[] = [
  [
    'en',
    [
      ['a banner for the summer sale', 'summer sale'],
      ['Banner for a garden party please', 'garden party'],
      ['we need a banner for an open day, thanks', 'open day'],
      ['a banner for our 50th anniversary', 'our 50th anniversary'],
      ['banner for Black Friday', 'Black Friday'],
      ["a Mother's Day banner please", "Mother's Day"],
      ['Christmas sale banner, by friday', 'Christmas sale'],
      ['banner for the fair on 12 December', 'fair'],
      ['banner for the 10% code', '10% code'],
      ['a banner for free', ''],
      ['a banner by Christmas', ''],
      ['a banner for Friday', ''],
      ['a banner for the website', ''],
      ['a black banner', ''],
      ['a banner for us please', ''],
      ['merry christmas! we need a banner', ''],
    ],
  ],
  [
    'pt-BR',
    [
      ['quero um banner para a Black Friday', 'Black Friday'],
      ['banner para o Dia das Mães', 'Dia das Mães'],
      ['banner pra Black Friday', 'Black Friday'],
      ['banner pro Natal, por favor', 'Natal'],
      ['um banner para os dias de feira', 'dias de feira'],
      ['banner para uma nova coleção pfv', 'nova coleção'],
      ['banner da Black Friday', 'Black Friday'],
      ['um banner de Dia dos Pais', 'Dia dos Pais'],
      ['banner da promoção de inverno', 'promoção de inverno'],
      ['um banner pra liquidação, até sexta', 'liquidação'],
      ['banner pra sexta', ''],
      ['banner pro site', ''],
      ['banner até o Natal', ''],
      ['um banner da cor da marca', ''],
      ['queria um banner grande em lona', ''],
      ['banner pro evento de 4 de dezembro', 'evento'],
    ],
  ],
  [
    'id',
    [
      ['banner untuk Harbolnas', 'Harbolnas'],
      ['butuh banner buat promo Lebaran ya kak', 'promo Lebaran'],
      ['banner untuk sebuah pameran', 'pameran'],
      ['banner Harbolnas dong', 'Harbolnas'],
      ['mau banner Hari Ibu, butuh jumat', 'Hari Ibu'],
      ['spanduk promo akhir tahun kak', 'promo akhir tahun'],
      ['banner buat jumat', ''],
      ['banner untuk website', ''],
      ['banner sebelum lebaran', ''],
    ],
  ],
  [
    'tr',
    [
      ['Ramazan kampanyası için banner', 'Ramazan kampanyası'],
      ['Merhaba, Anneler Günü için banner lazım', 'Anneler Günü'],
      ["Anneler Günü'ne banner lazım", 'Anneler Günü'],
      ["Black Friday'e özel banner istiyoruz", 'Black Friday'],
      ['Efsane Cuma bannerı lütfen', 'Efsane Cuma'],
      ['bir açılış için banner', 'açılış'],
      ['Yılbaşı kampanyası banneri', 'Yılbaşı kampanyası'],
      ['cuma için banner', ''],
      ['banner kampanyası yapmak istiyoruz', ''],
      ['web sitesi için banner', ''],
      ['yılbaşına kadar banner', ''],
    ],
  ],
  [
    'uk',
    [
      ['банер на Black Friday', 'Black Friday'],
      ['Банер на Чорну п’ятницю, будь ласка', 'Чорна п’ятниця'],
      ["потрібен банер на чорну п'ятницю", "чорна п'ятниця"],
      ['банер для різдвяної акції', 'різдвяної акції'],
      ['банер на зимовий розпродаж', 'зимовий розпродаж'],
      ['банер на літню акцію до п’ятниці', 'літня акція'],
      ['треба банер на відкриття салону', 'відкриття салону'],
      ['банер на День матері', 'День матері'],
      ['банер до Дня матері', 'День матері'],
      ['банер до Великодня плиз', 'Великодня'],
      ['банер на Новий рік на сайт', 'Новий рік'],
      ['банер про знижки', 'знижки'],
      ["банер на п'ятницю", ''],
      ['банер на сайт', ''],
      ['банер на фейсбук', ''],
      ['банер на головну', ''],
      ['банер на вхід у магазин', ''],
      ['банер на сторінку розпродажу', ''],
      ['розтяжка на ярмарок 3х1 м', 'ярмарок'],
      ['банер під різдвяну акцію', 'різдвяна акція'],
      ['банер на завтра', ''],
      ['потрібен банер, треба до Різдва', ''],
    ],
  ],
];

describe.each(rows)('in %s', (language, own) => {
  test.each(own.map(([said, meant]) => ({ said, meant })))('“$said” is for “$meant”', ({ said, meant }) => {
    expect(purpose(language, said)).toBe(meant);
  });
});

test('a feast that a thing is for may be its day, too', () => {
  expect(told('uk', 'банер до Дня матері').answers).toMatchObject({ '+day': { value: '2027-05-09' }, purpose: { text: 'День матері' } });
});

test('a day and a place beside the occasion stay what they are', () => {
  expect(told('uk', 'банер на Black Friday на сайт на четвер').answers).toMatchObject({
    '+day': { value: '2026-11-26' },
    purpose: { text: 'Black Friday' },
    place: { options: ['site'] },
  });
});

test('a campaign of the book bears its own name', () => {
  const campaigns = [{ code: 'BF26', name: 'Чорна п’ятниця 2026', words: ['black friday', 'чорна п’ятниця'] }];
  expect(told('uk', 'банер на Black Friday', campaigns).answers).toMatchObject({ '+campaign': { value: 'BF26' }, purpose: { text: 'Чорна п’ятниця 2026' } }); // biome-ignore format: one thought
});
