// What a client does to messages afterwards, takes back or marks, and who they are: a phone on the card, no name yet.
import { describe, expect, test } from 'vitest';
import { cardOf } from '../../flows/card.ts';
import { shippedCatalogue } from '../../flows/catalogue.ts';
import type { Outbound } from '../../flows/message.ts';
import { languages, say } from '../../flows/texts.ts';
import { openRoom, type Room } from '../support/flow-room.ts';

const filing = ['banner', 'Sale', '2', 'half', 'skip', 'yes'];
const roomWith = (...texts: string[]): Room => {
  const room = openRoom();
  for (const text of texts) room.say(text);
  return room;
};
const texts = (outbound: readonly Outbound[]) =>
  outbound.map(({ lane, body }) => `${lane} ${body.type === 'text' ? body.text : body.type}`);

describe('a message that is taken back', () => {
  test('was a comment: the desk hears in the ticket’s lane, the timeline knows, and what was written stays', () => {
    const room = roomWith(...filing, 'make it blue');
    expect(texts(room.removes(room.lastId()))).toEqual(['desk:1001 Ana took back a message here.']);
    expect(room.events(1001).slice(-2)).toMatchObject([
      { type: 'commented', content: { text: 'make it blue' } },
      { type: 'noted', content: { text: 'Ana took back a message here.' }, by: { type: 'clock' } },
    ]);
  });
  test('was an answer of the brief: it stays there', () => {
    const room = roomWith(...filing);
    const message = room.ticket(1001)?.brief[0]?.messages[0] ?? '';
    expect(texts(room.removes(message))).toEqual(['desk:1001 Ana took back a message here.']);
    expect(room.ticket(1001)?.brief[0]?.text).toBe('Sale');
  });
  test('was about a closed ticket: the desk hears, and it stays closed', () => {
    const room = roomWith(...filing, 'make it blue');
    const message = room.lastId();
    room.desk('/cancel #1001 twice');
    expect(texts(room.removes(message))).toEqual(['desk:1001 Ana took back a message here.']);
    expect(room.ticket(1001)?.situation).toBe('cancelled');
  });
  test('was small talk: silence', () => {
    const room = roomWith('hi');
    expect(room.removes(room.lastId())).toEqual([]);
  });
});

describe('a mark', () => {
  test('on a message about an open ticket is shown at the desk, and changes nothing', () => {
    const room = roomWith(...filing);
    const before = JSON.stringify(room.tickets());
    const outbound = room.reacts(room.lastSent('update'), '👍');
    expect(texts(outbound)).toEqual(['desk:1001 👍 Ana']);
    expect(outbound[0]).toMatchObject({ ticket: 1001, role: 'copy' });
    expect(JSON.stringify(room.tickets())).toBe(before);
  });
  test('on a closed ticket’s message neither opens it nor is shown', () => {
    const room = roomWith(...filing);
    room.desk('/cancel #1001 twice');
    expect(room.reacts(room.lastSent('update'), '👎')).toEqual([]);
    expect(room.ticket(1001)?.situation).toBe('cancelled');
  });
  test('taken away, or on what concerns no ticket: silence', () => {
    const room = roomWith(...filing);
    expect(room.reacts(room.lastSent('update'))).toEqual([]);
    expect(room.reacts('web:ana:never', '❤️')).toEqual([]);
  });
});

test('a phone number that the channel shows is kept, follows its newest, and stands on the card', () => {
  const room = openRoom({ phone: '5511900000001' });
  for (const text of filing) room.say(text);
  room.options.phone = undefined;
  room.say('make it blue');
  expect(room.person()).toMatchObject({ name: 'Ana', phone: '5511900000001' });
  expect(JSON.stringify(room.sent().findLast(({ outbound }) => outbound.body.type === 'card'))).toContain('Phone: +5511900000001');
  room.options.phone = '351910000001';
  room.say('or green');
  expect(room.person()?.phone).toBe('351910000001');
});

test.each(languages)('a card in %s has a line for the phone only where there is one', (language) => {
  const room = roomWith(...filing);
  const ticket = room.ticket(1001) ?? expect.fail('no ticket');
  const person = room.person() ?? expect.fail('no person');
  expect(cardOf(shippedCatalogue(), language, ticket, person).text).not.toContain(say(language, 'card.phone'));
  expect(cardOf(shippedCatalogue(), language, ticket, { ...person, phone: '5511900000001' }).text).toContain(
    `\n${say(language, 'card.phone')}: +5511900000001\n`,
  );
});
