// The commit of ENGINE.md as statements, on a file and over Hrana: what the gate lets in, what becomes of the rest.
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitStatements, type Outcome, outcomeStatement, outcomesOf, passedOf, type TurnRows } from '../../db/commit.ts';
import { readConversations, readDueTimers, readLinks, readPeople } from '../../db/conversations.ts';
import { migrate } from '../../db/migrate.ts';
import { StoreError } from '../../db/store.ts';
import { readEvents, readLastNumber, readQueue, readSimilar, readTickets, readTicketsOf } from '../../db/tickets.ts';
import type { Command } from '../../flows/command.ts';
import { decide } from '../../flows/moves.ts';
import { situations, stages, type Ticket } from '../../flows/ticket.ts';
import { type Opened, stores } from '../support/db-stores.ts';

const now = Date.UTC(2026, 10, 23, 10);
const ana = { type: 'client', name: 'Ana' } as const;

const inbound = (id: string, text = 'hello', chat = 'web:ana'): TurnRows['inbound'] => ({
  type: 'message',
  id: `web:${id}`,
  contact: 'web',
  chat,
  from: { address: chat, name: 'Ana' },
  message: `web:${id}`,
  at: now,
  text,
  files: [],
});
let named = 0;
const turn = (id: string, more: Partial<TurnRows> = {}): TurnRows => ({
  name: `turn${named++}.0`,
  inbound: inbound(id),
  needs: [],
  changes: [],
  timers: [],
  outbox: [],
  ...more,
});
const conversing = (id: string, version: number, misses: number, key = 'c:web:ana'): TurnRows =>
  turn(id, {
    needs: [[key, version - 1]],
    conversation: { key, version, state: { v: 1, person: 'ana', misses } },
    outbox: [{ id: `web:${id}#0`, outbound: { lane: 'web:ana', body: { type: 'text', text: `reply ${misses}` } } }],
  });

const open = (number: number, words: string, person = 'ana'): TurnRows['changes'][number] => {
  const command: Command = {
    ...{ type: 'open', number, person, service: 'banner', title: 'Banner', language: 'en', approval: true },
    terms: { version: 1, steps: [], firstReplyHours: 4, deliveryDays: 5, priority: 'normal' },
    brief: [{ question: 'What for?', label: 'For', text: words, files: [], messages: [] }],
    first: { text: '', files: [] },
  };
  const decision = decide(null, command, ana, now);
  if (decision.type === 'refused') throw new Error('Opening was refused.');
  return { ticket: decision.ticket, events: decision.events, isNew: true };
};
const comment = (ticket: Ticket, text: string): TurnRows['changes'][number] => {
  const decision = decide(ticket, { type: 'comment', content: { text, files: [] } }, ana, now);
  if (decision.type === 'refused') throw new Error('Commenting was refused.');
  return { ticket: decision.ticket, events: decision.events, isNew: false };
};
const filing = (id: string, number: number, words = 'summer sale'): TurnRows => {
  const change = open(number, words);
  return turn(id, { needs: [[change.ticket.id, 0]], changes: [change] });
};
const again = (one: TurnRows): TurnRows => ({ ...one, name: one.name.replace('.0', '.1') });

