// The gap that the library leaves: WhatsApp is told that a message arrived before the house has committed it. The journal closes it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWhatsApp, type WhatsApp } from '../loopback/whatsapp/index.ts';
import { endAll } from '../support/process-alur.ts';
import { build } from '../support/process-build.ts';
import { holdStore, readStore } from '../support/process-store.ts';
import { killAll, pairAlur, startWithWhatsApp } from '../support/process-whatsapp.ts';
import { eventually } from '../support/whatsapp.ts';

let folder: string;
let server: WhatsApp;
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

test('killed after WhatsApp was told of the messages and before the house could commit them, it answers each once', {
  timeout: 90_000,
}, async () => {
  const first = await startWithWhatsApp(folder, server, { LANGUAGES: 'en' });
  await pairAlur(first, folder, server);
  const phones = Array.from({ length: 5 }, (_, i) => server.phone({ name: `Client ${i}`, number: String(15550100100 + i) }));
  const letGo = holdStore(folder); // the house can commit nothing; the account has a file of its own
  await Promise.all(phones.map((phone) => phone.say('logo')));
  await eventually(
    () => phones.every(({ receipts }) => receipts.length > 0) && server.pending.length === 0,
    'WhatsApp to be told that all arrived',
  );
  expect(readStore(folder, 'SELECT count(*) AS n FROM inbox')).toEqual([{ n: 0 }]);
  await killAll(first);
  letGo();
  expect(readStore(folder, 'SELECT count(*) AS n FROM journal', 'wa-main.db')).toEqual([{ n: 5 }]);

  await startWithWhatsApp(folder, server, { LANGUAGES: 'en' });
  await eventually(() => phones.every(({ inbox }) => inbox.length === 1), 'each to be answered');
  expect(phones.map(({ inbox }) => inbox[0]?.text)).toEqual(phones.map(() => expect.stringContaining('What will you use the logo for?')));
  await eventually(() => readStore(folder, 'SELECT 1 FROM journal LIMIT 1', 'wa-main.db').length === 0, 'the journal to be empty');
  expect(readStore(folder, "SELECT count(*) AS n FROM inbox WHERE body->>'$.type' = 'message'")).toEqual([{ n: 5 }]);
});
