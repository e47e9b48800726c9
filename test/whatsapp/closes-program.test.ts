// The same closes through the whole program: /setup says it in a sentence, and the program's log has the line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openWhatsApp, type WhatsApp } from '../loopback/whatsapp/index.ts';
import { type Alur, endAll } from '../support/process-alur.ts';
import { build } from '../support/process-build.ts';
import { isOpen, pairAlur, startWithWhatsApp } from '../support/process-whatsapp.ts';
import { eventually } from '../support/whatsapp.ts';

let folder: string;
let server: WhatsApp;
let alur: Alur;

beforeAll(async () => {
  await build();
  folder = mkdtempSync(join(tmpdir(), 'alur-'));
  server = await openWhatsApp();
  alur = await startWithWhatsApp(folder, server);
  await pairAlur(alur, folder, server);
}, 120_000);
afterAll(async () => {
  await endAll();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const Said = z.object({ state: z.object({ type: z.string() }), sentence: z.string() });

async function ask(path: string, method = 'GET'): Promise<Response> {
  const key = readFileSync(join(folder, 'data/try.key'), 'utf8').trim();
  return fetch(`${alur.address}/setup/${path}`, { method, headers: { authorization: `Bearer ${key}`, origin: alur.address } });
}

async function said(type: string): Promise<z.infer<typeof Said>> {
  let last: z.infer<typeof Said> | undefined;
  await eventually(async () => {
    last = Said.parse(await (await ask('state')).json());
    return last.state.type === type;
  }, `/setup to say ${type}`);
  return last as z.infer<typeof Said>; // eventually() has seen it
}

test('offline: why, and that it is tried again', async () => {
  server.refuseLogins(503);
  server.close(428);
  expect((await said('offline')).sentence).toBe('WhatsApp closed the connection (428).');
  await eventually(async () => (await said('offline')).sentence === 'WhatsApp has trouble of its own (503).', 'the refusal on /setup');
  server.refuseLogins(null);
  await isOpen(alur, folder);
  expect(alur.output()).toContain('"code":428,"afterMs":');
  expect(alur.output()).toContain('"code":503,"afterMs":');
  expect(alur.output()).toContain('The connection to WhatsApp was closed; it is tried again.');
});

test('stopped: who has it, and what takes it back', async () => {
  server.close(440);
  expect(await said('stopped')).toMatchObject({ sentence: 'Another program uses this account.' });
  expect(alur.output()).toContain('WhatsApp closed the connection for good; /setup says what can be done.');
  expect((await ask('reconnect', 'POST')).ok).toBe(true);
  await isOpen(alur, folder);
});
