// Facts in the store, on a file and over a server: each ticket is counted again when it changes, and only then, however many look at once.
import { createClient } from '@libsql/client/sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitStatements, type TurnRows } from '../../db/commit.ts';
import { freshenFacts, readCounts } from '../../db/reports.ts';
import { rowsOf, type Statement, type Store, writeBatch } from '../../db/store.ts';
import type { Command } from '../../flows/command.ts';
import { parseHours } from '../../flows/hours-written.ts';
import { decide } from '../../flows/moves.ts';
import type { Fact } from '../../flows/reports/fact.ts';
import type { Actor, Ticket } from '../../flows/ticket.ts';
import type { Person } from '../../flows/turn.ts';
import { type KeptFacts, keepFacts } from '../../src/facts.ts';
import { type Opened, stores } from '../support/db-stores.ts';
import { listed } from '../support/facts.ts';

const now = Date.UTC(2026, 10, 23, 10);
const hours = parseHours('UTC');
const always = { from: 0, to: now * 2 };
/** By somebody who has kept none. */
const readFacts = async (store: Store): Promise<Fact[]> => listed(await keepFacts(store, true).read(always));
const bruno: Actor = { type: 'staff', address: 'web:bruno', name: 'Bruno' };
let count = 0;

const turn = (more: Partial<TurnRows>): TurnRows => {
  const id = `test:${++count}`;
  const inbound = { type: 'message', id, contact: 'web', chat: 'web:x', from: { address: 'web:x', name: '' }, at: now } as const;
  return { name: `${id}.0`, inbound: { ...inbound, files: [] }, needs: [], changes: [], timers: [], outbox: [], ...more };
};
function change(ticket: Ticket | null, command: Command, at: number): TurnRows['changes'][number] {
  const decision = decide(ticket, command, bruno, at);
  if (decision.type === 'refused') throw new Error(`${command.type} was refused.`);
  return { ticket: decision.ticket, events: decision.events, isNew: ticket === null };
}
const filed = (number: number, person: string): TurnRows['changes'][number] =>
  change(
    null,
    {
      ...{ type: 'open', number, person, service: 'banner', title: 'Banner', language: 'en', approval: true, brief: [], campaign: 'FAIR' },
      terms: { version: 1, steps: [], firstReplyHours: 4, deliveryDays: 5, priority: 'normal' },
      first: { text: '', files: [] },
    },
    now,
  );
const person = (id: string, address: string): Person => ({ id, name: id, language: 'en', address, reachable: true });

/** The same database by a connection that knows nothing of the first. */
function elsewhere({ hrana, another, path }: Opened): Store {
  if (hrana) return another();
  const client = createClient({ url: `file:${path}`, timeout: 5000 });
  const read: Store['read'] = async (statement) => rowsOf(await client.execute(statement));
  return {
    ...{ read, readAll: (statements) => Promise.all(statements.map(read)), write: (statements) => writeBatch(client, statements) },
    close: () => client.close(),
  };
}

