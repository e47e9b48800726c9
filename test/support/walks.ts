// The three example walks of the seed texts, client on any channel and desk on Telegram: who does what, and what the client gets for it.
import { expect } from 'vitest';
import { shippedCatalogue } from '../../flows/catalogue.ts';
import { seedWalks } from './seed-walks.ts';
import type { TelegramHouse } from './telegram.ts';

/** The client on their channel: each deed resolves when the house is at rest. */
export type WalkClient = {
  says(text: string): Promise<unknown>;
  /** Chooses: by its button, or by typing it where there are none. */
  presses(label: string): Promise<unknown>;
  /** The words of what came since this was last asked; a title is its first line. */
  news(): string[];
};

type Sides = { house: TelegramHouse; client: WalkClient };

export const portuguese = seedWalks('pt-BR');
export const indonesian = seedWalks('id');

/** A deed of either side, and how the one message that the client gets for it goes on after the ticket's title. */
type Step = [deed: Deed, client: string | RegExp];
type Deed = (sides: Sides) => Promise<unknown>;
const number = 1001;
const says =
  (text: string): Deed =>
  ({ client }) =>
    client.says(text);
const presses =
  (label: string): Deed =>
  ({ client }) =>
    client.presses(label);
const desk =
  (label: string): Deed =>
  ({ house }) =>
    house.desk.presses(number, label);
const tells =
  (label: string, text: string): Deed =>
  ({ house }) =>
    house.desk.tells(number, label, text);
const promises =
  (day: string): Deed =>
  async ({ house }) => {
    await house.desk.presses(number, 'Promise a day');
    const label = /\d+/.exec(day)?.[0] ?? day;
    const asked = house.desk.group.chat.last((message) => message.buttons.includes(label));
    if (asked) await house.desk.presses(asked, label);
  };

export type Walk = { name: string; service: string; says: string[]; title: string; steps: Step[] };

