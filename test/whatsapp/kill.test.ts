// Twenty clients write at once, half of them while the bot is away; house and account are killed again and again on the way.
// Every message is answered exactly once, and the pairing holds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWhatsApp, type Phone, type WhatsApp } from '../loopback/whatsapp/index.ts';
import { type Alur, endAll } from '../support/process-alur.ts';
import { build } from '../support/process-build.ts';
import { isAllSent, readStore } from '../support/process-store.ts';
import { killAll, pairAlur, startWithWhatsApp } from '../support/process-whatsapp.ts';
import { eventually } from '../support/whatsapp.ts';

/** What each client says, and what only the answer to it holds. */
const words: [said: string, answer: string][] = [
  ['logo', 'What will you use the logo for?'],
  ['1', 'Do you need a certain format'],
  ['skip', 'Use: On a screen'],
  ['1', "it's with the team"],
  ['status', '#10'],
  ['it is for a fair in May', 'Passed on to the team'],
];
const seeds = process.env.ALUR_LONG ? [1, 2, 3, 4, 5, 6] : [1];

let folder: string;
let server: WhatsApp;
let alur: Alur;

beforeEach(async () => {
  await build();
  folder = mkdtempSync(join(tmpdir(), 'alur-'));
  server = await openWhatsApp();
}, 120_000);
afterEach(async () => {
  await endAll();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each(seeds)('answers every message once, whenever it is killed (seed %i)', { timeout: 600_000 }, async (seed) => {
  const random = mulberry(seed);
  const start = async () => {
    alur = await startWithWhatsApp(folder, server, { LANGUAGES: 'en' });
  };
  await start();
  await pairAlur(alur, folder, server);
  const phones = Array.from({ length: 20 }, (_, i) =>
    server.phone({ name: `Client ${i}`, number: String(15550100100 + i), addressing: (['lid', 'phone'] as const)[i % 2] ?? 'lid' }),
  );
  const away = phones.slice(0, 10);
  const there = phones.slice(10);
  let kills = 0;
  for (const [round, [said, answer]] of words.entries()) {
    await killAll(alur);
    await Promise.all(away.map((phone) => phone.say(said)));
    await start();
    const writing = Promise.all(there.map(async (phone) => sleep(random() * 800).then(() => phone.say(said))));
    await sleep(300 + random() * 1200);
    await killAll(alur);
    kills += 2;
    await writing;
    await start();
    await eventually(() => phones.every((phone) => phone.inbox.length > round), `an answer to "${said}" for each`, 45_000).catch(
      (error: unknown) => {
        throw new Error(`${lacking(phones, round)}\n${alur.output()}`, { cause: error });
      },
    );
    expect(phones.map((phone) => phone.inbox[round]?.text)).toEqual(phones.map(() => expect.stringContaining(answer)));
  }
  await eventually(() => isAllSent(folder), 'the outbox to be empty');

  expect(phones.map((phone) => phone.inbox.length)).toEqual(phones.map(() => words.length));
  expect(readStore(folder, 'SELECT count(*) AS n FROM ticket')).toEqual([{ n: 20 }]);
  expect(readStore(folder, "SELECT count(*) AS n FROM inbox WHERE id NOT LIKE 'timer:%' AND body->>'$.type' = 'message'")).toEqual([
    { n: 20 * words.length },
  ]);
  expect(readStore(folder, "SELECT id, error FROM outbox WHERE state <> 'sent'")).toEqual([]);
  expect(readStore(folder, 'SELECT id FROM journal', 'wa-main.db')).toEqual([]);
  const doubles = phones.flatMap((phone) => phone.inbox.map(({ id }) => phone.copies(id) - 1)).reduce((sum, n) => sum + n, 0);
  process.stdout.write(
    `  seed ${seed}: ${kills} kills, ${doubles} messages came twice under the same id, ${phones.reduce((sum, { receipts }) => sum + receipts.filter(({ type }) => type === 'retry').length, 0)} retry receipts\n`,
  );
});

/** What is known of the messages that were not answered. */
const lacking = (phones: readonly Phone[], round: number): string =>
  JSON.stringify(
    {
      lacking: phones.filter((phone) => phone.inbox.length <= round).map(({ name, lid, inbox }) => [name, lid, inbox.length]),
      notConfirmed: server.pending,
      journal: readStore(folder, 'SELECT id FROM journal', 'wa-main.db'),
      waiting: readStore(folder, "SELECT id, address, state, attempts, error, owner, due_at FROM outbox WHERE state <> 'sent'"),
      connections: server.connections.slice(-8),
    },
    null,
    1,
  );

/** Mulberry32: the same numbers for the same seed. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
