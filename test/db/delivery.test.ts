// What became of a message only ever goes forward, in whatever order it is told and however often.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commitStatements, outcomeStatement, outcomesOf, type TurnRows } from '../../db/commit.ts';
import { readDeliveries } from '../../db/conversations.ts';
import type { DeliveryState } from '../../flows/message.ts';
import { type Opened, stores } from '../support/db-stores.ts';

const chat = 'whatsapp:5511900000001';
let count = 0;
const turn = (state: DeliveryState, message = '3EB0', id = `whatsapp:${count++}`): TurnRows => {
  const at = 1000 + count;
  return {
    name: `turn${count++}.0`,
    inbound: { type: 'delivery', id, contact: 'whatsapp', chat, from: { address: chat, name: '' }, message, at, state },
    needs: [],
    changes: [],
    timers: [],
    outbox: [],
    delivery: { chat, message, state, at, ...(state === 'failed' ? { why: 'Not on WhatsApp.' } : {}) },
  };
};

describe.each(stores)('$where', (kind) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await kind.open();
  });
  afterEach(() => opened.close());
  const commit = async (...turns: TurnRows[]) => {
    await opened.store.write(commitStatements(turns, 'me', 60_000));
    return outcomesOf(await opened.store.read(outcomeStatement(turns)), turns);
  };
  const rows = () => opened.look('SELECT external_id, state, at, why FROM delivery ORDER BY external_id');

  type Row = [told: DeliveryState[], kept: DeliveryState];
  const table: Row[] = [
    [['sent'], 'sent'],
    [['sent', 'delivered', 'read'], 'read'],
    [['read', 'delivered', 'sent'], 'read'],
    [['delivered', 'sent'], 'delivered'],
    [['delivered', 'delivered'], 'delivered'],
    [['failed'], 'failed'],
    [['sent', 'failed'], 'failed'],
    [['failed', 'sent'], 'failed'],
    [['failed', 'delivered', 'read'], 'failed'],
    [['delivered', 'failed'], 'delivered'],
    [['read', 'failed'], 'read'],
  ];
  test.each(table)('%j is kept as %s, since it was first told so', async (told, kept) => {
    const turns = told.map((state) => turn(state));
    for (const one of turns) expect(await commit(one)).toEqual(['committed']);
    const first = turns.find(({ delivery }) => delivery?.state === kept)?.delivery;
    expect(rows()).toEqual([{ external_id: '3EB0', state: kept, at: first?.at, why: first?.why ?? null }]);
    expect(
      await readDeliveries(opened.store, [
        { chat, message: '3EB0' },
        { chat, message: 'other' },
      ]),
    ).toEqual(new Map([[`${chat}\n3EB0`, kept]]));
  });

  test('many in one commit are kept each, one that came before is dropped', async () => {
    const before = turn('sent', 'a', 'whatsapp:same');
    await commit(before);
    expect(await commit(turn('read', 'a', 'whatsapp:same'), turn('sent', 'b'), turn('failed', 'c'))).toEqual([
      'duplicate',
      'committed',
      'committed',
    ]);
    expect(rows().map(({ external_id, state }) => [external_id, state])).toEqual([
      ['a', 'sent'],
      ['b', 'sent'],
      ['c', 'failed'],
    ]);
  });
});
