// In the middle of every question of every service, in both languages: status, help, back and cancel; and every way to answer.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inLanguage, type Service, shippedCatalogue } from '../../flows/catalogue.ts';
import type { MessageRecord } from '../loopback/bot-api/index.ts';
import { type Client, only, openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
beforeEach(async () => {
  house = await openTelegram();
});
afterEach(() => house.close());

const tongues = [
  {
    name: 'English',
    language: 'en',
    code: 'en',
    say: { status: 'status', help: 'help', back: 'back', cancel: 'cancel', skip: 'skip' },
    answers: {
      status: /^Nothing has gone to the team yet/,
      help: /^What you can type, at any moment\n/,
      cancel: /^Dropped; nothing was sent/,
    },
    step: (n: number, of: number) => `${n} of ${of}`,
    only: 'one question',
    summary: /is this right\?/,
    send: 'Yes, send it',
  },
  {
    name: 'Portuguese',
    language: 'pt-BR',
    code: 'pt-br',
    say: { status: 'status', help: 'ajuda', back: 'voltar', cancel: 'cancelar', skip: 'pular' },
    answers: {
      status: /^Ainda não foi nada para a equipe/,
      help: /^O que você pode escrever, a qualquer momento\n/,
      cancel: /^Pedido descartado/,
    },
    step: (n: number, of: number) => `${n} de ${of}`,
    only: 'uma pergunta',
    summary: /está certo assim\?/,
    send: 'Sim, pode enviar',
  },
] as const;

/** Text and buttons of a message, without the first line, which says how far one is. */
const body = (message: MessageRecord | undefined) => ({
  words: wordsOf(message).replace(/^.*\n/, ''),
  buttons: message?.buttons,
});

describe.each(tongues)('$name', (tongue) => {
  let ana: Client;
  beforeEach(() => {
    ana = house.client({ language_code: tongue.code });
  });
  const start = async (service: Service): Promise<MessageRecord[]> => {
    await ana.says('/start');
    return ana.presses(`${service.emoji} ${inLanguage(service.name, tongue.language)}`);
  };
  const asksFor = (message: MessageRecord | undefined, service: Service, step: number) => {
    const question = service.questions[step];
    if (!question) return expect(wordsOf(message)).toMatch(tongue.summary);
    const { length } = service.questions;
    const steps = [tongue.step(step + 1, length), ...(length === 1 ? [tongue.only] : [])]; // a service of one question says so as it begins
    expect(steps.filter((one) => wordsOf(message).includes(one))).toHaveLength(1);
    expect(wordsOf(message)).toContain(inLanguage(question.ask, tongue.language));
  };

  test.each(shippedCatalogue().map((service) => ({ id: service.id, service })))(
    'understands status, help, back and cancel at every question of $id, and at its summary',
    async ({ service }) => {
      const count = service.questions.length;
      const answer = (step: number) => (service.questions[step]?.type === 'choice' ? '1' : `answer ${step}`);
      asksFor((await start(service)).at(-1), service, 0);
      for (let step = 0; step <= count; step += 1) {
        const question = ana.last();
        asksFor(question, service, step);
        for (const word of ['status', 'help'] as const) {
          const [told, again, ...more] = await ana.says(tongue.say[word]);
          expect(wordsOf(told)).toMatch(tongue.answers[word]);
          expect(body(again)).toEqual(body(question));
          expect(more).toEqual([]);
        }
        if (step > 0) {
          asksFor((await ana.says(tongue.say.back)).at(-1), service, step - 1);
          await ana.says(answer(step - 1));
          expect(body(ana.last())).toEqual(body(question));
        }
        expect(only(await ana.says(tongue.say.cancel))).toMatch(tongue.answers.cancel);
        await start(service);
        for (let before = 0; before < step; before += 1) await ana.says(answer(before));
        expect(body(ana.last())).toEqual(body(question));
        if (step < count) await ana.says(answer(step));
      }
      await ana.presses(tongue.send);
      expect(await house.walk(1001)).toEqual(['triage/open']);
    },
  );
});

describe('a choice is answered', () => {
  const banner = shippedCatalogue().find(({ id }) => id === 'banner');
  const where = banner?.questions.find(({ id }) => id === 'place');
  const options = where?.options.map(({ label }) => label) ?? [];

  const chosen = async (tongue: (typeof tongues)[number], deed: (ana: Client) => Promise<unknown>): Promise<string> => {
    const ana = house.client({ language_code: tongue.code });
    await ana.says('banner');
    await ana.says('x marks the spot');
    await deed(ana);
    expect(wordsOf(ana.last())).toContain(tongue.step(3, 4));
    for (const text of ['these words', tongue.say.skip]) await ana.says(text);
    return /• (?:Where|Onde): (.*)/.exec(wordsOf(ana.last()))?.[1] ?? '';
  };

  test.each(
    tongues.flatMap((tongue) => options.map((words, i) => ({ name: tongue.name, tongue, label: inLanguage(words, tongue.language), i }))),
  )('by button, number, label, small letters and near miss: $label ($name)', async ({ tongue, label, i }) => {
    const slip = `${label.slice(0, -2)}${label.at(-1)}${label.at(-2)}`; // the last two letters swapped
    const ways: ((ana: Client) => Promise<unknown>)[] = [
      (ana) => ana.presses(label),
      (ana) => ana.says(String(i + 1)),
      (ana) => ana.says(`${i + 1}.`),
      (ana) => ana.says(label.toLowerCase()),
      (ana) => ana.says(slip),
    ];
    for (const way of ways) {
      expect(await chosen(tongue, way)).toBe(label);
      await house.client().says(tongue.say.cancel);
    }
  });

  test.each(['9', '0', 'elsewhere', '😀', 'on'])('but not by %s: it is asked again, with the buttons', async (text) => {
    const ana = house.client();
    for (const said of ['banner', 'a fair']) await ana.says(said);
    const replies = await ana.says(text);
    expect(only(replies)).toContain("I didn't catch which one you mean. Its number is enough.\n\nWhere will it be shown?");
    expect(ana.last().buttons).toEqual([...options.map(({ en }) => en), 'Back', 'Cancel']);
  });

  test('a sticker is no answer, and the third miss in a row offers a person', async () => {
    const ana = house.client();
    for (const said of ['banner', 'a fair']) await ana.says(said);
    expect(only(await ana.sends('sticker', new Uint8Array([1, 2, 3])))).toContain(
      "I can't use that as an answer. Please send words or a file.",
    );
    await ana.says('elsewhere');
    expect(only(await ana.says('elsewhere'))).toContain('Rather speak with one of us? Type “person”.');
  });

  test('a button of an earlier question says so, and the question comes back', async () => {
    const ana = house.client();
    for (const said of ['banner', 'a fair']) await ana.says(said);
    const earlier = ana.last();
    await ana.says('1');
    const replies = await ana.presses('In print', earlier);
    expect(only(replies)).toContain('That button belongs to an earlier question. This is where we are:\n\nWhich words should be on it?');
    expect(house.api.presses.at(-1)?.answer).toEqual({});
  });
});
