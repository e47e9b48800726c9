// The program stops in order and soon, whatever is open or under way.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from '../support/process-build.ts';
import { openProcessDesk, type ProcessDesk } from '../support/process-desk.ts';
import { readStore } from '../support/process-store.ts';
import { openWay } from '../support/process-way.ts';

const longestStopMs = 5_000;
const longestStartMs = 10_000;

let desk: ProcessDesk;
beforeEach(async () => {
  await build();
  desk = await openProcessDesk();
}, 120_000);
afterEach(() => desk.close());

test.each(['SIGTERM', 'SIGINT'] as const)('%s with a long poll and a live page open', async (signal) => {
  const { address, key, startMs, stop } = await desk.start();
  expect(startMs).toBeLessThan(longestStartMs);
  await desk.claim();
  await desk.api.waitForCall('getUpdates', ({ status }) => status === 0);
  const page = await fetch(`${address}/try/events?as=ana`, { headers: { authorization: `Bearer ${key}` } });
  expect(page.headers.get('content-type')).toContain('text/event-stream');
  const reader = page.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: hello');

  const { code, ms } = await stop(signal);
  expect({ code, output: desk.output().includes('could not stop in order') }).toEqual({ code: 0, output: false });
  expect(ms).toBeLessThan(longestStopMs);
  process.stdout.write(`  started in ${startMs} ms, ${signal} took ${ms} ms\n`);
  await reader?.read().catch(() => undefined); // cut off, as it must be
});

test('while an answer is on its way: the answer is not said again after the next start', async () => {
  const { stop } = await desk.start();
  await desk.claim();
  desk.api.fail({ method: 'sendMessage', delayMs: 1500 });
  desk.client.write('Preciso de um banner, por favor');
  await desk.api.waitForCall('sendMessage', ({ params }) => String(params.chat_id) === String(desk.client.id));
  const { code, ms } = await stop();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(longestStopMs);
  await desk.start();
  await desk.api.waitUntil(() => readStore(desk.folder, "SELECT 1 FROM outbox WHERE state = 'queued' LIMIT 1").length === 0, { what: 'the outbox to be empty' });
  expect(desk.client.chat.messages.filter(({ byBot, text }) => byBot && text?.includes('Para que é o banner?'))).toHaveLength(1);
});

test.each(['down', 'hang'] as const)('while Telegram is not there (%s), with an answer that cannot leave', async (how) => {
  const way = await openWay(desk.api.root);
  try {
    await way.up();
    const { stop } = await desk.start({ TELEGRAM_API_ROOT: way.root });
    await desk.claim();
    desk.client.write('Preciso de um banner, por favor');
    await desk.api.waitForCall('sendMessage');
    await way[how]();
    const { code, ms } = await stop();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(longestStopMs);
  } finally {
    await way.down();
  }
});
