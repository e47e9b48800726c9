// A ticket's eight weeks through the real house: over weekends, a holiday and the change to summer time, with both sides' words.
// Every message of either side stands in the store with its time, in order.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEvents, readTickets } from '../../db/tickets.ts';
import { type Line, readChat, readDeskLines } from '../../db/transcript.ts';
import { workedMs } from '../../flows/hours.ts';
import { parseHours } from '../../flows/hours-written.ts';
import { sharesOf } from '../../flows/owed.ts';
import { testClock } from '../support/clock.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { hour, momentAt, shownAt } from '../support/time.ts';

const zone = 'Europe/Kyiv';
const hours = parseHours(zone, undefined, ['2027-03-08']);
const at = (wall: string) => momentAt(`2027-${wall}`, zone);
const opened = (options: { folder?: string; start?: string } = {}) =>
  openTestHouse({ hours, clock: testClock(at(options.start ?? '02-22 10:00')), ...(options.folder ? { folder: options.folder } : {}) });

/** The clock goes from timer to timer until a moment, as the heartbeat would find them. */
async function passTo(house: TestHouse, until: number): Promise<void> {
  for (let beats = 0; beats < 500; beats++) {
    const [row] = await house.store.read({ sql: 'SELECT min(due_at) AS due FROM timer WHERE due_at <= ?1', args: [until] });
    if (typeof row?.due !== 'number') break;
    house.clock.set(Math.max(row.due, house.clock.now()));
    await house.tick();
    await house.settle();
  }
  house.clock.set(until);
}

/** `Mon 22 10:00 ← words` of the client, `→ words` to them; at the desk likewise. */
const shown = (line: Line): string => {
  const body = line.type === 'in' ? line.inbound : line.outbound.body;
  const words = 'text' in body && body.text ? body.text : body.type === 'choice' && 'data' in body ? `(${body.data})` : `(${body.type})`;
  const last = words.split('\n').find((one) => !one.startsWith('▰')) ?? '';
  return `${shownAt(line.at, zone)} ${line.type === 'in' ? '←' : '→'} ${last}`;
};

const life: [string, 'ana' | 'bruno', string][] = [
  ['02-22 10:00', 'ana', 'I need a banner'],
  ['02-22 10:01', 'ana', 'The spring fair'],
  ['02-22 10:02', 'ana', '2'],
  ['02-22 10:03', 'ana', 'All half price'],
  ['02-22 10:04', 'ana', 'skip'],
  ['02-22 10:05', 'ana', 'yes'],
  ['02-22 13:50', 'bruno', '/take #1001'],
  ['02-22 13:51', 'bruno', '/ask #1001 Which red?'],
  ['03-05 16:00', 'ana', 'the dark one'], // after it was closed for silence
  ['03-05 16:30', 'bruno', '/plan #1001'],
  ['03-05 16:31', 'bruno', '/promise #1001 12/03/2027'],
  ['03-05 16:32', 'bruno', '/produce #1001'],
  ['03-05 16:33', 'bruno', '/ask #1001 And which blue?'],
  ['03-09 17:00', 'ana', 'navy'], // the day before was a holiday
  ['03-10 11:00', 'bruno', '/promise #1001 17/03/2027 the printer broke'],
  ['03-18 10:00', 'bruno', '/finish #1001'],
  ['03-18 10:01', 'bruno', '/deliver #1001 https://example.com/1'],
  ['03-19 11:00', 'ana', 'ask for changes'],
  ['03-19 11:01', 'ana', 'the logo should be bigger'],
  ['03-24 15:00', 'bruno', '/finish #1001'],
  ['03-24 15:01', 'bruno', '/deliver #1001 https://example.com/2'],
  ['03-31 17:00', 'ana', '5: lovely work'],
  ['04-15 20:00', 'ana', 'sales are up by a third'],
];

