// The outbox as statements, on a file and over Hrana: lanes in order, heads only, leases, retries, parking, what follows a send.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitStatements, type TurnRows } from '../../db/commit.ts';
import {
  type Claimed,
  claimedRows,
  claimsStatement,
  headsStatement,
  type Mark,
  markStatements,
  nextDueStatement,
  releaseStatement,
  reopenTopicStatements,
  sweepStatement,
  unparkStatements,
} from '../../db/outbox.ts';
import type { Statement } from '../../db/store.ts';
import type { Outbound } from '../../flows/message.ts';
import { type Opened, stores } from '../support/db-stores.ts';

const now = 1_000_000;
const lease = now + 60_000;

describe.each(stores)('$where', (kind) => {
  let opened: Opened;
  let written = 0;
  /** The lease last made: the first one of each test is `lease`. */
  let moment = lease;
  beforeEach(async () => {
    opened = await kind.open();
    written = 0;
    moment = lease - 1;
  });
  afterEach(() => opened.close());

  const said = (lane: string, text: string, more: Partial<Outbound> = {}): Outbound => ({ lane, body: { type: 'text', text }, ...more });

  /** One turn that says these; gives the ids of those that were claimed with it. */
  async function put(outbounds: Outbound[], owner = 'me'): Promise<string[]> {
    const id = `web:${++written}`;
    const turn: TurnRows = {
      name: `turn${written}.0`,
      inbound: { type: 'unknown', what: 'x', id, contact: 'web', chat: 'web:ana', from: { address: 'web:ana', name: 'Ana' }, at: now },
      needs: [],
      changes: [],
      timers: [],
      outbox: outbounds.map((outbound, n) => ({ id: `${id}#${n}`, outbound })),
    };
    return (await claimedBy(commitStatements([turn], owner, ++moment), owner)).map(textOf);
  }
  /** Writes these, and gives what was claimed with the lease that they were made with. */
  async function claimedBy(statements: Statement[], owner: string): Promise<Claimed[]> {
    const results = await opened.store.write([...statements, claimsStatement(owner, moment)]);
    return claimedRows(opened.store, results.at(-1)?.rows ?? [], new Map());
  }
  const textOf = ({ outbound: { body } }: Claimed): string => ('text' in body ? (body.text ?? '') : body.type);
  const heads = async (...lanes: string[]) => claimedBy([headsStatement(lanes, 'me', ++moment)], 'me');
  const sweep = async (at: number, owner = 'me') => {
    moment = at + 60_000;
    return claimedBy([sweepStatement(owner, at, moment)], owner);
  };
  const rowOf = (text: string): Claimed => {
    const [row] = opened.look(`SELECT id, address, body, attempts FROM outbox WHERE body->>'$.body.text' = '${text}'`);
    return {
      id: String(row?.id),
      lane: String(row?.address),
      outbound: JSON.parse(String(row?.body)) as Outbound,
      attempts: Number(row?.attempts),
    };
  };
  /** Marks, and claims what that frees. */
  async function mark(...marks: Mark[]): Promise<string[]> {
    const { statements, lanes } = markStatements(marks, 'me', now);
    return (await claimedBy([...statements, headsStatement(lanes, 'me', ++moment)], 'me')).map(textOf);
  }
  const sent = (text: string, more: object = {}): Mark => ({
    type: 'sent',
    row: rowOf(text),
    messages: [`out-${text}`],
    chat: 'web:ana',
    ...more,
  });
  const later = (text: string, dueAt: number): Mark => ({ type: 'later', row: rowOf(text), dueAt, error: 'offline', unattempted: false });
  const parked = (text: string, waits = true): Mark => ({ type: 'parked', row: rowOf(text), error: 'no', waits });
  const states = () =>
    opened
      .look("SELECT coalesce(body->>'$.body.text', body->>'$.body.type') AS text, state FROM outbox ORDER BY seq")
      .map(({ text, state }) => `${text} ${state}`);

  test('of each lane the first is claimed, the next once it has left, in order', async () => {
    expect(await put([said('web:ana', 'a1'), said('web:ana', 'a2'), said('web:eva', 'e1')])).toEqual(['a1', 'e1']);
    expect(await put([said('web:ana', 'a3'), said('web:ivo', 'i1')])).toEqual(['i1']);
    expect(await heads('web:ana', 'web:eva', 'web:ivo')).toEqual([]);
    expect(await mark(sent('e1'))).toEqual([]);
    expect(await mark(sent('a1'), sent('i1'))).toEqual(['a2']);
    expect(await mark(sent('a2'))).toEqual(['a3']);
    expect(await mark(sent('a3'))).toEqual([]);
    expect(states()).toEqual(['a1 sent', 'a2 sent', 'e1 sent', 'a3 sent', 'i1 sent']);
  });

  test('a lease that ran out is taken over, once; until then the lane is held', async () => {
    await put([said('web:ana', 'a1'), said('web:ana', 'a2')]);
    expect(await sweep(lease - 1, 'other')).toEqual([]);
    expect((await sweep(lease, 'other')).map(textOf)).toEqual(['a1']);
    expect(await sweep(lease, 'third')).toEqual([]);
    expect(rowOf('a1').attempts).toBe(2);
    // Who lost the lease may still say that it was sent, and nothing else.
    await mark(later('a1', now + 5));
    expect(opened.look("SELECT owner, due_at FROM outbox WHERE id = 'web:1#0'")).toEqual([{ owner: 'other', due_at: lease + 60_000 }]);
    expect(await mark(sent('a1'))).toEqual(['a2']);
    expect(await sweep(lease + 200_000, 'third')).toHaveLength(1);
    expect(states()[0]).toBe('a1 sent');
  });

  test('at the start of a file’s only owner, what an ended process held is due', async () => {
    await put([said('web:ana', 'a1'), said('web:ana', 'a2')], 'dead');
    await opened.store.write([releaseStatement(now)]);
    expect((await sweep(now)).map(textOf)).toEqual(['a1']);
  });

  test('a retry blocks its own lane only, until it is due', async () => {
    await put([said('web:ana', 'a1'), said('web:ana', 'a2'), said('web:eva', 'e1'), said('web:eva', 'e2')]);
    expect(await mark(later('a1', now + 5000), sent('e1'))).toEqual(['e2']);
    expect(await put([said('web:ana', 'a3')])).toEqual([]);
    expect(await heads('web:ana')).toEqual([]);
    expect((await opened.store.read(nextDueStatement()))[0]?.due).toBe(now + 5000);
    expect(await sweep(now + 4999)).toEqual([]);
    expect((await sweep(now + 5000)).map(textOf)).toEqual(['a1']);
    expect(await mark(sent('a1'))).toEqual(['a2']);
  });

  test('what could not be tried counts no attempt, what failed does', async () => {
    await put([said('web:ana', 'a1')]);
    await mark({ ...later('a1', now), unattempted: true } as Mark);
    expect(rowOf('a1').attempts).toBe(0);
    await sweep(now);
    await mark(later('a1', now));
    expect(rowOf('a1').attempts).toBe(1);
  });

  test('rows of one key collapse to the newest, save those that leave with the head of their lane', async () => {
    const card = (text: string) => said('desk:1', text, { coalesce: 'card:1' });
    await put([said('desk:1', 'topic'), card('v1')]);
    await put([card('v2')]);
    await put([card('v3')]);
    expect(states()).toEqual(['topic queued', 'v1 queued', 'v3 queued']);
    expect(await mark(sent('topic'))).toEqual(['v1']);
    await put([card('v4')]);
    expect(states()).toEqual(['topic sent', 'v1 queued', 'v4 queued']);
    expect(await mark(sent('v1'))).toEqual(['v4']);
    await put([card('v5')]);
    await mark(later('v4', now + 10));
    expect(await mark(sent('v4'))).toEqual(['v5']);
  });

  test('what follows a send or a failure is put out once, each in its lane', async () => {
    const follows = { onSent: [said('desk:1', '👍')], onParked: [said('desk:1', '👎'), said('desk', 'not delivered')] };
    await put([said('web:ana', 'a1', follows), said('web:eva', 'e1', follows)]);
    expect(await mark(sent('a1'))).toEqual(['👍']);
    expect(await mark(sent('a1'))).toEqual([]);
    expect(await mark(parked('e1'))).toEqual(['not delivered']);
    expect(await mark(parked('e1'))).toEqual([]);
    expect(await mark(sent('👍'))).toEqual(['👎']);
    expect(states()).toEqual(
      ['a1 sent', 'e1 parked', '👍 queued', '👎 queued', 'not delivered queued'].map((s) => (s === '👍 queued' ? '👍 sent' : s)),
    );
  });

  test('a parked row lets the next one go, and leaves once the client writes', async () => {
    await put([said('web:ana', 'a1'), said('web:ana', 'a2'), said('web:eva', 'e1')]);
    expect(await mark(parked('a1'))).toEqual(['a2']);
    await mark(parked('a2'), parked('e1'));
    expect(states()).toEqual(['a1 parked', 'a2 parked', 'e1 parked']);
    await opened.store.write(unparkStatements('web:ana', now));
    expect(states()).toEqual(['a1 queued', 'a2 queued', 'e1 parked']);
    expect((await sweep(now)).map(textOf)).toEqual(['a1']);
    expect(await mark(sent('a1'))).toEqual(['a2']);
  });

  test('what was refused for good stays where it is when the client writes', async () => {
    await put([said('web:ana', 'a1'), said('web:ana', 'a2')]);
    expect(await mark(parked('a1', false))).toEqual(['a2']);
    await mark(sent('a2'));
    await opened.store.write(unparkStatements('web:ana', now));
    expect(states()).toEqual(['a1 parked', 'a2 sent']);
  });

  test('what waited leaves after the row that is on its way, and not beside it', async () => {
    await put([said('web:ana', 'a1'), said('web:ana', 'a2')]);
    expect(await mark(parked('a1'))).toEqual(['a2']);
    await opened.store.write(unparkStatements('web:ana', now));
    expect(await sweep(now)).toEqual([]);
    expect(await mark(sent('a2'))).toEqual(['a1']);
  });

  test('what waited leaves before what is tried again later, which follows it', async () => {
    await put([said('web:ana', 'a1'), said('web:ana', 'a2')]);
    expect(await mark(parked('a1'))).toEqual(['a2']);
    await mark(later('a2', now + 5000));
    await opened.store.write(unparkStatements('web:ana', now));
    expect((await sweep(now)).map(textOf)).toEqual(['a1']);
    expect(await mark(sent('a1'))).toEqual(['a2']);
  });

  test('what nobody waits for any more is dropped, and stays dropped', async () => {
    await put([said('web:ana#cb', 'a1')]);
    await mark({ type: 'dropped', row: rowOf('a1'), error: 'expired' });
    await opened.store.write(unparkStatements('web:ana#cb', now));
    expect(states()).toEqual(['a1 dropped']);
  });

  test('a lost topic is opened anew with its newest card, before what waits in the lane', async () => {
    const topic: Outbound = { lane: 'desk:1', body: { type: 'topic', name: 'T' }, ticket: 1 };
    const card = (text: string): Outbound => ({
      lane: 'desk:1',
      body: { type: 'card', title: 't', text, choices: [] },
      coalesce: 'card:1',
    });
    await put([topic, card('v1'), said('desk:1', 'copy')]);
    const row = { ...rowOf('copy'), id: 'web:1#0', outbound: topic };
    expect(await mark({ type: 'sent', row, messages: ['t1'], chat: 'web:desk', thread: 't1' })).toEqual(['v1']);
    expect(await mark({ ...sent('v1'), chat: 'web:desk', thread: 't1', card: 'c1' } as Mark)).toEqual(['copy']);
    expect(opened.look('SELECT * FROM topic')).toEqual([{ lane: 'desk:1', chat: 'web:desk', thread: 't1', card: 'c1' }]);
    await opened.store.write(reopenTopicStatements(['desk:1']));
    expect(opened.look('SELECT * FROM topic')).toEqual([]);
    expect(await mark({ type: 'requeued', row: rowOf('copy') })).toEqual(['topic']);
    expect(await mark({ type: 'sent', row, messages: ['t2'], chat: 'web:desk', thread: 't2' })).toEqual(['v1']);
    expect(await mark({ ...sent('v1'), chat: 'web:desk', thread: 't2', card: 'c2' } as Mark)).toEqual(['copy']);
    expect(opened.look('SELECT * FROM topic')).toEqual([{ lane: 'desk:1', chat: 'web:desk', thread: 't2', card: 'c2' }]);
  });

  test('a message that concerns a ticket is found again by what the provider called it', async () => {
    await put([said('web:ana', 'a1', { ticket: 7, role: 'question' }), said('web:eva', 'e1')]);
    await mark({ ...sent('a1'), messages: ['p1', 'p2'] } as Mark, sent('e1'));
    expect(opened.look('SELECT * FROM message ORDER BY external_id')).toEqual([
      { chat: 'web:ana', external_id: 'p1', ticket: 7, role: 'question' },
      { chat: 'web:ana', external_id: 'p2', ticket: 7, role: 'question' },
    ]);
  });

  test('what is claimed comes in the order it was written', async () => {
    const lanes = Array.from({ length: 30 }, (_, i) => `web:${(i * 7) % 30}`);
    for (const lane of lanes) await put([said(lane, `first ${lane}`), said(lane, `then ${lane}`)]);
    expect(await mark(...lanes.toReversed().map((lane) => sent(`first ${lane}`)))).toEqual(lanes.map((lane) => `then ${lane}`));
  });
});
