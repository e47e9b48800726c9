// The three example walks of the seed texts with the client on the WhatsApp Cloud API and the desk on Telegram, in both languages.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, type GraphHouse, openGraph } from '../support/graph.ts';
import { seedWalks } from '../support/seed-walks.ts';

let house: GraphHouse;
let client: Client;

beforeEach(async () => {
  house = await openGraph();
});
afterEach(() => house.close());

const number = 1001;
/** A deed of either side, and how the one message that the client gets for it goes on after the ticket's title. */
type Step = [deed: () => Promise<unknown>, told: RegExp];
const says = (text: string) => () => client.says(text);
const presses = (label: string) => () => client.presses(label);
const desk = (label: string) => () => house.desk.presses(number, label);
const tells = (label: string, text: string) => () => house.desk.tells(number, label, text);
const promises = (day: string) => async () => {
  await house.desk.presses(number, 'Promise a day');
  const asked = house.desk.group.chat.last((message) => message.buttons.includes(day));
  if (asked) await house.desk.presses(asked, day);
};

type Walk = { title: string; asks: string[]; steps: Step[] };
type Words = { yes: string; approve: string; titles: [string, string, string]; answers: [string[], string[], string[]] };

const walksIn = ({ yes, approve, titles, answers }: Words): Walk[] => [
  {
    title: titles[0],
    asks: answers[0],
    steps: [
      [presses(yes), /1001/],
      [desk('Take it'), /Bruno/],
      [tells('Ask client', 'Which size?'), /Which size\?/],
      [says('300 × 250'), /./],
      [desk('To planning'), /▰▰▰▱▱/],
      [promises('Friday 27 November'), /27/],
      [desk('Start production'), /▰▰▰▰▱/],
      [desk('To delivery'), /▰▰▰▰▰/],
      [tells('Deliver', 'https://example.com/banner'), /^https:\/\/example\.com\/banner\n\n/],
      [presses(approve), /./],
    ],
  },
  {
    title: titles[1],
    asks: answers[1],
    steps: [
      [presses(yes), /1001/],
      [desk('Take it'), /Bruno/],
      [desk('To planning'), /▰▰▰▱▱/],
      [promises('Monday 30 November'), /30/],
      [desk('Start production'), /▰▰▰▰▱/],
      [desk('To delivery'), /▰▰▰▰▰/],
      [tells('Deliver', 'https://example.com/mixer'), /^https:\/\/example\.com\/mixer\n\n/],
      [says(approve), /./],
    ],
  },
  {
    title: titles[2],
    asks: answers[2],
    steps: [
      [presses(yes), /1001/],
      [desk('Take it'), /Bruno/],
      [tells('Answer and close', 'https://example.com/logo.svg'), /^https:\/\/example\.com\/logo\.svg\n\n/],
    ],
  },
];

const requests = seedWalks('pt-BR').map((walk) => walk.request);
const tongues: { language: string; phone: string; words: Words }[] = [
  {
    language: 'English',
    phone: '16505550111',
    words: {
      yes: 'Yes, send it',
      approve: 'Approve',
      titles: ['#1001 · Banner', '#1001 · Landing page', '#1001 · Logo file'],
      answers: [
        ['I need a banner on the website for the discount campaign.', 'Discount campaign', '1', 'Up to 50% off', 'skip'],
        ['I need a landing page for a new product.', 'The new mixer, for bakers', '2', 'skip', 'skip'],
        ['I need my logo file.', '3', 'SVG'],
      ],
    },
  },
  {
    language: 'Portuguese, as a number of Brazil suggests',
    phone: '5500900000111',
    words: {
      yes: 'Sim, pode enviar',
      approve: 'Aprovar',
      titles: ['#1001 · Banner', '#1001 · Landing page', '#1001 · Arquivo da logomarca'],
      answers: [
        [requests[0] ?? '', 'Campanha de desconto', '1', 'Até 50% de desconto', 'pular'],
        [requests[1] ?? '', 'A batedeira nova, para padarias', 'Comprar', 'pular', 'pular'],
        [requests[2] ?? '', '3', 'SVG'],
      ],
    },
  },
];

const cases = tongues.flatMap(({ language, phone, words }) => walksIn(words).map((walk, i) => ({ ...walk, i, language, phone })));

describe('a client on WhatsApp', () => {
  test.each(cases)('walks the way of "$title" in $language', async ({ title, asks, steps, i, phone }) => {
    client = house.client({ phone });
    for (const text of asks) expect(await client.says(text)).toHaveLength(1);
    for (const [deed, told] of steps) {
      const before = await countEvents();
      client.news();
      const said = (await deed()) as unknown;
      await house.settle();
      const news = Array.isArray(said) ? said : client.news();
      expect(await countEvents()).toBe(before + 1);
      expect(news).toHaveLength(1);
      const [{ text, raw }] = news;
      expect(raw.startsWith(`*${title}*\n`)).toBe(true);
      expect(text.slice(title.length + 1)).toMatch(told);
    }
    for (const language of ['pt-BR', 'id'] as const) expect(await house.walk(number)).toEqual(seedWalks(language)[i]?.places);
    expect(house.logged).toEqual([]);
    expect(house.telegram.logged).toEqual([]);
    expect(house.graph.calls.filter(({ status }) => status !== 200)).toEqual([]);
  });
});

test('choices are buttons where they fit, a list where they are many, and both can be typed by number', async () => {
  client = house.client();
  const [asked] = await client.says('logo');
  expect(asked?.labels).toEqual(['On a screen', 'In print', 'Both, or not sure yet']);
  expect(asked?.footer).toMatch(/Cancel/);
  expect((await client.says('2'))[0]?.text).toContain('2 of 2');
});

const countEvents = async (): Promise<number> => Number((await house.rows('SELECT count(*) AS n FROM event'))[0]?.n);
