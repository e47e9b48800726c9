// The team answers from the account's own phone: the bot is silent there for four hours, and nothing that is said meanwhile is lost.
import { describe, expect, test } from 'vitest';
import { current, hold, holdMs, isHeld } from '../../flows/hold.ts';
import { languages, say } from '../../flows/texts.ts';
import type { Conversation } from '../../flows/turn.ts';
import { aFile, openRoom, type Room, readBy } from '../support/flow-room.ts';

const filing = ['banner', 'Sale', '2', 'half', 'skip', 'yes'];
const roomWith = (...texts: string[]): Room => {
  const room = openRoom();
  for (const text of texts) room.say(text);
  return room;
};
const languageAsked = ['Which language do you prefer?', ...languages.map((one, i) => `${i + 1}. ${say(one, 'language.name')}`)].join('\n');
const heardAt = (outbound: ReturnType<Room['say']>): string[] =>
  outbound
    .filter(({ body }) => body.type === 'text')
    .map(({ lane, body }) => `${lane} ${body.type === 'text' ? [body.title, body.text].filter(Boolean).join('|') : ''}`);
const all = (room: Room) => JSON.stringify([room.conversation()?.draft ?? room.conversation()?.aside?.draft, room.conversation()?.asking]);

describe('the desk is told once per hold', () => {
  test('in the only open ticket, with the words on its timeline and in its topic, and nothing goes to the client', () => {
    const room = roomWith(...filing);
    expect(heardAt(room.owner('I will call you'))).toEqual([
      'desk:1001 Someone answers Ana from the phone; the bot is silent there until 14:00.',
      'desk:1001 📱 The team, by phone|I will call you',
    ]);
    expect(heardAt(room.owner('in five minutes'))).toEqual(['desk:1001 📱 The team, by phone|in five minutes']);
    expect(room.events(1001).slice(-2)).toMatchObject([
      { type: 'replied', content: { text: 'I will call you' }, by: { type: 'staff', name: 'The team, by phone' } },
      { type: 'replied', content: { text: 'in five minutes' } },
    ]);
  });
  test('at the desk at large without a ticket, and with several', () => {
    expect(heardAt(roomWith('hi').owner('hello!'))).toEqual([
      'desk Someone answers Ana from the phone; the bot is silent there until 14:00.',
    ]);
    const room = roomWith(...filing, 'new', 'logo', '1', 'skip', 'yes');
    expect(room.tickets()).toHaveLength(2);
    expect(heardAt(room.owner('hello!'))).toEqual(['desk Someone answers Ana from the phone; the bot is silent there until 14:00.']);
    expect(heardAt(room.say('which one do you mean?'))).toEqual(['desk 💬 Ana: which one do you mean?']);
  });
  test('by the clock of the team’s zone', () => {
    expect(readBy(openRoom({ zone: 'America/Sao_Paulo' }).owner('oi'), 'desk')).toContain('until 11:00.');
    expect(readBy(openRoom({ zone: 'Asia/Kolkata' }).owner('oi'), 'desk')).toContain('until 19:30.');
  });
  test('again when it is over and another begins', () => {
    const room = roomWith('hi');
    room.owner('hello!');
    room.wait(holdMs - 1);
    expect(heardAt(room.owner('still here'))).toEqual([]);
    room.wait(holdMs - 1);
    expect(heardAt(room.say('and me'))).toEqual(['desk 💬 Ana: and me']);
    room.wait(1);
    expect(readBy(room.say('status'))).toContain('no requests');
    expect(heardAt(room.owner('me again'))).toHaveLength(1);
  });
  test('a file alone holds, and is kept with the ticket', () => {
    const room = roomWith(...filing);
    expect(room.owner('', { files: [aFile()] }).at(-1)?.body).toMatchObject({ files: [{ kind: 'photo' }] });
    expect(room.events(1001).at(-1)).toMatchObject({ type: 'replied', content: { files: [{ kind: 'photo' }] } });
  });
  test('what the phone sent long ago is on the timeline, and holds nothing', () => {
    const room = roomWith(...filing);
    expect(heardAt(room.owner('yesterday', { at: Date.UTC(2026, 10, 22, 10) }))).toEqual(['desk:1001 📱 The team, by phone|yesterday']);
    expect(readBy(room.say('make it blue'))).toContain('Passed on to the team.');
  });
  test('a chat that begins so has a person; nobody’s number stands for a name', () => {
    const room = openRoom({ name: '' });
    expect(heardAt(room.owner('hello!'))).toEqual(['desk Someone answers the client from the phone; the bot is silent there until 14:00.']);
    expect(room.person()).toMatchObject({ name: '', address: 'web:ana' });
    expect(heardAt(room.say('hello'))).toEqual(['desk 💬 the client: hello']);
    room.wait(holdMs);
    expect(readBy(room.say('hello'))).toMatch(/^Hi! What can we do for you\?/);
    for (const text of filing) room.say(text);
    const sent = JSON.stringify(room.sent());
    expect(sent).toContain('#1001 · Banner · the client');
    expect(sent).toContain('💬 the client');
    expect(readBy(openRoom({ name: '' }).say('hi'))).toMatch(/^Hi! This is/);
  });
});

