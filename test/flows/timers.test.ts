// What the clock does to a ticket: reminders, the end of silence, slips, ratings and follow-ups, each at its moment and once.
import { describe, expect, test } from 'vitest';
import { parseHours } from '../../flows/hours-written.ts';
import { laneOfTicket } from '../../flows/message.ts';
import type { TicketEvent } from '../../flows/ticket.ts';
import { ticketOfTimer, watchOf } from '../../flows/timers.ts';
import { openRoom, type Room, type RoomOptions, readBy } from '../support/flow-room.ts';
import { clientLines, day, hour, momentAt, passUntil, shownAt } from '../support/time.ts';

const filing = {
  en: ['banner', 'Sale', '2', 'half', 'skip', 'yes'],
  'pt-BR': ['banner', 'Promoção', '2', 'metade', 'pular', 'sim'],
};
const at = (wall: string) => momentAt(`2026-${wall}`);

/** Filed on Monday 23 November at 10:00, and brought on by the desk, in no time. */
function roomWith(commands: string[], options: RoomOptions = {}): Room {
  const room = openRoom(options);
  for (const text of filing[options.language === 'pt-BR' ? 'pt-BR' : 'en']) room.say(text);
  for (const command of commands) room.desk(command, 1001);
  return room;
}
const asked = ['/take', '/ask Which red?'];
const delivered = ['/take', '/plan', '/promise 27/11', '/produce', '/finish', '/deliver here'];
const types = (room: Room): string[] => room.events(1001).map(({ type }) => type);
const clocks = (room: Room): string[] =>
  room.events(1001).flatMap((event) => (event.by.type === 'clock' ? [`${shownAt(event.at)} ${told(event)}`] : []));
const told = (event: TicketEvent): string => {
  if (event.type === 'slipped') return `${event.owed} ${event.slip}`;
  return event.type === 'reminded' ? `reminded ${event.count}${event.closes ? ` closes ${event.closes}` : ''}` : event.type;
};

describe('an answer that does not come (R12)', () => {
  test('reminded after one and three working days, the second time with the day it closes, then closed', () => {
    const room = roomWith(asked);
    const heard = passUntil(room, at('12-31 10:00'));
    expect(clocks(room)).toEqual(['Tue 24 10:00 reminded 1', 'Thu 26 10:00 reminded 2 closes 2026-12-01', 'Tue 01 10:00 cancelled']);
    expect(heard.map(({ client }) => client)).toEqual([
      '#1001 · Banner\nBruno is still waiting for your answer:\n\nWhich red?\n\nJust write it here; until then your request is on hold.',
      "#1001 · Banner\nWe still need your answer to go on:\n\nWhich red?\n\nWithout it we'll close this request on Tuesday 1 December. One message opens it again.",
      "#1001 · Banner\nWe haven't heard from you, so this request is closed for now. Whenever you're ready, just write here: one message opens it again, with everything in it.",
    ]);
    expect(heard.map(({ topic, desk }) => [topic, desk])).toEqual([
      ['(card)', ''],
      ['(card)', ''],
      ['No word from the client, after every reminder: closed. One message of theirs opens it again.\n—\n(card)', ''],
    ]);
    expect(room.ticket(1001)).toMatchObject({ situation: 'cancelled', lapsed: true, closedAt: at('12-01 10:00') });
    expect(room.timers().every(({ dueAt }) => dueAt === null)).toBe(true);
  });

  test.each([
    ['asked on a Friday afternoon', '11-27 17:30', ['Mon 30 17:30', 'Wed 02 17:30', 'Mon 07 17:30']],
    ['asked in the evening', '11-24 22:00', ['Thu 26 09:00', 'Mon 30 09:00', 'Thu 03 09:00']],
    ['asked on a Sunday', '11-29 12:00', ['Tue 01 09:00', 'Thu 03 09:00', 'Wed 09 09:00']],
    ['over a holiday', '12-07 11:00', ['Wed 09 11:00', 'Fri 11 11:00', 'Wed 16 11:00']],
  ])('%s: never outside of the team’s hours', (_, when, moments) => {
    const hours = parseHours('UTC', undefined, ['2026-12-08']);
    const room = roomWith(asked.slice(0, 1), { hours });
    passUntil(room, at(when));
    room.desk('/ask Which red?', 1001);
    expect(clientLines(passUntil(room, at('12-31 10:00'))).map((line) => line.slice(0, 12))).toEqual(moments);
  });

  test('an answer puts an end to it, and the next question begins anew', () => {
    const room = roomWith(asked);
    passUntil(room, at('11-24 11:00'));
    room.say('the dark one');
    expect(passUntil(room, at('11-30 10:00')).filter(({ client }) => client !== '')).toEqual([]);
    room.desk('/ask And the blue?', 1001);
    expect(clientLines(passUntil(room, at('12-01 10:00')), 3)).toEqual(['Tue 01 10:00 And the blue?']);
  });

  test('the numbers are the house’s to choose', () => {
    const room = roomWith(asked, { settings: { answer: { remindDays: [2], endDays: 1 } } });
    passUntil(room, at('12-31 10:00'));
    expect(clocks(room)).toEqual(['Wed 25 10:00 reminded 1 closes 2026-11-26', 'Thu 26 10:00 cancelled']);
    const strict = roomWith(asked, { settings: { answer: { remindDays: [], endDays: 2 } } });
    passUntil(strict, at('12-31 10:00'));
    expect(clocks(strict)).toEqual(['Wed 25 10:00 cancelled']);
  });

  test('while the team writes from the phone the clock is silent, and speaks afterwards', () => {
    const room = roomWith(asked);
    passUntil(room, at('11-24 08:30'));
    room.owner('Shall I call you?');
    expect(clientLines(passUntil(room, at('11-24 18:00')))).toEqual(['Tue 24 12:30 Bruno is still waiting for your answer:']);
  });
});

