// The program stops in order and soon, whatever is open or under way.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { build } from '../support/process-build.ts';
import { openProcessDesk, type ProcessDesk } from '../support/process-desk.ts';
import { isAllSent } from '../support/process-store.ts';
import { openWay, type Way } from '../support/process-way.ts';

/** Longer than any test: who waits for it never stops (milliseconds). */
const never = 600_000;

let desk: ProcessDesk;
beforeEach(async () => {
  await build();
  desk = await openProcessDesk();
}, 120_000);
afterEach(() => desk.close());

test.each(['SIGTERM', 'SIGINT'] as const)('%s with a long poll and a live page open', async (signal) => {
  const { address, key, startMs, stop } = await desk.start();
  await desk.claim();
  await desk.api.waitForCall('getUpdates', ({ status }) => status === 0);
  const page = await fetch(`${address}/try/events?as=ana`, { headers: { authorization: `Bearer ${key}` } });
  expect(page.headers.get('content-type')).toContain('text/event-stream');
  const reader = page.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: hello');

  const { code, ms } = await stop(signal);
  expect({ code, output: desk.output().includes('could not stop in order') }).toEqual({ code: 0, output: false });
  process.stdout.write(`  started in ${startMs} ms, ${signal} took ${ms} ms\n`);
  await reader?.read().catch(() => undefined); // cut off, as it must be
});

const answers = () => desk.client.chat.messages.filter(({ byBot, text }) => byBot && text?.includes('Para que é o banner?')).length;
const answerLeaves = () => desk.api.waitForCall('sendMessage', ({ params }) => String(params.chat_id) === String(desk.client.id));

describe('with an answer on its way', () => {
  let way: Way;
  beforeEach(async () => {
    way = await openWay(desk.api.root);
    await way.up();
    await desk.start({ TELEGRAM_API_ROOT: way.root });
    await desk.claim();
    await desk.idle();
  });
  afterEach(() => way.down());

  test('it is waited for, and not said again after the next start', async () => {
    way.slow('sendMessage', 1200);
    desk.client.write('Preciso de um banner, por favor');
    await answerLeaves();
    expect((await desk.alur.stop()).code).toBe(0);
    await way.up();
    await desk.start({ TELEGRAM_API_ROOT: way.root });
    await desk.api.waitUntil(() => isAllSent(desk.folder) && desk.api.pending().length === 0, { what: 'the outbox to be empty' });
    expect(answers()).toBe(1);
  });

  test.each(['down', 'hang', 'mute'] as const)(
    'Telegram is lost (%s): it stops all the same, and the answer comes after the next start',
    async (how) => {
      way.slow('sendMessage', never); // the answer to the answer never comes
      desk.client.write('Preciso de um banner, por favor');
      await answerLeaves();
      if (how !== 'mute') await way[how]();
      expect((await desk.alur.stop()).code).toBe(0);
      await way.up();
      await desk.start({ TELEGRAM_API_ROOT: way.root });
      await desk.api.waitUntil(() => isAllSent(desk.folder) && desk.api.pending().length === 0, { what: 'the outbox to be empty' });
      expect(answers()).toBeGreaterThanOrEqual(1);
      expect(answers()).toBeLessThanOrEqual(2);
    },
  );
});
