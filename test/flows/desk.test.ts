// What is typed, pressed or replied at the desk, and what it is read as; refusals that say what is possible.
import { describe, expect, test } from 'vitest';
import { cardChoices } from '../../flows/card.ts';
import { shippedCatalogue } from '../../flows/catalogue.ts';
import { deskTurn } from '../../flows/desk.ts';
import { type DeskCommandName, deskCommands } from '../../flows/desk-commands.ts';
import { deskRequest } from '../../flows/desk-request.ts';
import { parseHours } from '../../flows/hours-written.ts';
import type { Inbound, Link } from '../../flows/message.ts';
import { type DeskMove, isLegal, moveNames, moves } from '../../flows/moves.ts';
import { usualSettings } from '../../flows/settings.ts';
import { languages } from '../../flows/texts.ts';
import type { DeskGiven } from '../../flows/turn.ts';
import { openRoom, type Room, readBy } from '../support/flow-room.ts';

const common = {
  id: 'i',
  contact: 'web',
  chat: 'web:desk',
  group: true,
  from: { address: 'web:bruno', name: 'Bruno' },
  message: 'm',
  at: 0,
};
const typed = (text: string, more: object = {}): Inbound => ({ ...common, type: 'message', text, files: [], ...more });
const pressed = (data: string): Inbound => ({ ...common, type: 'choice', data, callback: 'cb' });
const file = { id: 'f/0', kind: 'photo' as const, contact: 'web', remote: 'r' };

type Row = [what: string, inbound: Inbound, topic: number | undefined, link: Link | undefined, read: object];
const command = (name: DeskCommandName, ticket: number | undefined, text = '', more: object = {}) => ({
  type: 'command',
  name,
  ...(ticket === undefined ? {} : { ticket }),
  content: { text, files: [] },
  pressed: false,
  ...more,
});
const table: Row[] = [
  ['a command in the topic', typed('/plan'), 1001, undefined, command('plan', 1001)],
  ['capitals', typed('/PLAN'), 1001, undefined, command('plan', 1001)],
  ['with the bot’s name', typed('/plan@alur_bot'), 1001, undefined, command('plan', 1001)],
  ['with words', typed('/ask Which size?'), 1001, undefined, command('ask', 1001, 'Which size?')],
  [
    'with words on several lines',
    typed('/ask\nWhich size?\nWhich colour?'),
    1001,
    undefined,
    command('ask', 1001, 'Which size?\nWhich colour?'),
  ],
  ['with a number, outside of any topic', typed('/take 1002'), undefined, undefined, command('take', 1002)],
  ['with a number and words, outside', typed('/ask #1002 Which?'), undefined, undefined, command('ask', 1002, 'Which?')],
  ['without a number, outside', typed('/take'), undefined, undefined, command('take', undefined)],
  ['a bare number in a topic is words', typed('/r 1500 pieces'), 1001, undefined, command('reply', 1001, '1500 pieces')],
  ['a # number in a topic is another ticket', typed('/r #1002 hello'), 1001, undefined, command('reply', 1002, 'hello')],
  ['a command that quotes a ticket’s message', typed('/plan'), undefined, { ticket: 1003, role: 'copy' }, command('plan', 1003)],
  ['a day', typed('/promise 28/11'), 1001, undefined, command('promise', 1001, '28/11')],
  ['the bot, back in', typed('/bot'), 1001, undefined, command('bot', 1001)],
  ['a list', typed('/queue'), 1001, undefined, command('queue', 1001)],
  ['/start is help', typed('/start'), undefined, undefined, command('help', undefined)],
  ['a code', typed('/claim ABC'), undefined, undefined, command('claim', undefined, 'ABC')],
  ['an unknown command', typed('/fly away'), 1001, undefined, { type: 'unknown', word: 'fly' }],
  ['a client’s move', typed('/approve'), 1001, undefined, { type: 'unknown', word: 'approve' }],
  ['a plain message in a topic is a note', typed('looks odd'), 1001, undefined, command('note', 1001, 'looks odd')],
  ['a plain message outside is nothing', typed('coffee?'), undefined, undefined, { type: 'silence' }],
  ['a reply to a copy goes to the client', typed('on it'), 1001, { ticket: 1001, role: 'copy' }, command('reply', 1001, 'on it')],
  [
    'a reply to a prompt carries it out',
    typed('Which size?'),
    1001,
    { ticket: 1001, role: 'prompt:ask' },
    command('ask', 1001, 'Which size?'),
  ],
  ['a reply to what the client was told is a note', typed('hm'), 1001, { ticket: 1001, role: 'update' }, command('note', 1001, 'hm')],
  ['an empty message', typed('   '), 1001, undefined, { type: 'silence' }],
  ['a file in a topic', typed('', { files: [file] }), 1001, undefined, command('note', 1001, '', { content: { text: '', files: [file] } })],
  [
    'a file with a command',
    typed('/deliver', { files: [file] }),
    1001,
    undefined,
    command('deliver', 1001, '', { content: { text: '', files: [file] } }),
  ],
  ['an edit', { ...common, type: 'edit', text: '/plan', files: [] }, 1001, undefined, { type: 'silence' }],
  ['a button', pressed('plan:1001'), 1002, undefined, command('plan', 1001, '', { pressed: true })],
  ['a button with a day', pressed('promise:1001:2026-11-30'), 1001, undefined, command('promise', 1001, '2026-11-30', { pressed: true })],
  [
    'a button for a colleague',
    pressed('let:lead:telegram:7'),
    undefined,
    undefined,
    command('let', undefined, 'lead:telegram:7', { pressed: true }),
  ],
  ['a button of another time', pressed('fly:1001'), 1001, undefined, { type: 'unknown', word: 'fly' }],
  ['a name that every object has', pressed('constructor:1'), 1001, undefined, { type: 'unknown', word: 'constructor' }],
  ['an empty button', pressed(''), 1001, undefined, { type: 'unknown', word: '' }],
];