describe('while it is held', () => {
  type Row = [what: string, before: string[], said: string, client: string | RegExp, desk: string[]];
  const held: Row[] = [
    ['free words, without a ticket', ['hi'], 'can you do it by Friday?', '', ['desk 💬 Ana: can you do it by Friday?']],
    ['a service’s name', [], 'banner', '', ['desk 💬 Ana: banner']],
    ['a greeting', ['hi'], 'good morning', '', ['desk 💬 Ana: good morning']],
    ['thanks', filing, 'thank you', '', ['desk:1001 💬 Ana|thank you']],
    ['free words, with one ticket', filing, 'make it blue', '', ['desk:1001 💬 Ana|make it blue']],
    ['a number', ['hi'], '2', '', ['desk 💬 Ana: 2']],
    ['what would skip a question', ['logo', '1'], 'none', '', ['desk 💬 Ana: none']],
    ['an answer to the draft’s question', ['banner'], 'Summer sale', '', ['desk 💬 Ana: Summer sale']],
    ['a yes to the summary', filing.slice(0, -1), 'yes', '', ['desk 💬 Ana: yes']],
    ['more than one message may hold', ['hi'], 'x'.repeat(9000), '', [`desk 💬 Ana: ${'x'.repeat(9000)}`]],
    ['status', filing, 'status', /^Your open request/, []],
    ['status, with a draft', ['banner'], 'status', /^Nothing has gone to the team yet/, []],
    ['help', ['banner'], 'help', /^What you can type/, []],
    ['menu', ['hi'], 'menu', /^Hi Ana!/, []],
    ['language', ['hi'], 'language', languageAsked, []],
    ['cancel, with a draft put aside', ['banner'], 'cancel', /^One of us is writing with you here/, []],
    ['back, with a draft put aside', ['banner', 'Sale'], 'back', /^One of us is writing with you here/, []],
    ['cancel, with none', ['hi'], 'cancel', /^There's nothing open/, []],
    ['person', filing, 'person', /^I've told the team/, ["desk:1001 💬 Ana|I'd like to speak with a person."]],
  ];
  test.each(held)('%s', (_what, before, said, client, desk) => {
    const room = roomWith(...before);
    room.owner('hello!');
    const draft = all(room);
    const outbound = room.say(said);
    expect(readBy(outbound)).toEqual(typeof client === 'string' ? client : expect.stringMatching(client));
    expect(heardAt(outbound.filter(({ lane }) => lane.startsWith('desk')))).toEqual(desk);
    expect(JSON.parse(all(room))[0]).toEqual(JSON.parse(draft)[0]);
  });
  test('a comment is on the ticket', () => {
    const room = roomWith(...filing);
    room.owner('hello!');
    room.say('make it blue');
    expect(room.events(1001).at(-1)).toMatchObject({ type: 'commented', content: { text: 'make it blue' } });
    expect(room.ticket(1001)?.situation).toBe('open');
  });
  test('a quote says which of several tickets is meant', () => {
    const room = roomWith(...filing, 'new', 'logo', '1', 'skip', 'yes');
    const quote = room.lastSent('update');
    room.owner('hello!');
    expect(heardAt(room.say({ text: 'this one', quote }))).toEqual(['desk:1002 💬 Ana|this one']);
  });
  test('files and what is no text reach the desk', () => {
    const room = roomWith('hi');
    room.owner('hello!');
    expect(room.say({ text: 'look', files: [aFile()] })).toMatchObject([
      { lane: 'desk', body: { text: '💬 Ana: look', files: [{ kind: 'photo' }] } },
    ]);
    expect(heardAt(room.say({ other: 'sticker' }))).toEqual(['desk 💬 Ana: (sent something that cannot be shown here: sticker)']);
    expect(room.unknown('story')).toEqual([]);
    expect(room.say('  ')).toEqual([]);
  });
  test('an edit reaches the desk, unanswered', () => {
    const room = roomWith('hi');
    room.owner('hello!');
    room.say('on Monday');
    expect(heardAt(room.edit(room.lastId(), 'on Tuesday'))).toEqual(['desk ✏️ Ana: on Tuesday']);
    const filed = roomWith(...filing);
    const message = filed.ticket(1001)?.brief[0]?.messages[0] ?? '';
    filed.owner('hello!');
    const outbound = filed.edit(message, 'Winter sale');
    expect([readBy(outbound), filed.ticket(1001)?.brief[0]?.text]).toEqual(['', 'Winter sale']);
  });
  test('a choice that the bot offers meanwhile is understood, by number too', () => {
    const room = roomWith('hi');
    room.owner('hello!');
    room.say('language');
    expect(readBy(room.say(String(languages.indexOf('pt-BR') + 1)))).toContain('seguimos em português');
    expect(heardAt(room.say('2'))).toEqual(['desk 💬 Ana: 2']);
  });
  test('free words after such an offer are the team’s', () => {
    const room = roomWith('hi');
    room.owner('hello!');
    room.say('language');
    expect(heardAt(room.say('or shall I phone you?'))).toEqual(['desk 💬 Ana: or shall I phone you?']);
    expect(heardAt(room.say('2'))).toEqual(['desk 💬 Ana: 2']);
  });
  test('a cancellation that was asked for is confirmed by a yes', () => {
    const room = roomWith(...filing);
    room.owner('hello!');
    room.say('cancel');
    expect(readBy(room.say('yes'))).toContain('Cancelled, as you asked.');
  });
  test('a request that the client begins on purpose goes on, and the one put aside comes back after it', () => {
    const room = roomWith('banner', 'Sale');
    room.owner('hello!');
    for (const text of ['menu', 'logo', '1', 'skip']) expect(readBy(room.say(text)), text).not.toBe('');
    room.wait(holdMs);
    room.say('yes');
    expect(room.tickets().map(({ service }) => service)).toEqual(['logo-file']);
    expect(readBy(room.say('status'))).toContain('2 of ');
    for (const text of ['2', 'half', 'skip', 'yes']) room.say(text);
    expect(room.tickets()[1]?.brief[0]?.text).toBe('Sale');
    expect(room.conversation()).toMatchObject({ misses: 0 });
    expect(room.conversation()).not.toHaveProperty('aside');
  });
  test('a button of what was put aside says that it comes later; a ticket’s button works', () => {
    const room = roomWith(...filing, 'new', 'logo');
    room.owner('hello!');
    expect(readBy(room.press('n:cancel'))).toContain("We'll go on with your request after that.");
    expect(readBy(room.press('t:1001'))).toContain('#1001 · Banner');
    expect(room.conversation()?.aside?.draft?.service).toBe('logo-file');
  });
});

describe('when it is over', () => {
  test('the draft stands where it stood, and the next words answer it', () => {
    const room = roomWith('banner', 'Sale');
    room.owner('hello!');
    room.say('by the way');
    room.wait(holdMs);
    expect(readBy(room.say('2'))).toContain('3 of ');
    expect(room.conversation()?.draft?.answers).toMatchObject({
      [Object.keys(room.conversation()?.draft?.answers ?? {})[0] ?? '']: { text: 'Sale' },
    });
    expect(room.conversation()).not.toHaveProperty('held');
  });
  test('the question that stood open does so again, with what it kept', () => {
    const room = roomWith('something for Christmas');
    room.owner('hello!');
    room.say('great');
    room.wait(holdMs);
    room.say('banner');
    expect(room.conversation()?.draft?.first.text).toContain('something for Christmas');
  });
  test('a reminder that comes due meanwhile waits for the end', () => {
    const room = roomWith('banner');
    room.wait(22 * 3_600_000);
    room.owner('hello!');
    expect(room.wait(2 * 3_600_000)).toEqual([]);
    expect(room.wait(2 * 3_600_000 - 1)).toEqual([]);
    expect(readBy(room.wait(1))).toContain('still waiting here. Shall we finish it?');
  });
  test('/bot in a ticket’s topic ends it at once, for everything', () => {
    const room = roomWith(...filing, 'new', 'logo');
    room.owner('hello!');
    room.say('hm');
    expect(heardAt(room.desk('/bot', 1001))).toEqual(['desk:1001 The bot answers Ana again.']);
    expect(readBy(room.say('1'))).toContain('2 of ');
    expect(heardAt(room.desk('/bot #1001'))).toEqual([
      'desk:1001 The bot answers Ana already: nobody has written to them from the phone lately.',
    ]);
    expect(heardAt(room.owner('me again'))[0]).toContain('until 14:00.');
  });
});

test('holds nest: what was put aside twice comes back in turn', () => {
  const draft = (service: string) => ({ service, step: 0, answers: {}, first: { text: '', files: [] }, editing: false, lastAt: 0 });
  const one: Conversation = { v: 1, person: 'ana', misses: 0, draft: draft('one') };
  const begun = { ...current(hold(one, 10, 0), 5), draft: draft('two') };
  const twice = hold(current(begun, 10), 20, 10);
  expect([isHeld(twice, 19), isHeld(twice, 20), twice.draft]).toEqual([true, false, undefined]);
  const { draft: second, ...rest } = current(twice, 20);
  expect([second?.service, current(rest, 20).draft?.service]).toEqual(['two', 'one']);
});