describe('silence after a delivery (R8)', () => {
  test('reminded after two working days, taken as accepted after five, and told so', () => {
    const room = roomWith(delivered);
    const heard = passUntil(room, at('11-30 10:00'));
    expect(heard.map(({ client }) => client)).toEqual([
      '#1001 · Banner\nHave you had a look yet? Tell us if it is as you wanted. If we hear nothing by Monday 30 November, we take it as accepted.\n1. Approve\n2. Ask for changes',
      "#1001 · Banner\nWe haven't heard from you, so we take it that all is well and close this request. If something isn't right, reply to this message and we open it again.",
    ]);
    expect(heard.at(-1)?.topic).toBe('No word from the client: taken as accepted, and they know.\n—\n(card)');
    expect(clocks(room)).toEqual(['Wed 25 10:00 reminded 1 closes 2026-11-30', 'Mon 30 10:00 approved']);
    expect(room.ticket(1001)).toMatchObject({ stage: 'delivery', situation: 'done' });
  });
  test('a reply to the reminder counts as one to the delivery', () => {
    const room = roomWith(delivered);
    passUntil(room, at('11-25 10:00'));
    expect(readBy(room.say({ text: 'yes', quote: room.lastSent('delivery') }))).toContain('Great, all done.');
  });
});

describe('what the team owes', () => {
  test('the first reply: warned at 80 %, late, and the managers a working day later', () => {
    const room = roomWith([]);
    const heard = passUntil(room, at('12-31 10:00')).filter(({ topic }) => topic !== '');
    expect(clocks(room).filter((line) => line.includes('reply'))).toEqual([
      'Mon 23 13:12 reply warned',
      'Mon 23 14:00 reply late',
      'Tue 24 14:00 reply escalated',
    ]);
    expect(heard.slice(0, 3).map(({ desk }) => desk)).toEqual([
      '',
      '🔴 #1001 · Banner (nobody yet): the first answer is late. The client is waiting.',
      '🔴 #1001 · Banner (nobody yet): the first answer has been late for a working day. Somebody has to write to the client now.',
    ]);
    expect(heard.every(({ client }) => client === '')).toBe(true);
    expect(heard[0]?.topic).toContain('most of its time is gone');
  });
  test('words of a person are a reply; taking it up is not', () => {
    const room = roomWith(['/take']);
    passUntil(room, at('11-23 13:59'));
    expect(clocks(room)).toEqual(['Mon 23 13:12 reply warned']);
    room.desk('/r We are on it', 1001);
    passUntil(room, at('11-25 10:00'));
    expect(clocks(room)).toEqual(['Mon 23 13:12 reply warned']);
  });
  test('what is urgent is owed sooner, what can wait later', () => {
    const room = roomWith(['/priority high the fair is on Friday']);
    expect(room.timers().find(({ key }) => key === 't:1001:reply')?.dueAt).toBe(at('11-23 11:36'));
    room.desk('/priority low it moved', 1001);
    expect(room.timers().find(({ key }) => key === 't:1001:reply')?.dueAt).toBe(at('11-23 16:24'));
  });
  test('no day promised: warned once when 80 % of the usual days are gone, and no more', () => {
    const room = roomWith(['/take', '/r hello']);
    const heard = passUntil(room, at('12-31 10:00'));
    expect(clocks(room)).toEqual(['Fri 27 10:00 delivery warned']);
    expect(heard.at(-1)?.topic).toContain('still no day promised');
  });
  test('the day promised: until the end of its work, and a new day is a new promise', () => {
    const room = roomWith(['/take', '/plan', '/promise 27/11', '/produce']);
    passUntil(room, at('11-30 18:00'));
    expect(clocks(room)).toEqual(['Fri 27 09:12 delivery warned', 'Fri 27 18:00 delivery late', 'Mon 30 18:00 delivery escalated']);
    room.desk('/promise 4/12 the printer broke', 1001);
    expect(room.ticket(1001)?.slipped).toEqual({});
    passUntil(room, at('12-04 18:00'));
    expect(clocks(room).slice(3)).toEqual(['Fri 04 10:48 delivery warned', 'Fri 04 18:00 delivery late']);
  });
  test('while the client is waited for the clock stands; the moment moves on by as much', () => {
    const room = roomWith(['/take', '/plan', '/promise 27/11', '/produce', '/ask Which red?']);
    passUntil(room, at('11-24 10:00'));
    room.say('the dark one'); // a working day was waited
    expect(passUntil(room, at('12-31 10:00')).length).toBeGreaterThan(0);
    expect(clocks(room).slice(1)).toEqual([
      'Mon 30 09:12 delivery warned',
      'Mon 30 18:00 delivery late',
      'Tue 01 18:00 delivery escalated',
    ]);
  });
  test('a closed ticket owes nothing', () => {
    const room = roomWith(['/take', '/cancel twice']);
    passUntil(room, at('12-31 10:00'));
    expect(clocks(room)).toEqual([]);
  });
});