test.each(table)('%s', (_what, inbound, topic, link, read) => {
  const request = deskRequest(inbound, topic, link);
  expect(request).toEqual(read);
});

/** A room with one ticket, and the desk's commands that bring it to a place. */
const ways: [place: string, commands: string[]][] = [
  ['Triage · open', []],
  ['Analysis · open', ['/take #1001']],
  ['Analysis · awaiting client', ['/take #1001', '/ask #1001 Size?']],
  ['Planning · open', ['/take #1001', '/plan #1001']],
  ['Production · open', ['/take #1001', '/plan #1001', '/promise #1001 30/11', '/produce #1001']],
  [
    'Delivery · awaiting client',
    ['/take #1001', '/plan #1001', '/promise #1001 30/11', '/produce #1001', '/finish #1001', '/deliver #1001 here'],
  ],
  ['Analysis · done', ['/take #1001', '/conclude #1001 here']],
  ['Triage · cancelled', ['/cancel #1001 twice']],
];
const roomWith = (commands: string[]): Room => {
  const room = openRoom();
  for (const text of ['banner', 'Sale', '2', 'half', 'skip', 'yes']) room.say(text);
  for (const text of commands) room.desk(text);
  return room;
};
const deskMoves = moveNames.filter((name): name is DeskMove => moves[name].by === 'desk' || moves[name].by === 'both');

describe.each(ways)('at %s', (place, commands) => {
  const ticketIn = (room: Room) => room.ticket(1001) ?? expect.fail('no ticket');
  const illegal = deskMoves.filter((name) => !isLegal(ticketIn(roomWith(commands)), name));

  test.each(illegal)('“%s” typed or pressed is refused, naming the place and everything that is possible', (name) => {
    const room = roomWith(commands);
    const before = JSON.stringify(room.tickets());
    const possible = cardChoices('en', ticketIn(room)).map(({ label }) => `“${label}”`);
    expect(possible.length).toBeGreaterThan(0);
    const words = readBy(room.desk(`/${deskCommands[name].slash} #1001 30/11`), 'desk');
    const [button] = room.deskPress(`${name}:1001`);
    for (const read of [words, button?.body.type === 'notice' ? button.body.text : '']) {
      expect(read).toContain(`isn't possible for #1001 now (${place}). Possible: ${possible.join(', ')}.`);
    }
    expect(button?.body).toMatchObject({ alert: true });
    expect(JSON.stringify(room.tickets())).toBe(before);
  });

  test('the card shows a button for what is legal, and none is refused', () => {
    const room = roomWith(commands);
    for (const { data } of cardChoices('en', ticketIn(room))) {
      const fresh = roomWith(commands);
      expect(JSON.stringify(fresh.deskPress(data)), data).not.toContain("isn't possible");
    }
  });
});

test('a command that needs words, typed without them, asks for them', () => {
  for (const name of Object.keys(deskCommands) as DeskCommandName[]) {
    const { needs, ticket } = deskCommands[name];
    if (!ticket || (needs !== 'text' && needs !== 'content') || name === 'submit') continue;
    const way = ways.find(([, commands]) => isLegal(roomWith(commands).ticket(1001) ?? expect.fail('no ticket'), name as DeskMove));
    const room = roomWith(name === 'deliver' ? (ways[5]?.[1].slice(0, -1) ?? []) : (way?.[1] ?? []));
    const asked = room.desk(`/${deskCommands[name].slash} #1001`).find(({ body }) => body.type === 'prompt');
    expect(asked?.role, name).toBe(`prompt:${name}`);
    expect(asked?.body).toMatchObject({ to: 'web:bruno', text: expect.stringContaining(`Or in one go: /${deskCommands[name].slash} `) });
  }
});