test('eight weeks in a moment', async () => {
  const house = await opened();
  try {
    for (const [when, who, text] of life) {
      await passTo(house, at(when));
      await house.post({ as: who, name: who === 'ana' ? 'Ana' : 'Bruno', desk: who === 'bruno', text });
    }
    await passTo(house, at('04-19 10:00'));
    const chat = await readChat(house.store, 'web:ana');
    expect(chat.map(shown).slice(10)).toEqual([
      'Mon 22 10:05 ← yes',
      "Mon 22 10:05 → Thank you, it's with the team! Your number is 1001, and you'll hear from a person by 14:05 today.",
      'Mon 22 13:50 → Bruno is looking into it and is your contact from here on.',
      'Mon 22 13:51 → Bruno has a question:',
      'Tue 23 13:51 → Bruno is still waiting for your answer:',
      'Thu 25 13:51 → We still need your answer to go on:',
      "Tue 02 13:51 → We haven't heard from you, so this request is closed for now. Whenever you're ready, just write here: one message opens it again, with everything in it.",
      'Fri 05 16:00 ← the dark one',
      'Fri 05 16:00 → Good to hear from you! Your request is open again, and the team has your message.',
      "Fri 05 16:30 → We know what's needed. Next you'll get a delivery date.",
      'Fri 05 16:31 → It will be ready by Friday 12 March.',
      "Fri 05 16:32 → We've started work. It will be ready by Friday 12 March.",
      'Fri 05 16:33 → Bruno has a question:',
      'Tue 09 16:33 → Bruno is still waiting for your answer:',
      'Tue 09 17:00 ← navy',
      'Tue 09 17:00 → Thanks, the team has your answer and is carrying on.',
      'Wed 10 11:00 → The day has changed: it will be ready by Wednesday 17 March. The reason: the printer broke',
      "Thu 18 10:00 → It's done. We're giving it a final check before we send it over.",
      'Thu 18 10:01 → https://example.com/1',
      'Fri 19 11:00 ← ask for changes',
      'Fri 19 11:00 → What should be different? Write it, or send files.',
      'Fri 19 11:01 ← the logo should be bigger',
      "Fri 19 11:01 → Got it. We'll make those changes.",
      "Wed 24 15:00 → It's done. We're giving it a final check before we send it over.",
      'Wed 24 15:01 → https://example.com/2',
      'Fri 26 15:01 → Have you had a look yet? Tell us if it is as you wanted. If we hear nothing by Wednesday 31 March, we take it as accepted.',
      "Wed 31 15:01 → We haven't heard from you, so we take it that all is well and close this request. If something isn't right, reply to this message and we open it again.",
      'Wed 31 16:01 → How did we do, from one to five stars? Feel free to add a word.',
      'Wed 31 17:00 ← 5: lovely work',
      'Wed 31 17:00 → Thank you, the team will read it!',
      "Wed 14 15:01 → It's been a few days: is everything going well with this one?",
      'Thu 15 20:00 ← sales are up by a third',
      'Thu 15 20:00 → Thank you, the team has it.',
    ]);
    // What either side wrote is all there, each with its own time, and nothing runs backwards.
    const desk = await readDeskLines(house.store, 'web:desk');
    const said = [...chat, ...desk].flatMap((line) =>
      line.type === 'in' && line.inbound.type === 'message' ? [[line.at, line.inbound.text]] : [],
    );
    expect(said.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(life.map(([when, , text]) => [at(when), text]));
    for (const lines of [chat, desk]) expect(lines.map((line) => line.at)).toEqual(lines.map((line) => line.at).toSorted((a, b) => a - b));
    const topic = desk.filter((line) => line.type === 'out' && line.outbound.body.type === 'text' && line.lane === 'desk:1001').map(shown);
    expect(topic).toEqual([
      'Mon 22 10:05 → I need a banner',
      'Mon 22 13:17 → ⏳ #1001 · Banner (nobody yet): the client is still waiting for a first answer, and most of its time is gone.',
      'Tue 02 13:51 → No word from the client, after every reminder: closed. One message of theirs opens it again.',
      'Fri 05 16:00 → the dark one',
      'Tue 09 17:00 → navy',
      'Tue 16 16:36 → ⏳ #1001 · Banner (Bruno): promised for Wednesday 17 March, and most of its time is gone.',
      'Wed 17 18:00 → 🔴 #1001 · Banner (Bruno): promised for Wednesday 17 March, and late. Deliver it, or tell the client a new day and why: /promise',
      'Fri 19 11:01 → the logo should be bigger',
      'Mon 22 10:00 → 🔴 #1001 · Banner (Bruno): promised for Wednesday 17 March, and late by a working day. Somebody has to talk to the client now.',
      'Wed 31 15:01 → No word from the client: taken as accepted, and they know.',
      'Wed 31 17:00 → 5 stars of 5. lovely work',
      'Thu 15 20:00 → sales are up by a third',
    ]);
    const events = await readEvents(house.store, 't:1001');
    const ticket = (await readTickets(house.store, [1001])).get(1001) ?? expect.fail('no ticket');
    const end = house.clock.now();
    const { worked, awaiting, closed } = sharesOf(ticket, hours, end);
    expect(worked + awaiting + closed).toBe(workedMs(hours, ticket.openedAt, end));
    expect(events.filter(({ by }) => by.type === 'clock').map((event) => event.type)).toEqual([
      ...['slipped', 'reminded', 'reminded', 'cancelled', 'reminded', 'slipped', 'slipped', 'slipped'],
      ...['reminded', 'approved', 'rating_asked', 'followed_up'],
    ]);
    expect(ticket).toMatchObject({ situation: 'done', reopened: 1, rating: { stars: 5, text: 'lovely work' }, care: 'followed_up' });
  } finally {
    await house.close();
  }
});

test('a beat that comes twice, or late, or from a process that was down: once each', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-weeks-'));
  try {
    const before = await opened({ folder });
    for (const text of ['banner', 'Sale', '2', 'half', 'skip', 'yes']) await before.post({ as: 'ana', name: 'Ana', text });
    for (const text of ['/take #1001', '/ask #1001 Which red?']) await before.post({ as: 'bruno', name: 'Bruno', desk: true, text });
    before.clock.set(at('02-23 10:00'));
    await Promise.all([before.tick(), before.tick(), before.tick()]);
    await before.tick();
    await before.settle();
    await before.close();
    const count = async (house: TestHouse): Promise<number> =>
      (await readEvents(house.store, 't:1001')).filter(({ type }) => type === 'reminded').length;
    const after = await opened({ folder, start: '02-26 11:00' });
    expect(await count(after)).toBe(1);
    await Promise.all([after.tick(), after.tick()]);
    await after.settle();
    await after.tick();
    expect(await count(after)).toBe(2);
    expect(
      (await readChat(after.store, 'web:ana')).filter((line) => line.type === 'out' && shown(line).includes('still')).map(shown),
    ).toEqual(['Tue 23 10:00 → Bruno is still waiting for your answer:', 'Fri 26 11:00 → We still need your answer to go on:']);
    await after.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a moment at which it fired before comes again for the ticket as it is now', async () => {
  const house = await opened();
  try {
    for (const text of ['banner', 'Sale', '2', 'half', 'skip', 'yes']) await house.post({ as: 'ana', name: 'Ana', text });
    for (const text of ['/take #1001', '/ask #1001 Which red?']) await house.post({ as: 'bruno', name: 'Bruno', desk: true, text });
    await passTo(house, at('02-23 12:00'));
    const dueOf = async () =>
      (await house.store.read({ sql: "SELECT due_at FROM timer WHERE key = 't:1001:client'", args: [] }))[0]?.due_at;
    const due = await dueOf();
    await house.store.write([{ sql: "UPDATE timer SET due_at = ?1 WHERE key = 't:1001:client'", args: [at('02-23 10:00')] }]);
    await house.tick();
    await house.settle();
    expect(await dueOf()).toBe(due);
  } finally {
    await house.close();
  }
});

test('a ticket that nobody remembers is found by its timer, and a client by their new address', async () => {
  const house = await opened();
  try {
    for (const text of ['logo', '1', 'skip', 'yes']) await house.post({ as: 'ana', name: 'Ana', text });
    for (const text of ['/take #1001', '/ask #1001 Which one?']) await house.post({ as: 'bruno', name: 'Bruno', desk: true, text });
    await house.memory.forget();
    house.clock.advance(200 * 24 * hour);
    await house.store.write([
      { sql: "UPDATE timer SET body = json_set(body, '$.chat', 'web:gone') WHERE key = 't:1001:client'", args: [] },
    ]);
    house.clock.set(at('09-13 12:00'));
    await house.tick();
    await house.settle();
    expect((await readChat(house.store, 'web:ana')).map(shown).at(-1)).toBe('Mon 13 12:00 → We still need your answer to go on:');
    const rows = await house.store.read({ sql: "SELECT id FROM conversation WHERE id LIKE '%gone%'", args: [] });
    expect(rows).toEqual([]);
  } finally {
    await house.close();
  }
});
