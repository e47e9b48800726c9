// What /find, /who, /new and /stats read, on a file and over Hrana.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitStatements, type TurnRows } from '../../db/commit.ts';
import { readIsTaken, readSettings, readStaff, staffStatement } from '../../db/desk.ts';
import { readAllTicketsOf, readFound, readPeopleNamed, readPersonByPhone } from '../../db/find.ts';
import type { Command } from '../../flows/command.ts';
import { decide } from '../../flows/moves.ts';
import type { Ticket } from '../../flows/ticket.ts';
import type { Person } from '../../flows/turn.ts';
import { type Opened, stores } from '../support/db-stores.ts';

const now = Date.UTC(2026, 10, 23, 10);
const staff = { type: 'staff', address: 'web:bruno', name: 'Bruno' } as const;
let count = 0;

const turn = (more: Partial<TurnRows>): TurnRows => {
  const id = `web:${++count}`;
  const inbound = { type: 'message', id, contact: 'web', chat: 'web:desk', from: { address: 'web:bruno', name: 'Bruno' }, at: now, text: '', files: [] } as const; // biome-ignore format: one thought
  return { name: `turn${count}.0`, inbound: { ...inbound, files: [] }, needs: [], changes: [], timers: [], outbox: [], ...more };
};

const person = (id: string, name: string, phone?: string): Person => ({ id, name, language: 'en', address: `web:${id}`, reachable: true, ...(phone ? { phone } : {}) }); // biome-ignore format: one thought

function filed(number: number, who: string, words: string): TurnRows['changes'][number] {
  const command: Command = {
    ...{ type: 'open', number, person: who, service: 'banner', title: 'Banner', language: 'en', approval: true },
    terms: { version: 1, steps: [], firstReplyHours: 4, deliveryDays: 5, priority: 'normal' },
    brief: [{ question: '', label: 'For', text: words, files: [], messages: [] }],
    first: { text: '', files: [] },
  };
  const decision = decide(null, command, staff, now);
  if (decision.type === 'refused') throw new Error('Opening was refused.');
  return { ticket: decision.ticket, events: decision.events, isNew: true };
}
function closed(ticket: Ticket): TurnRows['changes'][number] {
  const decision = decide(ticket, { type: 'cancel', reason: 'twice' }, staff, now + 5);
  if (decision.type === 'refused') throw new Error('Cancelling was refused.');
  return { ticket: decision.ticket, events: decision.events, isNew: false };
}

describe.each(stores)('$where', ({ open }) => {
  let opened: Opened;
  const write = (turns: TurnRows[]) => opened.store.write(commitStatements(turns, 'me', now + 60_000));
  const found = async (text: string) => (await readFound(opened.store, text)).map(({ number }) => number);
  beforeEach(async () => {
    opened = await open();
    const first = filed(1001, 'ana', 'São João party');
    await write([
      turn({ person: person('ana', 'Ana Lima', '5511900000001'), changes: [first] }),
      turn({ person: person('rui', 'Rui Lima'), changes: [filed(1002, 'rui', 'the spring fair')] }),
      turn({ changes: [filed(1003, 'rui', '100 % "cotton" bags * and NEAR things')] }),
    ]);
    await write([turn({ changes: [closed(first.ticket)] })]);
  });
  afterEach(() => opened.close());

  test('tickets are found by words without their accents, by client and number; open ones first', async () => {
    expect(await found('sao joao')).toEqual([1001]);
    expect(await found('banner')).toEqual([1003, 1002, 1001]);
    expect(await found('lima')).toEqual([1003, 1002, 1001]);
    expect(await found('rui spr')).toEqual([1002]);
    expect(await found('1001')).toEqual([1001]);
    expect(await found('5511900000001')).toEqual([1001]);
    expect(await found('rui zeppelin')).toEqual([1003, 1002]); // as many of the words as there are
    expect(await found('zeppelin')).toEqual([]);
  });
  test('words that mean something to the database are words', async () => {
    for (const words of ['', '   ', '"', '*', '% _', "'; DROP TABLE ticket; --", 'q" OR "z', 'xNEAR(', '\\']) expect(await found(words)).toEqual([]); // biome-ignore format: one thought
    expect(await found('NEAR cotton')).toEqual([1003]);
  });
  test('at most eight, the newest', async () => {
    await write(Array.from({ length: 12 }, (_, i) => turn({ changes: [filed(1100 + i, 'ana', 'kites')] })));
    expect(await found('kites')).toEqual([1111, 1110, 1109, 1108, 1107, 1106, 1105, 1104]);
  });
  test('people are found by name and phone, and their tickets by them', async () => {
    const named = async (text: string) => (await readPeopleNamed(opened.store, text)).map(({ id }) => id);
    expect([await named('lima'), await named('rui lima'), await named('0001'), await named('%'), await named('zoe')]).toEqual([
      ['ana', 'rui'],
      ['rui'],
      ['ana'],
      [],
      [],
    ]);
    expect((await readPersonByPhone(opened.store, '5511900000001'))?.id).toBe('ana');
    expect(await readPersonByPhone(opened.store, '5511')).toBeUndefined();
    expect((await readAllTicketsOf(opened.store, ['rui'])).map(({ number }) => number)).toEqual([1003, 1002]);
  });
  test('what the desk keeps and who leaves it ride in the commit, once', async () => {
    await opened.store.write([staffStatement({ address: 'web:carla', name: 'Carla', role: 'lead' })]);
    const keeping = turn({ keeps: [{ key: 'answer:hours', value: '{"en":"nine"}' }], leaves: 'web:carla' });
    await write([keeping]);
    expect((await readSettings(opened.store)).get('answer:hours')).toBe('{"en":"nine"}');
    expect((await readStaff(opened.store)).staff).toEqual([]);
    await opened.store.write([staffStatement({ address: 'web:carla', name: 'Carla', role: 'lead' })]);
    await write([{ ...keeping, name: 'again.0', keeps: [{ key: 'answer:hours', value: 'other' }] }]);
    expect((await readSettings(opened.store)).get('answer:hours')).toBe('{"en":"nine"}');
    expect((await readStaff(opened.store)).staff).toHaveLength(1);
    expect([await readIsTaken(opened.store, keeping.inbound.id), await readIsTaken(opened.store, 'never')]).toEqual([true, false]);
  });
});