describe('when the process was down', () => {
  test('the latest step is done, once, and those before it are not made up for', () => {
    const room = roomWith(asked);
    room.sleep(4 * day + hour); // Friday 27th, 11:00: both reminders were missed
    room.wait(0);
    expect(clocks(room)).toEqual(['Fri 27 11:00 reminded 2 closes 2026-12-02']);
    room.wait(0);
    expect(types(room).filter((type) => type === 'reminded')).toHaveLength(1);
    passUntil(room, at('12-31 10:00'));
    expect(clocks(room)).toEqual(['Fri 27 11:00 reminded 2 closes 2026-12-02', 'Wed 02 11:00 cancelled']);
  });
  test('nothing ends unannounced, however long it was', () => {
    const room = roomWith(asked);
    room.sleep(42 * day);
    room.wait(0);
    expect(clocks(room).at(-1)).toMatch(/reminded 2 closes/);
    expect(room.ticket(1001)?.situation).toBe('awaiting');
  });
  test('two reminders never leave on the same day', () => {
    const room = roomWith(asked);
    room.sleep(2 * day + 23.5 * hour); // Thursday 9:30: the first is late, the second due at 10:00
    room.wait(0);
    passUntil(room, at('11-27 18:00'));
    expect(clocks(room)).toEqual(['Thu 26 09:30 reminded 1', 'Fri 27 09:30 reminded 2 closes 2026-12-02']);
  });
  test('of three slips the last is told', () => {
    const room = roomWith([]);
    room.sleep(3 * day);
    room.wait(0);
    expect(clocks(room)).toEqual(['Thu 26 10:00 reply escalated']);
  });
  test('a beat in the night waits for the morning', () => {
    const room = roomWith(asked);
    room.sleep(12 * hour);
    room.desk('/note nothing', 1001);
    room.sleep(day);
    expect(room.wait(0)).toEqual([]);
    expect(clientLines(passUntil(room, at('11-25 18:00')))).toEqual(['Wed 25 09:00 Bruno is still waiting for your answer:']);
  });
  test('a favour is not asked for when it is long past', () => {
    const room = roomWith([...delivered]);
    room.say('approve');
    room.sleep(13 * day);
    room.wait(0);
    expect(clocks(room)).toEqual([]);
    expect(passUntil(room, at('12-31 10:00')).map(({ at: moment }) => shownAt(moment))).toEqual(['Mon 07 10:00']);
    expect(clocks(room)).toEqual(['Mon 07 10:00 followed_up']);
  });
});

