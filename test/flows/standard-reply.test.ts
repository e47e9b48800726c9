// Standard replies that the bot gives by itself: what the client asked is answered at once, and "no" files it with their words (R11).
import { describe, expect, test } from 'vitest';
import { type Catalogue, inOrder, ServiceFile, shippedCatalogue } from '../../flows/catalogue.ts';
import { aFile, openRoom, type Room, readBy, type Said } from '../support/flow-room.ts';

const ask = 'Does that answer it?\n1. Yes, thanks\n2. No, ask the team';
const after = (room: Room, ...texts: (string | Said)[]): string => texts.map((text) => readBy(room.say(text))).at(-1) ?? '';

test('"how long does a banner take?" is answered from the catalogue as it is now; "yes" files nothing', () => {
  const room = openRoom();
  const told = after(room, 'Hi, how long does a banner take?');
  expect(told).toContain('🖼️ Banner: 5 working days\n📄 Landing page: 10 working days\n🔖 Logo file: one working day');
  expect(told).toContain(ask);
  expect(after(room, 'yes')).toBe('Glad to hear it! Write any time you need something.');
  expect(room.tickets()).toEqual([]);
  expect(room.conversation()).toMatchObject({ misses: 0 });
  expect([room.conversation()?.asking, room.conversation()?.draft]).toEqual([undefined, undefined]);
});

test('"no" files a ticket with their words, and the brief tells the team what the bot said', () => {
  const room = openRoom();
  after(room, 'What are your opening hours on Sundays?');
  expect(after(room, 'no')).toContain('#1001 · Question');
  const [ticket] = room.tickets();
  expect(ticket).toMatchObject({ service: 'question', stage: 'triage', brief: [{ label: 'Question', text: 'What are your opening hours on Sundays?' }, { label: 'Already told', text: expect.stringContaining('day and night') }] }); // biome-ignore format: one thought
});

describe('in the two languages, for each reply that ships', () => {
  const questions = {
    en: ['how many days for a logo?', 'How can I see my status?', 'when are you open?', 'which formats can I send?', 'how do I cancel a request?'], // biome-ignore format: one row
    'pt-BR': ['Quanto tempo leva um banner?', 'como consigo ver o status?', 'Qual o horário de atendimento?', 'quais formatos vocês aceitam?', 'como faço para cancelar um pedido?'], // biome-ignore format: one row
  } as const;
  test.each(Object.entries(questions).flatMap(([language, list]) => list.map((text) => [language, text] as const)))(
    '%s: %s',
    (language, text) => {
      // biome-ignore format: one row
      const room = openRoom({ language });
      expect(after(room, text)).toContain(language === 'en' ? ask : 'Isso responde?\n1. Sim, obrigado\n2. Não, chame a equipe');
    },
  );
});

test('every keyword of a reply that ships calls for just that reply, in whatever language', () => {
  for (const service of shippedCatalogue())
    for (const reply of service.replies)
      for (const [language, list] of Object.entries(reply.keywords))
        for (const word of list) {
          const room = openRoom({ language });
          room.say(`${word}, abc`);
          const { asking } = room.conversation() ?? {};
          const told = asking?.type === 'answered' ? asking.draft.told : `nothing for ${word}`;
          expect(
            Object.values(reply.text).some((text) => told?.startsWith(text.replace(/\s+/g, ' ').slice(0, 25))),
            word,
          ).toBe(true);
        }
});

test('a wish for a service comes first: the question in it is answered by the summary', () => {
  expect(after(openRoom(), 'I need a banner, how long does it take?')).toContain('Banner · 1 of 4');
});

test('inside the question service, from the menu: answered before it is filed; otherwise the summary comes', () => {
  const room = openRoom();
  expect(after(room, 'hi', '7')).toContain('What would you like to know?');
  expect(after(room, 'Which formats do you take?')).toContain(ask);
  expect(after(room, '2')).toContain('#1001 · Question');
  expect(after(openRoom(), 'I have a question', 'Who is your best designer?')).toMatch(/is this right\?[\s\S]*one working day/);
});

test('at the menu too, and what was said before goes along when it is filed', () => {
  const room = openRoom();
  expect(after(room, 'the blue one', 'how many days does it take?')).toContain(ask);
  after(room, '2');
  expect(room.ticket(1001)?.first.text).toBe('the blue one');
  expect(room.ticket(1001)?.brief[0]?.text).toBe('how many days does it take?');
});

describe('while "does that answer it?" stands open', () => {
  const opened = (): Room => {
    const room = openRoom();
    room.say('how long does it take?');
    return room;
  };
  const table: [what: string, said: string | Said, read: string][] = [
    ['thanks is a yes', 'thank you!', 'Glad to hear it!'],
    ['another question is answered too', 'and what are your working hours?', 'day and night'],
    ['a wish for a service begins it', 'I need a banner', 'Banner · 1 of 4'],
    ['a greeting opens the counter', 'hello', 'What can we do for you?'],
    ['what they add is put to the question, and shown before it leaves', 'I mean for 40 of them', 'Question: how long does it take?\nI mean for 40 of them'], // biome-ignore format: one row
    ['a file is put to it', { files: [aFile()] }, 'Question: how long does it take? · 1 file'],
    ['status is told, and the question comes back', 'status', ask],
    ['back drops it', 'back', 'What can we do for you?'],
    ['a person is called: what they asked goes to the team', 'talk to a person', '#1001 · Question'],
    ['a number that is not offered asks again', '3', ask],
    ['so does a mark', '🤷', ask],
  ];
  test.each(table)('%s', (_, said, read) => {
    expect(after(opened(), said)).toContain(read);
  });

  test('nobody is reminded of it the next day', () => {
    expect(readBy(opened().wait(48 * 3_600_000))).toBe('');
  });

  test('the buttons, and one pressed too late', () => {
    const room = opened();
    expect(readBy(room.press('q:no'))).toContain('#1001 · Question');
    expect(readBy(room.press('q:yes'))).toContain('That button has expired');
  });
});

test('with an open request, words stay words for that request', () => {
  const room = openRoom();
  after(room, 'logo', '1', 'skip', 'yes');
  expect(after(room, 'how long will it take?')).toContain('Passed on to the team');
});

test('what a service must know besides is asked before "no" files it', () => {
  const own = ServiceFile.parse({
    id: 'print',
    name: { en: 'Print' },
    deliveryDays: 2,
    questions: [
      { id: 'what', type: 'text', ask: { en: 'What shall we print?' }, label: { en: 'What' } },
      { id: 'copies', type: 'text', ask: { en: 'How many copies?' }, label: { en: 'Copies' } },
    ],
    replies: [
      { id: 'large', auto: true, keywords: { en: ['largest paper'] }, text: { en: 'A0.' } },
      { id: 'colour', keywords: { en: ['in colour'] }, text: { en: 'For the team.' } },
    ],
  });
  const catalogue: Catalogue = inOrder([...shippedCatalogue(), { ...own, version: 1 }]);
  const room = openRoom({ catalogue });
  expect(after(room, 'what is your largest paper?')).toBe(`A0.\n\n${ask}`);
  expect(after(room, 'no')).toContain('2 of 2\nHow many copies?');
  expect(after(room, '5')).toContain('What: what is your largest paper?\n• Copies: 5\n• Already told: A0.');
  expect(after(openRoom({ catalogue }), 'do you print in colour?')).not.toContain('For the team.');
});