export const walks: Record<'en' | 'pt-br', Walk[]> = {
  en: [
    {
      name: 'banner',
      service: 'banner',
      title: '#1001 · Banner',
      says: ['I need a banner on the website for the discount campaign.', 'Up to 50% off', 'skip'],
      steps: [
        [presses('Yes, send it'), /^Thank you, it's with the team! Your number is 1001, .* you'll hear from a person by \d\d:\d\d today\./],
        [desk('Take it'), '▰▰▱▱▱ Analysis\nBruno is looking into it and is your contact from here on.'],
        [tells('Ask client', 'Which size?'), 'Bruno has a question:\n\nWhich size?\n\nJust answer here; files are welcome.'],
        [says('300 × 250'), 'Thanks, the team has your answer and is carrying on.'],
        [desk('To planning'), "▰▰▰▱▱ Planning\nWe know what's needed. Next you'll get a delivery date."],
        [promises('Friday 27 November'), 'It will be ready by Friday 27 November.'],
        [desk('Start production'), "▰▰▰▰▱ Production\nWe've started work. It will be ready by Friday 27 November."],
        [desk('To delivery'), "▰▰▰▰▰ Delivery\nIt's done. We're giving it a final check before we send it over."],
        [tells('Deliver', 'https://example.com/banner'), 'https://example.com/banner\n\nHere it is! Have a look: is it as you wanted?'],
        [presses('Approve'), 'Great, all done. Thank you!'],
      ],
    },
    {
      name: 'landing page',
      service: 'landing-page',
      title: '#1001 · Landing page',
      says: ['I need a landing page for a new product.', '2', 'skip', 'skip'],
      steps: [
        [presses('Yes, send it'), /^Thank you, it's with the team! Your number is 1001,/],
        [desk('Take it'), /^▰▰▱▱▱ Analysis\nBruno is looking into it/],
        [desk('To planning'), /^▰▰▰▱▱ Planning\n/],
        [promises('Monday 30 November'), 'It will be ready by Monday 30 November.'],
        [desk('Start production'), /^▰▰▰▰▱ Production\nWe've started work\. It will be ready by Monday 30 November\.$/],
        [desk('To delivery'), /^▰▰▰▰▰ Delivery\n/],
        [tells('Deliver', 'https://example.com/mixer'), /^https:\/\/example\.com\/mixer\n\nHere it is!/],
        [says('approve'), 'Great, all done. Thank you!'],
      ],
    },
    {
      name: 'logo file',
      service: 'logo-file',
      title: '#1001 · Logo file',
      says: ['I need my logo file.', 'Both, or not sure yet', 'SVG'],
      steps: [
        [presses('Yes, send it'), /^Thank you, it's with the team! Your number is 1001,/],
        [desk('Take it'), /^▰▰▱▱▱ Analysis\nBruno is looking into it/],
        [
          tells('Answer and close', 'https://example.com/logo.svg'),
          "https://example.com/logo.svg\n\nWith that we've closed this request. If something is missing, reply to this message.",
        ],
      ],
    },
  ],
  'pt-br': [
    {
      name: 'banner',
      service: 'banner',
      title: '#1001 · Banner',
      says: [portuguese[0]?.request ?? '', 'Até 50% de desconto', 'pular'],
      steps: [
        [presses('Sim, pode enviar'), /^Obrigado, já está com a equipe! Seu número é 1001, .* uma pessoa responde hoje até as \d\d:\d\d\./],
        [desk('Take it'), '▰▰▱▱▱ Análise\nBruno está vendo seu pedido e é o seu contato a partir de agora.'],
        [tells('Ask client', 'Qual tamanho?'), 'Bruno tem uma pergunta:\n\nQual tamanho?\n\nÉ só responder aqui; pode mandar arquivos.'],
        [says('300 × 250'), 'Obrigado, a equipe já tem a sua resposta e segue com o trabalho.'],
        [desk('To planning'), '▰▰▰▱▱ Planejamento\nJá temos tudo o que precisamos. Em breve você recebe a data de entrega.'],
        [promises('Friday 27 November'), 'Fica pronto até sexta-feira, 27 de novembro.'],
        [desk('Start production'), /^▰▰▰▰▱ Produção\nComeçamos a produzir\. Entrega até sexta-feira, 27 de novembro\.$/],
        [desk('To delivery'), '▰▰▰▰▰ Entrega\nFicou pronto! Vamos dar uma última conferida antes de mandar para você.'],
        [tells('Deliver', 'https://example.com/banner'), /^https:\/\/example\.com\/banner\n\nAqui está! Dê uma olhada/],
        [presses('Aprovar'), 'Que bom! Então está concluído. Obrigado!'],
      ],
    },
    {
      name: 'landing page',
      service: 'landing-page',
      title: '#1001 · Landing page',
      says: [portuguese[1]?.request ?? '', 'Comprar', 'pular', 'pular'],
      steps: [
        [presses('Sim, pode enviar'), /^Obrigado, já está com a equipe! Seu número é 1001,/],
        [desk('Take it'), /^▰▰▱▱▱ Análise\n/],
        [desk('To planning'), /^▰▰▰▱▱ Planejamento\n/],
        [promises('Monday 30 November'), /^Fica pronto até segunda-feira, 30 de novembro\.$/],
        [desk('Start production'), /^▰▰▰▰▱ Produção\n/],
        [desk('To delivery'), /^▰▰▰▰▰ Entrega\n/],
        [tells('Deliver', 'https://example.com/batedeira'), /Aqui está!/],
        [says('aprovado'), 'Que bom! Então está concluído. Obrigado!'],
      ],
    },
    {
      name: 'logo file',
      service: 'logo-file',
      title: '#1001 · Arquivo da logomarca',
      says: [portuguese[2]?.request ?? '', 'Os dois, ou não sei', 'SVG'],
      steps: [
        [presses('Sim, pode enviar'), /^Obrigado, já está com a equipe! Seu número é 1001,/],
        [desk('Take it'), /^▰▰▱▱▱ Análise\n/],
        [tells('Answer and close', 'https://example.com/logo.svg'), /^https:\/\/example\.com\/logo\.svg\n\nPedido encerrado\./],
      ],
    },
  ],
};

/** Walks it; each change reaches the client as one message, and the places are those of the seed text. `i`: which of the three. */
export async function walkThrough(sides: Sides, walk: Walk, i: number): Promise<void> {
  const { house, client } = sides;
  const countEvents = async (): Promise<number> => Number((await house.rows('SELECT count(*) AS n FROM event'))[0]?.n);
  for (const text of walk.says) await client.says(text);
  for (const [deed, told] of walk.steps) {
    const before = await countEvents();
    client.news();
    await deed(sides);
    const news = client.news();
    expect(await countEvents()).toBe(before + 1);
    expect(news).toEqual([expect.stringContaining(`${walk.title}\n`)]);
    const words = news[0]?.slice(walk.title.length + 1);
    if (typeof told === 'string') expect(words).toBe(told);
    else expect(words).toMatch(told);
  }
  expect(await house.walk(number)).toEqual(portuguese[i]?.places);
  expect(await house.walk(number)).toEqual(indonesian[i]?.places);
  const service = shippedCatalogue().find((one) => one.id === walk.service);
  if (i < 2) expect(service?.steps.map(({ id }) => id)).toEqual(portuguese[i]?.steps);
  expect(house.logged).toEqual([]);
}