describe.each(stores)('$where', (kind) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await kind.open();
  });
  afterEach(() => opened.close());

  const commit = async (...turns: TurnRows[]): Promise<Outcome[]> => {
    const results = await opened.store.write(commitStatements(turns, 'me', now + 60_000));
    const outcomes = outcomesOf(await opened.store.read(outcomeStatement(turns)), turns);
    if (passedOf(results) === turns.length) expect(outcomes).toEqual(turns.map(() => 'committed'));
    return outcomes;
  };
  const count = (table: string): number => Number(opened.look(`SELECT count(*) AS n FROM ${table}`)[0]?.n);
  const everything = () =>
    JSON.stringify(
      ['inbox', 'conversation', 'person', 'ticket', 'event', 'timer', 'outbox', 'message', 'ticket_text'].map((table) =>
        opened.look(`SELECT * FROM ${table}`),
      ),
    );

  test('the tables are made from nothing, once', async () => {
    const fresh = await kind.open(false);
    try {
      const files = readdirSync('db/migrations').filter((name) => name.endsWith('.sql'));
      expect(await migrate(fresh.store)).toEqual(files.map((name) => name.replace('.sql', '')).sort());
      expect(await migrate(fresh.store)).toEqual([]);
      await fresh.store.write([{ sql: "INSERT INTO migration (name, at) VALUES ('9999_later', 0)", args: [] }]);
      await expect(migrate(fresh.store)).rejects.toThrow('made by a newer Alur (it has 9999_later)');
    } finally {
      await fresh.close();
    }
  });

  test('a turn is there whole', async () => {
    const change = open(1001, 'summer sale');
    const outcomes = await commit(
      turn('1', {
        needs: [
          ['c:web:ana', 0],
          ['t:1001', 0],
        ],
        conversation: { key: 'c:web:ana', version: 1, state: { v: 1, person: 'ana', misses: 0 } },
        person: { id: 'ana', name: 'Ana', language: 'en', address: 'web:ana', reachable: true },
        changes: [change],
        timers: [{ key: 'draft:web:ana', dueAt: now + 5, body: { chat: 'web:ana' } }],
        outbox: [{ id: 'web:1#0', outbound: { lane: 'web:ana', body: { type: 'text', text: 'hi' } } }],
        links: [{ message: 'web:1', ticket: 1001, role: 'client' }],
      }),
    );
    expect(outcomes).toEqual(['committed']);
    const { store } = opened;
    expect(await readConversations(store, ['c:web:ana', 'c:web:eva'])).toEqual(
      new Map([['c:web:ana', { version: 1, value: { v: 1, person: 'ana', misses: 0 } }]]),
    );
    expect((await readPeople(store, ['ana'])).get('ana')?.name).toBe('Ana');
    expect(await readTickets(store, [1001, 1002])).toEqual(new Map([[1001, change.ticket]]));
    expect(await readEvents(store, 't:1001')).toEqual(change.events);
    expect(await readDueTimers(store, now)).toEqual([]);
    expect(await readDueTimers(store, now + 5)).toEqual([{ key: 'draft:web:ana', dueAt: now + 5, body: { chat: 'web:ana' } }]);
    expect(await readLinks(store, [{ chat: 'web:ana', message: 'web:1' }])).toEqual(
      new Map([['web:ana\nweb:1', { ticket: 1001, role: 'client' }]]),
    );
    expect(await readLastNumber(store)).toBe(1001);
    expect(opened.look('SELECT id, state FROM outbox')).toEqual([{ id: 'web:1#0', state: 'queued' }]);
  });

  test('a repeated inbound changes nothing, in its own group or beside others', async () => {
    await commit(conversing('1', 1, 1));
    const before = everything();
    expect(await commit(conversing('1', 2, 9))).toEqual(['duplicate']);
    expect(everything()).toBe(before);
    expect(await commit(conversing('1', 2, 9), conversing('2', 1, 5, 'c:web:eva'))).toEqual(['duplicate', 'committed']);
    expect((await readConversations(opened.store, ['c:web:ana'])).get('c:web:ana')?.version).toBe(1);
  });

  test('a stale version drops alone, and its neighbours pass', async () => {
    await commit(conversing('1', 1, 1), filing('2', 1001));
    const ticket = open(1001, 'x').ticket;
    const stale = turn('4', { needs: [['t:1001', 7]], changes: [comment({ ...ticket, version: 7 }, 'late')] });
    const early = turn('5', { needs: [['t:1002', 3]], changes: [comment({ ...ticket, number: 1002, id: 't:1002', version: 3 }, 'early')] });
    expect(await commit(conversing('3', 1, 9), stale, early, conversing('6', 1, 2, 'c:web:eva'))).toEqual([
      'stale',
      'stale',
      'stale',
      'committed',
    ]);
    expect(opened.look('SELECT id FROM inbox ORDER BY id').map(({ id }) => id)).toEqual(['web:1', 'web:2', 'web:6']);
    expect([count('event'), count('ticket'), count('outbox')]).toEqual([1, 1, 2]);
    expect((await readConversations(opened.store, ['c:web:ana'])).get('c:web:ana')?.value.misses).toBe(1);
  });

  test('of two turns that file the same number, the second is stale', async () => {
    expect(await commit(filing('1', 1001))).toEqual(['committed']);
    expect(await commit(filing('2', 1001))).toEqual(['stale']);
    expect(await commit(filing('3', 1002))).toEqual(['committed']);
  });

  test('a commit whose answer got lost, asked again by its next name, is committed once', async () => {
    const group = [filing('1', 1001), conversing('2', 1, 1)];
    await opened.store.write(commitStatements(group, 'me', now + 60_000));
    const before = everything();
    expect(await commit(...group.map(again))).toEqual(['committed', 'committed']);
    expect(everything()).toBe(before);
  });

  test('rows that the table refuses leave no trace of the whole group', async () => {
    const before = everything();
    const bad = filing('2', 1002);
    const [change] = bad.changes;
    if (change) change.ticket = { ...change.ticket, stage: 'planning', situation: 'done' };
    const refused = opened.store.write(commitStatements([conversing('1', 1, 1), bad, filing('3', 1003)], 'me', now));
    await expect(refused).rejects.toMatchObject({ name: 'StoreError', type: 'constraint' });
    await expect(refused).rejects.toBeInstanceOf(StoreError);
    expect(everything()).toBe(before);
    expect(await commit(conversing('1', 1, 1), filing('3', 1003))).toEqual(['committed', 'committed']);
  });

  test('the table takes the legal pairs of stage and situation, and no other', async () => {
    const taken: string[] = [];
    let number = 1000;
    for (const stage of stages)
      for (const situation of situations) {
        number++;
        const one = filing(`${number}`, number);
        const [change] = one.changes;
        if (change) change.ticket = { ...change.ticket, stage, situation };
        await opened.store.write(commitStatements([one], 'me', now)).then(
          () => taken.push(`${stage}/${situation}`),
          (error: unknown) => expect(error).toMatchObject({ type: 'constraint' }),
        );
      }
    expect(taken).toEqual([
      ...['triage/open', 'triage/cancelled', 'analysis/open', 'analysis/awaiting', 'analysis/done', 'analysis/cancelled', 'planning/open'],
      ...['planning/awaiting', 'planning/cancelled', 'production/open', 'production/awaiting', 'production/cancelled'],
      ...['delivery/open', 'delivery/awaiting', 'delivery/done', 'delivery/cancelled'],
    ]);
  });

  test('lone surrogates and NUL are cut out of every text, and what was written can be read', async () => {
    const odd = 'a\ud83db\u0000c\udc4d 👍 \\u0000 \\ud83d';
    const clean = 'a\ufffdbc\ufffd 👍 \\u0000 \\ud83d';
    const change = open(1001, odd);
    await commit(
      turn('1', {
        inbound: inbound('1', odd),
        needs: [['c:web:ana', 0]],
        conversation: { key: 'c:web:ana', version: 1, state: { v: 1, person: 'ana', misses: 0, draft: { service: odd } as never } },
        person: { id: 'ana', name: odd, language: 'en', address: 'web:ana', reachable: true },
        changes: [change, comment(change.ticket, odd)],
        timers: [{ key: 'k', dueAt: 1, body: { chat: odd } }],
        outbox: [{ id: 'web:1#0', outbound: { lane: `web:${odd}`, body: { type: 'text', text: odd }, coalesce: odd } }],
        parked: odd,
      }),
    );
    const { store } = opened;
    expect((await readPeople(store, ['ana'])).get('ana')?.name).toBe(clean);
    expect((await readConversations(store, ['c:web:ana', odd])).get('c:web:ana')?.value.draft?.service).toBe(clean);
    expect((await readEvents(store, 't:1001')).at(-1)).toMatchObject({ content: { text: clean } });
    expect(opened.look("SELECT body->>'$.text' AS text, parked FROM inbox WHERE parked IS NOT NULL")).toEqual([
      { text: clean, parked: clean },
    ]);
    expect((await readDueTimers(store, 5))[0]?.body).toEqual({ chat: clean });
    expect((await readSimilar(store, open(1002, odd).ticket)).length).toBeLessThanOrEqual(1);
    // Read back through json_each, which is where a lone surrogate ends the process.
    const read = await store.read({
      sql: "SELECT json_extract(body, '$.body.text') AS text FROM outbox, json_each(outbox.body) LIMIT 1",
      args: [],
    });
    expect(read[0]?.text).toBe(clean);
  });

  test('earlier tickets that share rare words are found, at most three, never the ticket itself', async () => {
    const texts = [
      'Promoção de verão em Recife',
      'Promocao de verao em Olinda',
      'Winter sale',
      'VERÃO e promoção',
      'verão verão promoção',
      'Banner for a bakery',
    ];
    await commit(...texts.map((text, i) => filing(`${i}`, 1001 + i, text)));
    const like = async (number: number, text: string) =>
      (await readSimilar(opened.store, open(number, text).ticket)).map((one) => one.number);
    const found = await like(1001, texts[0] ?? '');
    expect(found).toHaveLength(3);
    expect(found).not.toContain(1001);
    expect(new Set(found)).toEqual(new Set([1002, 1004, 1005]));
    expect(await like(1006, 'nothing alike xyzzy')).not.toContain(1006);
    expect(await like(1007, '"quoted" OR NEAR(a b) * ^verão AND (')).toEqual(expect.arrayContaining([1004]));
    expect(await like(1007, '')).toBeDefined();
  });

  test('a person’s tickets are the open ones and the lately closed, and the queue the open ones', async () => {
    await commit(filing('1', 1001), filing('2', 1002), turn('3', { changes: [open(1003, 'x', 'eva')] }));
    const [ticket] = (await readTickets(opened.store, [1001])).values();
    if (!ticket) throw new Error('Ticket 1001 is not there.');
    const decision = decide(ticket, { type: 'cancel', reason: '' }, ana, now - 100);
    if (decision.type === 'refused') throw new Error('Cancelling was refused.');
    await commit(turn('4', { needs: [['t:1001', 1]], changes: [{ ticket: decision.ticket, events: decision.events, isNew: false }] }));
    const mine = async (since: number) => (await readTicketsOf(opened.store, ['ana'], since)).map(({ number }) => number);
    expect(await mine(now)).toEqual([1002]);
    expect(await mine(now - 200)).toEqual([1001, 1002]);
    expect((await readQueue(opened.store)).map(({ number }) => number)).toEqual([1002, 1003]);
  });
});