test('a promised day: offered without one, refused when over or unreadable', () => {
  const room = roomWith(['/take #1001', '/plan #1001']);
  expect(readBy(room.deskPress('promise:1001'), 'desk:1001')).toMatch(/Which day do we promise\?/);
  expect(readBy(room.desk('/promise #1001 someday'), 'desk:1001')).not.toContain('someday day');
  expect(JSON.stringify(room.desk('/promise #1001 someday'))).toContain('is no day I can read');
  expect(JSON.stringify(room.desk('/promise #1001 22/11/2026'))).toContain('has already passed. Promise a day from today on.');
  expect(room.ticket(1001)?.due).toBeUndefined();
  expect(readBy(room.desk('/promise #1001 today'))).toBe('');
  expect(readBy(room.desk('/promise #1001 23/11'))).toContain('It will be ready by Mon');
});

const given: DeskGiven = {
  now: 0,
  catalogue: shippedCatalogue(),
  nextNumber: 1001,
  languages,
  desk: { contact: 'web', chat: 'web:desk', language: 'en' },
  zone: 'UTC',
  hours: parseHours('UTC'),
  settings: usualSettings,
  campaigns: [],
  staff: null,
  similar: [],
  queue: [],
  team: [],
  kept: new Map(),
  claimCode: null,
};
const said = (inbound: Inbound, more: Partial<DeskGiven> = {}) =>
  JSON.stringify(deskTurn({ ...given, ...more }, inbound, undefined, '2026-11-23').outbound);
const bruno = { address: 'web:bruno', name: 'Bruno', role: 'manager' as const };

describe('who may act', () => {
  test('a stranger’s command and button are refused, a stranger’s chatter is not answered', () => {
    expect(said(typed('/take 1001'))).toContain('not on this desk yet');
    expect(said(pressed('take:1001'))).toContain('not on this desk yet');
    expect(said(typed('hello'))).toBe('[]');
  });
  test('an anonymous administrator is told what to turn off', () => {
    const anonymous = { from: { address: 'web:desk', name: 'Group', anonymous: true } };
    for (const text of ['/take 1001', '/claim CODE', '/join']) expect(said(typed(text, anonymous))).toContain('Remain anonymous');
  });
  test('the code makes the group the desk and its sender the manager, once', () => {
    const turn = deskTurn({ ...given, desk: null, claimCode: 'ABCD' }, typed('/claim abcd '), undefined, '2026-11-23');
    expect(turn).toMatchObject({ claimed: true, staff: { role: 'manager', address: 'web:bruno' }, desk: { chat: 'web:desk' } });
    expect(said(typed('/claim nope'), { claimCode: 'ABCD' })).toContain('not the code');
    expect(said(typed('/claim ABCD'))).toContain('has its manager already');
    expect(said({ ...typed('/claim ABCD'), group: false }, { claimCode: 'ABCD' })).toContain("in your team's group");
  });
  test('who asks to join is let in by a manager only, as asked', () => {
    const guest = { address: 'web:carla', name: 'Carla' };
    expect(deskTurn(given, typed('/join', { from: guest }), undefined, '2026-11-23')).toMatchObject({ guest });
    expect(said(pressed('let:lead:web:carla'), { staff: { ...bruno, role: 'analyst' }, guest })).toContain('Only a manager');
    expect(deskTurn({ ...given, staff: bruno, guest }, pressed('let:lead:web:carla'), undefined, '2026-11-23').staff).toEqual({
      ...guest,
      role: 'lead',
    });
    expect(said(pressed('let:boss:web:carla'), { staff: bruno, guest })).toContain('no longer there');
    expect(said(pressed('let:lead:web:other'), { staff: bruno, guest })).toContain('no longer there');
    expect(said(typed('/join'), { staff: bruno })).toContain('already, as manager');
  });
  test('an unknown word, a ticket that is not there, and none at all', () => {
    expect(said(typed('/fly'), { staff: bruno })).toContain('know “fly”');
    expect(said(typed('/take 4711'), { staff: bruno })).toContain("There's no ticket #4711");
    expect(said(typed('/take'), { staff: bruno })).toContain('/take 1024');
  });
});
