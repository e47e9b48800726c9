// "my data" and "erase my data" as a client says them and reads the answer; and what stays of a ticket without its words.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeFor } from '../../flows/erase.ts';
import { evolve } from '../../flows/evolve.ts';
import { redact, redactTicket } from '../../flows/redact.ts';
import { wordsFor } from '../../flows/texts.ts';
import type { Ticket } from '../../flows/ticket.ts';
import { aFile, openRoom, type Room, readBy } from '../support/flow-room.ts';
import { anySteps } from '../support/flow-steps.ts';

type Step = string | ((room: Room) => ReturnType<Room['say']>);
/** What must be read; `not` begins what must not be. */
type Line = [Step, ...string[]];
type Dialogue = { what: string; language?: string; lines: Line[]; after?: (room: Room) => void };

const code: Step = (room) => room.say(room.conversation()?.erasing?.code ?? 'none');
const minutes =
  (count: number): Step =>
  (room) => {
    room.sleep(count * 60_000);
    return code(room);
  };
const filed: Line[] = [['banner'], ['Summer sale'], ['2'], ['Half price'], ['skip'], ['yes', '1001']];
const filedInPortuguese: Line[] = [['banner'], ['Festa junina'], ['2'], ['Metade do preço'], ['pular'], ['sim', '1001']];
const isGone = (room: Room) => {
  expect(room.conversation()).toBeUndefined();
  expect(room.person()).toBeUndefined();
  expect(JSON.stringify(room.tickets())).not.toMatch(/Summer|Half|Festa|Metade/);
};
const isThere = (room: Room) => expect(room.ticket(1001)?.brief[0]?.text).toMatch(/Summer sale|Festa junina/);

const dialogues: Dialogue[] = [
  {
    what: 'the file, in the middle of a request, which goes on',
    lines: [
      ['banner', '1 of 4'],
      ['My data!', 'everything we keep about you', '[document]'],
      ['Summer sale', '2 of 4'],
    ],
  },
  { what: 'the file, by a command', lines: [['/mydata', '[document]']] },
  { what: 'o arquivo', language: 'pt-BR', lines: [['oi'], ['meus dados', 'Aqui está tudo', '[document]']] },
  {
    what: 'erased, by the code',
    lines: [
      ...filed,
      [
        'erase my data',
        'your 6 messages',
        'every word of your request.',
        'One is still open and will be cancelled.',
        'within 10 minutes',
        '[Keep my data]',
        'not document',
      ],
      [code, 'Done: you are erased here. Your open request is cancelled.'],
    ],
    after: (room) => {
      isGone(room);
      expect(room.ticket(1001)).toMatchObject({ situation: 'cancelled', stage: 'triage', service: 'banner' });
    },
  },
  {
    what: 'apagado, pelo código',
    language: 'pt-BR',
    lines: [
      ...filedInPortuguese,
      ['Apagar meus dados.', 'suas 6 mensagens', 'cada palavra do seu pedido', '[Manter meus dados]'],
      [code, 'Pronto: seus dados foram apagados daqui. Seu pedido em aberto foi cancelado.'],
    ],
    after: isGone,
  },
  {
    what: 'the code with a space and in keycaps',
    lines: [
      ...filed,
      ['forget me'],
      [(room) => room.say((room.conversation()?.erasing?.code ?? '').replace(/\d/g, '$&\uFE0F\u20E3 ')), 'Done: you are erased'],
    ],
    after: isGone,
  },
  {
    what: 'what is written afterwards is of somebody new',
    lines: [
      ...filed,
      ['erase my data'],
      [code],
      ['status', 'You have no requests with us yet.'],
      ['1001', 'not Summer'],
      ['hi', 'Hi Ana!'],
    ],
  },
  {
    what: 'a wrong code erases nothing',
    lines: [...filed, ['erase my data'], ['12345', "That isn't the code, so nothing was erased."], [(room) => room.say('status'), '#1001']],
    after: isThere,
  },
  {
    what: 'um código errado não apaga nada',
    language: 'pt-BR',
    lines: [...filedInPortuguese, ['excluir meus dados'], ['12345', 'Esse não é o código, então nada foi apagado.']],
    after: isThere,
  },
  {
    what: 'a code is good once',
    lines: [...filed, ['erase my data'], ['12345'], [(room) => room.say(codeFor('ana\nweb:ana:7')), 'not Done']],
    after: isThere,
  },
  {
    what: 'a code runs out',
    lines: [...filed, ['erase my data'], [minutes(11), 'That code has run out, so nothing was erased.']],
    after: isThere,
  },
  { what: 'a code is good for ten minutes', lines: [...filed, ['erase my data'], [minutes(10), 'Done: you are erased']], after: isGone },
  {
    what: 'cancel leaves everything, the request in the making too',
    lines: [...filed, ['new'], ['banner', '1 of 4'], ['erase my data'], ['cancel', 'Nothing was erased.'], ['Winter sale', '2 of 4']],
    after: isThere,
  },
  {
    what: '“cancelar” deixa tudo como está',
    language: 'pt-BR',
    lines: [...filedInPortuguese, ['apagar meus dados'], ['cancelar', 'Nada foi apagado.']],
    after: isThere,
  },
  { what: 'no leaves everything', lines: [...filed, ['erase my data'], ['no', 'Nothing was erased.']], after: isThere },
  {
    what: 'the button leaves everything, and again does no harm',
    lines: [
      ...filed,
      ['erase my data'],
      [(room) => room.press('z:keep'), 'Nothing was erased.'],
      [(room) => room.press('z:keep'), 'everything stays as it is'],
    ],
    after: isThere,
  },
  { what: 'the button, typed', lines: [...filed, ['erase my data'], ['keep my data', 'Nothing was erased.']], after: isThere },
  {
    what: 'anything else is heard, after one word about it',
    lines: [...filed, ['erase my data'], ['the red is too dark', 'Nothing was erased.', '#1001']],
    after: (room) => expect(room.events(1001).at(-1)?.type).toBe('commented'),
  },
  { what: 'another word is heard too', lines: [...filed, ['erase my data'], ['status', 'Nothing was erased.', '#1001']], after: isThere },
  { what: 'yes is no code', lines: [...filed, ['erase my data'], ['yes', 'Nothing was erased.']], after: isThere },
  { what: 'nothing is kept of who never wrote', lines: [['erase my data', 'We keep nothing about you yet']] },
  {
    what: 'a slip is never taken for it',
    lines: [...filed, ['erase my date', 'not To confirm'], ['erase', 'not To confirm']],
    after: isThere,
  },
  {
    what: 'files are counted',
    lines: [...filed, [(room) => room.say({ text: 'here', files: [aFile()] })], ['erase my data', 'your file, and every word']],
  },
];

