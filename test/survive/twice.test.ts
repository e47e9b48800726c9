// What Telegram delivers twice changes nothing: not in the store, not in anybody's chat.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from '../support/process-build.ts';
import { openProcessDesk, type ProcessDesk } from '../support/process-desk.ts';
import { readStore } from '../support/process-store.ts';
import { answersOf, bannerWalk } from '../support/process-walk.ts';

let desk: ProcessDesk;
beforeEach(async () => {
  await build();
  desk = await openProcessDesk();
}, 120_000);
afterEach(() => desk.close());

type Update = { update_id: number } & Record<string, unknown>;
/** Every update that was handed over, in order. */
const delivered = (): Update[] =>
  desk.api.callsOf('getUpdates').flatMap(({ result }) => (Array.isArray(result) ? (result as Update[]) : []));
const unique = (updates: Update[]): Update[] => [...new Map(updates.map((update) => [update.update_id, update])).values()];

const tables = ['ticket', 'event', 'person', 'conversation', 'timer', 'inbox', 'message', 'topic', 'staff', 'setting'];
/** Everything kept and everything seen. Waits until nothing is on its way. */
async function settled(): Promise<unknown> {
  await desk.idle();
  return {
    rows: tables.map((table) => [table, readStore(desk.folder, `SELECT * FROM ${table} ORDER BY 1, 2`)]),
    outbox: readStore(desk.folder, 'SELECT id, state, external_id FROM outbox ORDER BY seq'),
    chats: [desk.client.chat, desk.group.chat].map((chat) => chat.transcript()),
  };
}

test('every update of a walk that comes once more changes nothing', async () => {
  const { claimCode } = await desk.start();
  // Up to the promise: more than twenty messages a minute do not leave to a group.
  for (const step of bannerWalk(claimCode ?? '').slice(0, 14)) {
    await step.ready(desk);
    await desk.idle();
    step.act(desk);
    await desk.api.waitUntil(() => answersOf(desk, step).length > 0, { what: step.name });
  }
  const first = desk.client.chat.messages.find(({ byBot, text }) => !byBot && text?.startsWith('Tudo com metade'));
  desk.client.edit(first ?? 0, 'Tudo com metade do preço até sábado');
  await desk.client.chat.waitFor(({ text }) => text?.includes('recebeu a sua correção') ?? false);
  const updates = unique(delivered());
  const count = delivered().length;
  expect(updates.length).toBeGreaterThan(14);
  const before = await settled();

  for (const { update_id } of updates) desk.api.redeliver(update_id);
  await desk.api.waitUntil(() => delivered().length >= count + updates.length, { what: 'every update to come twice' });
  await sleep(500);
  expect(await settled()).toEqual(before);

  // The same messages and presses under new numbers. (Two edits within a second are told apart by that number alone.)
  const again = updates.filter((update) => update.edited_message === undefined);
  for (const update of again) desk.api.push((update_id: number) => ({ ...update, update_id }));
  await desk.api.waitUntil(() => desk.api.pending().length === 0, { what: 'the repeats to be confirmed' });
  await sleep(500);
  expect(await settled()).toEqual(before);
});

test('a message that comes twice in one batch is answered once', async () => {
  await desk.start();
  await desk.claim();
  await desk.kill();
  desk.client.write('Preciso de uma landing page');
  const update = (desk.api.pending() as Update[]).at(-1); // the claim may not be confirmed yet
  for (let i = 0; i < 3; i++) desk.api.push((update_id: number) => ({ ...update, update_id }));
  await desk.start();
  await desk.api.waitUntil(() => desk.api.pending().length === 0, { what: 'all four to be confirmed' });
  await settled();
  expect(desk.client.chat.messages.filter(({ byBot }) => byBot).map(({ text }) => text)).toHaveLength(1);
  expect(readStore(desk.folder, 'SELECT version FROM conversation')).toEqual([{ version: 1 }]);
});
