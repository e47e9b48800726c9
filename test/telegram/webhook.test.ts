// The banner walk with updates brought by webhook, the secret checked, behind a real HTTP server.
import { type ServerType, serve } from '@hono/node-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BotApi, startBotApi } from '../loopback/bot-api/index.ts';
import { testClock } from '../support/clock.ts';
import { seedWalks } from '../support/seed-walks.ts';
import { openUnclaimed, type TelegramHouse, wordsOf } from '../support/telegram.ts';

const secret = 'a-secret-of-our-own';
let server: ServerType;
let api: BotApi;
let house: TelegramHouse;
let url: string;
let isDown: boolean;

beforeEach(async () => {
  isDown = false;
  const port = await new Promise<number>((resolve) => {
    const fetch = (request: Request) => (isDown ? undefined : house.channel.handle?.(request)) ?? new Response(null, { status: 503 });
    server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, (info) => resolve(info.port));
  });
  url = `http://127.0.0.1:${port}/webhooks/telegram/main`;
  const clock = testClock();
  api = await startBotApi({ now: clock.now, webhookRetryMs: 5 });
  house = await openUnclaimed({ api, clock, webhook: { url, secret } });
  await house.claim();
});
afterEach(async () => {
  await house.close();
  await api.stop();
  if ('closeAllConnections' in server) server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('walks the way of the banner, and never polls', async () => {
  const ana = house.client();
  for (const text of ['I need a banner', 'Discount campaign', 'On the website', 'Up to 50% off', 'skip']) await ana.says(text);
  await ana.presses('Yes, send it');
  await house.desk.presses(1001, 'Take it');
  await house.desk.tells(1001, 'Ask client', 'Which size?');
  await ana.says('300 × 250');
  await house.desk.presses(1001, 'To planning');
  await house.desk.writes(1001, '/promise 28/11');
  await house.desk.presses(1001, 'Start production');
  await house.desk.presses(1001, 'To delivery');
  await house.desk.tells(1001, 'Deliver', 'https://example.com/banner');
  await ana.presses('Approve');
  expect(await house.walk(1001)).toEqual(seedWalks('pt-BR')[0]?.places);
  expect(api.callsOf('getUpdates')).toEqual([]);
  expect(api.callsOf('setWebhook').map(({ params }) => params)).toEqual([expect.objectContaining({ url, secret_token: secret })]);
});

test('what came while the server was down comes again, once and in order', async () => {
  const ana = house.client();
  isDown = true;
  for (const text of ['banner', 'a fair', '1']) ana.person.write(text);
  await api.waitUntil(() => api.pending().length === 3);
  isDown = false;
  await house.settle();
  expect(ana.news().map(wordsOf)).toEqual([
    expect.stringContaining('What is the banner for?'),
    expect.stringContaining('Where will it be shown?'),
    expect.stringContaining('Which words should be on it?'),
  ]);
});

const forgeries: { name: string; headers: Record<string, string>; body?: string; status: number }[] = [
  { name: 'without the secret', headers: {}, status: 401 },
  { name: 'with another secret', headers: { 'x-telegram-bot-api-secret-token': 'guess' }, status: 401 },
  { name: 'with the secret and no JSON', headers: { 'x-telegram-bot-api-secret-token': secret }, body: 'hm', status: 400 },
];
test.each(forgeries)('$name an update is refused and changes nothing', async ({ headers, body, status }) => {
  const forged = {
    update_id: 1,
    message: { message_id: 1, date: 1, chat: { id: 9, type: 'private' }, from: { id: 9, first_name: 'M' }, text: 'hi' },
  };
  const before = (await house.rows('SELECT 1 FROM inbox')).length;
  const answer = await fetch(url, { method: 'POST', headers, body: body ?? JSON.stringify(forged) });
  expect(answer.status).toBe(status);
  await house.settle();
  expect(await house.rows('SELECT 1 FROM inbox')).toHaveLength(before);
});

test('the same update twice is one turn', async () => {
  const ana = house.client();
  await ana.says('banner');
  const update = {
    update_id: 77,
    message: { message_id: 4000, date: 1, chat: ana.person.chat.json, from: ana.person.user, text: 'a fair' },
  };
  api.push(update);
  await house.settle();
  api.redeliver(77);
  await house.settle();
  expect(ana.news().map(wordsOf)).toEqual([expect.stringContaining('2 of 4')]);
});