describe.each(stores)('$where', ({ open }) => {
  let opened: Opened;
  let written: Statement[][];
  let store: Store;
  let kept: KeptFacts;
  const write = (...turns: TurnRows[]) => opened.store.write(commitStatements(turns, 'me', now + 60_000));
  /** As somebody has them who looks again and again: the same as for somebody who looks for the first time. */
  const facts = async () => {
    const found = listed(await kept.read(always));
    expect(found).toEqual(await readFacts(store));
    return found;
  };
  beforeEach(async () => {
    opened = await open();
    written = [];
    store = {
      ...opened.store,
      write: (statements) => {
        written.push(statements);
        return opened.store.write(statements);
      },
    };
    kept = keepFacts(store, true);
    await write(turn({ person: person('ana', 'whatsapp:55'), changes: [filed(1001, 'ana')] }), turn({ person: person('rui', 'email:rui@example.com'), changes: [filed(1002, 'rui')] })); // biome-ignore format: one thought
  });
  afterEach(() => opened.close());

  test('what changed is counted, and then nothing is written until something changes again', async () => {
    expect(await freshenFacts(store, hours)).toBe(0);
    expect(await facts()).toEqual([
      expect.objectContaining({ number: 1001, person: 'ana', channel: 'whatsapp', campaign: 'FAIR', returning: false, situation: 'open' }),
      expect.objectContaining({ number: 1002, person: 'rui', channel: 'email', service: 'banner', turns: [], loops: [] }),
    ]);
    written = [];
    await freshenFacts(store, hours);
    expect(written).toEqual([]);
    await write(
      turn({ changes: [change(filed(1001, 'ana').ticket, { type: 'cancel', reason: '' }, now + 3_600_000), filed(1003, 'ana')] }),
    );
    await freshenFacts(store, hours);
    const [first, , third] = await facts();
    expect([first?.closedAt, first?.turns, first?.waits[0]]).toEqual([now + 3_600_000, [[now + 3_600_000, 'cancelled']], 3_600_000]);
    expect(third?.returning).toBe(true);
    expect((await readCounts(store)).toSorted((a, b) => b.count - a.count)).toEqual([
      { stage: 'triage', situation: 'open', count: 2 },
      { stage: 'triage', situation: 'cancelled', count: 1 },
    ]);
  });
  test('other working hours count everything anew', async () => {
    await write(turn({ changes: [change(filed(1001, 'ana').ticket, { type: 'cancel', reason: '' }, now + 12 * 3_600_000)] }));
    const waited = async () => ((await facts())[0]?.waits[0] ?? 0) / 3_600_000;
    await freshenFacts(store, hours);
    expect(await waited()).toBe(8);
    await freshenFacts(store, parseHours('UTC', 'mon-sun 00:00-24:00'));
    expect(await waited()).toBe(12);
  });
  test('a ticket that changes while it is counted stays to be counted', async () => {
    const slow: Store = {
      ...store,
      write: async (statements) => {
        if (statements[0]?.sql.includes('INSERT INTO fact (')) await write(turn({ changes: [change(filed(1001, 'ana').ticket, { type: 'cancel', reason: '' }, now + 1)] })); // biome-ignore format: one thought
        return opened.store.write(statements);
      },
    };
    expect(await freshenFacts(slow, hours)).toBe(0);
    expect((await facts()).map(({ number }) => number)).toEqual([1002]);
    await freshenFacts(store, hours);
    expect((await facts()).map(({ situation }) => situation)).toEqual(['cancelled', 'open']);
  });
  test('whoever is erased or joined to somebody is counted by that', async () => {
    await write(turn({ changes: [filed(1003, 'rui')] }));
    await freshenFacts(store, hours);
    expect((await facts()).map((one) => [one.person, one.returning])).toEqual([['ana', false], ['rui', false], ['rui', true]]); // biome-ignore format: one thought
    await opened.store.write([{ sql: "UPDATE ticket SET person = 'ana' WHERE person = 'rui'", args: [] }]);
    await write(turn({ person: person('ana', 'none:erased') }));
    await freshenFacts(store, hours);
    expect((await facts()).map((one) => [one.person, one.returning, one.channel])).toEqual([
      ['ana', false, 'whatsapp'],
      ['ana', true, 'email'],
      ['ana', true, 'email'],
    ]);
  });

  test('what another program on the same database changed is in the next look, whoever counts it', async () => {
    const other = elsewhere(opened);
    try {
      await freshenFacts(store, hours);
      expect((await facts()).map(({ situation }) => situation)).toEqual(['open', 'open']);
      const cancelled = (number: number, who: string) =>
        turn({ changes: [change(filed(number, who).ticket, { type: 'cancel', reason: '' }, now + 1)] });
      await other.write(commitStatements([cancelled(1001, 'ana'), turn({ changes: [filed(1003, 'rui')] })], 'other', now + 60_000));
      await freshenFacts(other, hours);
      expect((await facts()).map(({ situation, number }) => [number, situation])).toEqual([[1001, 'cancelled'], [1002, 'open'], [1003, 'open']]); // biome-ignore format: one thought
      await other.write(commitStatements([cancelled(1002, 'rui')], 'other', now + 60_000));
      await freshenFacts(store, hours);
      expect((await facts()).map(({ situation }) => situation)).toEqual(['cancelled', 'cancelled', 'open']);
    } finally {
      other.close();
    }
  });
  test('a ticket that is deleted leaves; that it came first is forgotten too', async () => {
    await write(turn({ changes: [filed(1003, 'ana')] }));
    await freshenFacts(store, hours);
    expect((await facts()).map(({ number, returning }) => [number, returning])).toEqual([[1001, false], [1002, false], [1003, true]]); // biome-ignore format: one thought
    const other = elsewhere(opened);
    await other.write(['event WHERE ticket = (SELECT id FROM ticket WHERE number = 1001)', 'ticket WHERE number = 1001'].map((of) => ({ sql: `DELETE FROM ${of}`, args: [] }))); // biome-ignore format: one thought
    other.close();
    expect((await facts()).map(({ number }) => number)).toEqual([1002, 1003]);
    await freshenFacts(store, hours);
    expect((await facts()).map(({ number, returning }) => [number, returning])).toEqual([[1002, false], [1003, false]]); // biome-ignore format: one thought
  });
  test('who asks for earlier ones gets them, after others and at the same time', async () => {
    const cancel = change(filed(1001, 'ana').ticket, { type: 'cancel', reason: '' }, now + 3_600_000);
    await write(turn({ changes: [cancel] }));
    await freshenFacts(store, hours);
    const late = { from: now + 7_200_000, to: now * 2 };
    const numbers = async (stretch: typeof late) => listed(await kept.read(stretch)).map(({ number }) => number);
    expect(await Promise.all([numbers(late), numbers(always), numbers(late)])).toEqual([[1002], [1001, 1002], [1002]]);
  });
  test('a look reads what is new, also after all of them were read ahead', async () => {
    const marks: unknown[] = [];
    const watched = keepFacts(
      {
        ...store,
        read: (statement) => {
          marks.push(statement.args[0]);
          return store.read(statement);
        },
      },
      true,
    );
    await freshenFacts(store, hours);
    await watched.ready();
    expect(listed(await watched.read(always)).map(({ number }) => number)).toEqual([1001, 1002]);
    await watched.ready();
    await watched.read(always);
    expect(marks).toEqual([-1, 2, 2]);
  });
  test('after a look at what is late, the rest is read while nobody waits', async () => {
    const asked: unknown[] = [];
    const watched = keepFacts(
      {
        ...store,
        read: async (statement) => {
          const rows = await store.read(statement);
          asked.push(statement.args.slice(0, 2));
          return rows;
        },
      },
      true,
    );
    await freshenFacts(store, hours);
    const late = { from: now + 7_200_000, to: now * 2 };
    await watched.read(late);
    await expect.poll(() => asked).toEqual([[-1, late.from], [-1, 0]]); // biome-ignore format: one thought
    expect(listed(await watched.read(always)).map(({ number }) => number)).toEqual([1001, 1002]);
    expect(asked.at(-1)).toEqual([2, 0]);
  });
  test('more than are read in one go are all there, each once', async () => {
    await freshenFacts(store, hours);
    const more = `WITH RECURSIVE n (i) AS (SELECT 2001 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) INSERT INTO fact (number, version, stage, situation, opened_at, body, mark)
      SELECT i, 1, stage, situation, opened_at, json_set(body, '$[0]', i), i FROM n, fact f WHERE f.number = 1001`;
    await store.write([{ sql: more, args: [] }]);
    const numbers = [...(await kept.read(always)).number];
    expect([numbers.length, new Set(numbers).size, Math.max(...numbers)]).toEqual([10_002, 10_002, 12_000]);
  });
});

test('so many tickets at a time, the newest first; the rest is told', async () => {
  const opened = await stores[0]?.open();
  if (!opened) throw new Error('There is no store to test on.');
  try {
    const { store } = opened;
    const all = Array.from({ length: 1101 }, (_, i) => turn({ changes: [filed(1001 + i, 'ana')] }));
    await store.write(commitStatements(all, 'me', now));
    expect(await freshenFacts(store, hours, 1)).toBe(601);
    expect((await readFacts(store))[0]?.number).toBe(1602);
    expect(await freshenFacts(store, hours, 1)).toBe(101);
    expect(await freshenFacts(store, hours, 1)).toBe(0);
    expect(await readFacts(store)).toHaveLength(1101);
    let reads = 0;
    const counted: Store = {
      ...store,
      read: (statement) => {
        reads++;
        return store.read(statement);
      },
    };
    await freshenFacts(counted, hours);
    const [row] = await readFacts(counted);
    expect([reads, row?.person]).toEqual([3, 'ana']); // however many there are: the hours, what is due, the facts
  } finally {
    await opened.close();
  }
});