describe('after it was done', () => {
  test('a rating an hour later, a question ten working days later; nothing after that', () => {
    const room = roomWith(delivered);
    room.say('approve');
    passUntil(room, at('12-31 10:00'));
    expect(clocks(room)).toEqual(['Mon 23 11:00 rating_asked', 'Mon 07 10:00 followed_up']);
  });
  test('not after it was cancelled, and no follow-up where nothing was delivered', () => {
    const cancelled = roomWith(['/cancel twice']);
    passUntil(cancelled, at('12-31 10:00'));
    expect(clocks(cancelled)).toEqual([]);
    const answered = roomWith(['/take', '/conclude it is on page 3']);
    passUntil(answered, at('12-31 10:00'));
    expect(clocks(answered)).toEqual(['Mon 23 11:00 rating_asked']);
  });
  test('not in the middle of something else, and not of whoever shut us out', () => {
    const room = roomWith(delivered);
    room.say('approve');
    room.say('banner');
    expect(clientLines(passUntil(room, at('11-23 17:00')))).toEqual([]);
    room.say('cancel');
    expect(clientLines(passUntil(room, at('11-24 10:00')))).toEqual([
      'Tue 24 09:00 How did we do, from one to five stars? Feel free to add a word.',
    ]);
    const shut = roomWith(delivered);
    shut.say('approve');
    shut.reach(false);
    expect(passUntil(shut, at('12-31 10:00')).filter(({ client }) => client !== '')).toEqual([]);
  });
  test('opened again and done again: the follow-up comes again, the rating only if there was none', () => {
    const room = roomWith(delivered);
    room.say('approve');
    passUntil(room, at('11-23 12:00'));
    room.say('5');
    room.desk('/reopen', 1001);
    room.desk('/deliver better', 1001);
    room.say('approve');
    passUntil(room, at('12-31 10:00'));
    expect(clocks(room)).toEqual(['Mon 23 11:00 rating_asked', 'Mon 07 12:00 followed_up']);
  });
});

test('a key names its ticket and its watch, and nothing else does', () => {
  const timer = (key: string, body: unknown) =>
    ticketOfTimer({ type: 'timer', id: 'x', contact: 'web', chat: 'web:ana', from: { address: 'web:ana', name: '' }, at: 0, key, body });
  expect([watchOf('t:1001:client'), watchOf('draft:web:client'), watchOf('t:1001:other')]).toEqual(['client', undefined, undefined]);
  expect([timer('t:7:care', { chat: 'web:ana', ticket: 7 }), timer('draft:x', { chat: 'x' }), timer('t:7:care', {})]).toEqual([
    7,
    undefined,
    undefined,
  ]);
  expect(laneOfTicket(7)).toBe('desk:7');
});