test.each(dialogues)('$what', ({ language = 'en', lines, after }) => {
  const room = openRoom({ language });
  for (const [step, ...expected] of lines) {
    const read = readBy(typeof step === 'string' ? room.say(step) : step(room));
    for (const words of expected) {
      if (words.startsWith('not ')) expect(read).not.toContain(words.slice(4));
      else expect(read).toContain(words);
    }
  }
  after?.(room);
});

test('one message answers, whatever was written while a code was waited for', () => {
  for (const text of ['status', 'help', 'the red is too dark', 'no', '12345', 'cancel', 'banner']) {
    const room = openRoom();
    for (const [step] of filed) room.say(step as string);
    room.say('erase my data');
    expect(room.say(text).filter(({ lane }) => lane === 'web:ana')).toHaveLength(1);
  }
});

describe('no word for it is a word for something else', () => {
  const others = [
    'word.status',
    'word.help',
    'word.cancel',
    'word.menu',
    'word.person',
    'word.yes',
    'word.no',
    'word.greeting',
    'word.thanks',
    'word.restart',
  ] as const;
  test('in any language', () => {
    const mine = wordsFor('word.my_data');
    const erase = wordsFor('word.erase_data');
    const rest = others.flatMap((key) => wordsFor(key));
    expect([...mine, ...erase].filter((word) => rest.includes(word))).toEqual([]);
    expect(mine.filter((word) => erase.includes(word))).toEqual([]);
  });
});

test('redacted events make the redacted ticket, whatever happened to it; types, times and stages are as they were', () => {
  fc.assert(
    fc.property(anySteps(25), (steps) => {
      const room = openRoom();
      for (const step of steps) step.run(room);
      for (const ticket of room.tickets()) {
        const events = room.events(ticket.number);
        const folded = events.map(redact).reduce<Ticket | null>((one, event) => evolve(one, event), null);
        expect({ ...folded, version: ticket.version }).toEqual(redactTicket(ticket));
        expect(events.map(redact).map(({ type, at }) => [type, at])).toEqual(events.map(({ type, at }) => [type, at]));
        const { stage, situation, openedAt, closedAt, pauses, rating } = ticket;
        expect(redactTicket(ticket)).toMatchObject({
          stage,
          situation,
          openedAt,
          pauses,
          ...(closedAt ? { closedAt } : {}),
          ...(rating ? { rating: { stars: rating.stars } } : {}),
        });
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
