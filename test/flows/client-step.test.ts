// A step of production that is the client's: it is shown to them, approved by button, number or words, changed, or taken as accepted.
import { describe, expect, test } from 'vitest';
import { type Service, shippedCatalogue } from '../../flows/catalogue.ts';
import { openRoom, type Room, readBy } from '../support/flow-room.ts';
import { momentAt, passUntil } from '../support/time.ts';

const steps: Service['steps'] = [
  { id: 'concept', by: 'team' },
  { id: 'proof', by: 'client' },
  { id: 'print', by: 'team' },
];
const withSteps = (left: Service['steps']) => shippedCatalogue().map((one) => (one.id === 'banner' ? { ...one, steps: left } : one));
const filing = { en: ['banner', 'Sale', '2', 'half', 'skip', 'yes'], 'pt-BR': ['banner', 'Promoção', '2', 'metade', 'pular', 'sim'] };
const first = (text: string): string =>
  text.split('\n').find((line) => !line.startsWith('#') && !line.startsWith('▰') && line !== '') ?? '';

function submitted(language: 'en' | 'pt-BR' = 'en', left = steps): Room {
  const room = openRoom({ language, catalogue: withSteps(left) });
  for (const text of filing[language]) room.say(text);
  for (const command of ['/take', '/plan', '/promise 27/11', '/produce', '/step concept done', '/submit https://example.com/proof'])
    room.desk(command, 1001);
  expect(room.ticket(1001)).toMatchObject({ stage: 'production', situation: 'awaiting', awaiting: { type: 'approval', step: 'proof' } });
  return room;
}

test('the client sees it with both choices', () => {
  const said = readBy(
    [
      ...submitted()
        .sent()
        .map(({ outbound }) => outbound),
    ].filter(({ role }) => role === 'delivery'),
  );
  expect(said).toBe(
    '#1001 · Banner\nhttps://example.com/proof\n\nHave a look before we carry on: is this the right way to go?\n1. Approve\n2. Ask for changes',
  );
  expect(readBy(submitted().say('status'))).toContain('Waiting for your go-ahead on one step');
});

describe('what is said to it', () => {
  const cases: ['en' | 'pt-BR', string, string, string][] = [
    ['en', 'approve', "Thank you! We'll carry on from here.", 'done'],
    ['en', 'yes', "Thank you! We'll carry on from here.", 'done'],
    ['en', '👍', "Thank you! We'll carry on from here.", 'done'],
    ['en', 'no', 'What should be different? Write it, or send files.', 'doing'],
    ['en', 'the logo is too small', 'Is that something we should change?', 'doing'],
    ['pt-BR', 'aprovado', 'Obrigado! Então seguimos daqui.', 'done'],
    ['pt-BR', 'sim', 'Obrigado! Então seguimos daqui.', 'done'],
    ['pt-BR', 'pedir ajustes', 'O que deve mudar? Escreva, ou mande arquivos.', 'doing'],
  ];
  test.each(cases)('%s: “%s” → %s', (language, said, replied, state) => {
    const room = submitted(language);
    expect(first(readBy(room.say(said)))).toBe(replied);
    expect(room.ticket(1001)?.stage).toBe('production');
    expect(room.ticket(1001)?.steps.find(({ id }) => id === 'proof')?.state).toBe(state);
  });
  test('changes go back to the step with the client’s words', () => {
    const room = submitted();
    room.press('x:1001');
    expect(readBy(room.say('the logo is too small'), 'desk:1001')).toContain('the logo is too small');
    expect(room.ticket(1001)).toMatchObject({ stage: 'production', situation: 'open' });
    expect(room.ticket(1001)?.steps.find(({ id }) => id === 'proof')?.state).toBe('todo');
  });
  test('the last step approved brings it to delivery, in one message', () => {
    const room = submitted('en', steps.slice(0, 2));
    const outbound = room.press('a:1001');
    expect(outbound.filter(({ lane, body }) => lane === 'web:ana' && body.type === 'text')).toHaveLength(1);
    expect(readBy(outbound)).toContain("It's done. We're giving it a final check before we send it over.");
    expect(room.ticket(1001)).toMatchObject({ stage: 'delivery', situation: 'open' });
  });
  test('silence is reminded, then taken as accepted, and the work goes on', () => {
    const room = submitted();
    const heard = passUntil(room, momentAt('2026-11-30 10:00')).filter(({ client }) => client !== '');
    expect(heard.map(({ client }) => first(client))).toEqual([
      'Have you had a look yet? Tell us if it is as you wanted. If we hear nothing by Monday 30 November, we take it as accepted.',
      "We haven't heard from you, so we take it that all is well and go on. If you'd like something changed, just write it here.",
    ]);
    expect(room.ticket(1001)).toMatchObject({ stage: 'production', situation: 'open' });
    expect(room.events(1001).at(-1)).toMatchObject({ type: 'approved', step: 'proof', by: { type: 'clock' } });
  });
});

describe('what the client hears of the team', () => {
  const room = (commands: string[]) => {
    const one = openRoom();
    for (const text of filing.en) one.say(text);
    for (const command of commands) one.desk(command, 1001);
    return one;
  };
  test('who their contact is, though they wrote before somebody took it', () => {
    const one = room([]);
    one.say('make it blue');
    expect(readBy(one.desk('/take', 1001))).toContain('Bruno is looking into it and is your contact from here on.');
  });
  test('nothing of priorities and of the team’s own steps', () => {
    const one = room(['/take', '/plan', '/promise 27/11', '/produce']);
    expect(readBy(one.desk('/priority high the fair is on Friday', 1001))).toBe('');
    expect(readBy(one.desk('/step concept done', 1001))).toBe('');
  });
  test('why a day changed', () => {
    const one = room(['/take', '/plan', '/promise 27/11']);
    expect(readBy(one.desk('/promise 30/11 the printer broke', 1001))).toContain(
      'The day has changed: it will be ready by Monday 30 November. The reason: the printer broke',
    );
  });
});
