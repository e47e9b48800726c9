// The store refuses writes while updates come in: nothing is confirmed that is not stored, nothing is lost, nothing is worked twice.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person } from '../loopback/bot-api/index.ts';
import { startAlur } from '../support/process-alur.ts';
import { build } from '../support/process-build.ts';
import { openProcessDesk, type ProcessDesk } from '../support/process-desk.ts';
import { type OffsetWatch, watchOffsets } from '../support/process-offsets.ts';
import { holdStore, isAllSent, readInbox, readStore } from '../support/process-store.ts';

const heldMs = process.env.ALUR_LONG ? 60_000 : 5_000;

let desk: ProcessDesk;
let watch: OffsetWatch;
let people: Person[];
beforeEach(async () => {
  await build();
  desk = await openProcessDesk();
  watch = watchOffsets(desk.api, desk.folder);
  people = Array.from({ length: 20 }, (_, i) =>
    desk.api.user({ id: 8_550_100 + i, first_name: `Visitante${i}`, last_name: 'Albuquerque', language_code: 'pt-br' }),
  );
}, 120_000);
afterEach(async () => {
  await watch.stop();
  await desk.close();
});

/** What the n-th message of somebody says, and how it is answered. */
const said = ['Preciso de um banner, por favor', 'Semana do cliente da Papelaria Sol', 'No site'];
const heard = ['Para que é o banner?', 'Onde ele vai aparecer?', 'Que texto deve aparecer?'];

/** Fifty messages: twenty people, ten of them with three. */
const script = (): { who: Person; n: number }[] =>
  [0, 1, 2].flatMap((n) => (n === 2 ? people.slice(0, 10) : people).map((who) => ({ who, n })));

const stored = (watched: OffsetWatch) => {
  const inbox = new Set(readInbox(desk.folder));
  return watched.told().every((id) => inbox.has(id));
};

/** Each message was one turn, each turn gave one answer, and each answer came (once more at most for each kill). */
function expectEachTurnedOnce(): void {
  const versions = readStore(desk.folder, "SELECT id, version FROM conversation WHERE id LIKE 'c:telegram:85501%' ORDER BY id");
  expect(versions).toEqual(people.map(({ id }, i) => ({ id: `c:telegram:${id}`, version: i < 10 ? 3 : 2 })));
  const answers = readStore(
    desk.folder,
    "SELECT address, count(*) AS n FROM outbox WHERE address LIKE 'telegram:85501%' GROUP BY 1 ORDER BY 1",
  );
  expect(answers).toEqual(people.map(({ id }, i) => ({ address: `telegram:${id}`, n: i < 10 ? 3 : 2 })));
  for (const [i, { chat }] of people.entries()) {
    const texts = chat.messages.filter(({ byBot }) => byBot).map(({ text }) => text ?? '');
    for (const words of heard.slice(0, i < 10 ? 3 : 2)) {
      const times = texts.filter((text) => text.includes(words)).length;
      expect(times, `${words} to ${chat.id}`).toBeGreaterThanOrEqual(1);
      expect(times, `${words} to ${chat.id}`).toBeLessThanOrEqual(1 + desk.kills);
    }
  }
}

test(`refused for ${heldMs / 1000} s while 50 updates come, then killed`, { timeout: 60_000 + 2 * heldMs }, async () => {
  await desk.start();
  await desk.claim();
  await desk.api.waitUntil(() => stored(watch) && isAllSent(desk.folder), { what: 'a quiet start' });
  const before = readInbox(desk.folder).length;
  const release = holdStore(desk.folder);
  for (const { who, n } of script()) {
    who.write(said[n] ?? '');
    await sleep(heldMs / 60);
  }
  await sleep(heldMs / 6);
  expect(readInbox(desk.folder)).toHaveLength(before);
  await desk.api.waitUntil(() => desk.output().includes('they are not acknowledged and will come again'), { what: 'it to be said' });
  expect(desk.api.pending()).toHaveLength(50);
  const polls = watch.polls;
  await desk.kill();
  release();

  await desk.start();
  await desk.api.waitUntil(() => stored(watch) && isAllSent(desk.folder) && desk.api.pending().length === 0, {
    what: 'all 50 to be worked',
  });
  expect(readInbox(desk.folder).length - before).toBe(50);
  expectEachTurnedOnce();
  expect(watch.early).toEqual([]);
  process.stdout.write(`  held ${heldMs} ms: ${polls} polls while held, ${watch.polls} in all, none with an offset past what was stored\n`);
  expect(desk.leaks()).toEqual([]);
});

test('refused for a while, it goes on by itself, and what it then acknowledges is on the disk', async () => {
  await desk.start();
  await desk.claim();
  const messages = script();
  for (const half of [messages.slice(0, 25), messages.slice(25)]) {
    const release = holdStore(desk.folder);
    for (const { who, n } of half) who.write(said[n] ?? '');
    await sleep(1500);
    expect(desk.api.pending()).toHaveLength(half.length);
    release();
    await desk.api.waitUntil(() => desk.api.pending().length === 0 && isAllSent(desk.folder), { what: 'the store to be used again' });
  }
  await desk.kill();
  expect(stored(watch)).toBe(true);
  expectEachTurnedOnce();
  expect(watch.early).toEqual([]);
});

test('with a full disk nothing is acknowledged; with room again nothing is missing', { timeout: 60_000 }, async () => {
  await (await startAlur({ folder: desk.folder, env: desk.env })).stop(); // the schema is written, into the database's log
  // A limit on the size of files stands for the full disk: like there, a write fails in the middle.
  const blocks = Math.ceil(statSync(join(desk.folder, 'data/alur.db-wal')).size / 512) + 200; // and a hundred kilobytes of room
  const limited = ['sh', '-c', 'ulimit -f "$0"; exec "$@"', String(blocks)];
  const first = await startAlur({ folder: desk.folder, env: desk.env, before: limited });
  let printed = '';
  try {
    for (const [i, { who, n }] of script().entries()) {
      who.write(said[n] ?? '');
      if (i % 5 === 4) await sleep(200);
    }
    await desk.api.waitUntil(() => first.output().includes('they are not acknowledged'), {
      what: 'the disk to be full',
    });
    await sleep(1000);
    expect(stored(watch)).toBe(false);
  } finally {
    printed = first.output();
    await first.kill();
  }
  expect(printed).not.toContain('Albuquerque');
  await desk.start();
  await desk.api.waitUntil(() => stored(watch) && isAllSent(desk.folder) && desk.api.pending().length === 0, {
    what: 'all 50 to be worked',
  });
  expect(readInbox(desk.folder)).toHaveLength(50);
  expect(watch.early).toEqual([]);
  expect(readStore(desk.folder, 'SELECT id FROM conversation WHERE version <> 2 AND version <> 3')).toEqual([]);
});
