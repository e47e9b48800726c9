// How updates come in: by polling and by webhook, over real HTTP to the loopback Bot API. Nothing is confirmed that is not taken.
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Take } from '../../bots/channel.ts';
import { type TelegramChannel, telegram } from '../../bots/telegram/index.ts';
import { backOffMs } from '../../bots/telegram/polling.ts';
import { webhook } from '../../bots/telegram/webhook.ts';
import type { Inbound } from '../../flows/message.ts';
import { type BotApi, type Person, startBotApi } from '../loopback/bot-api/index.ts';

let api: BotApi;
let ana: Person;
let door: TelegramChannel;
let taken: string[];
let slept: number[];
let logged: string[];

beforeEach(async () => {
  api = await startBotApi();
  ana = api.user({ id: 111, first_name: 'Ana' });
  taken = [];
  slept = [];
  logged = [];
  door = open();
});
afterEach(async () => {
  await door.stop();
  await api.stop();
});

function open(token = api.token, hook?: { url: string; secret: string; registered?: boolean }): TelegramChannel {
  const note = (facts: object, sentence: string): void => void logged.push(`${JSON.stringify(facts)} ${sentence}`);
  return telegram({
    contact: 'telegram',
    token,
    root: api.root,
    openFile: () => Promise.resolve(null),
    log: { info: note, warn: note, error: note },
    now: () => 1_790_000_000_000,
    // The loop's pauses are noted, and over at the next turn of the event loop.
    sleep: (ms) => {
      slept.push(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
    webhook: hook,
  });
}

const textOf = (inbound: Inbound): string => ('text' in inbound && inbound.text) || inbound.type;
const take: Take = (inbound) => {
  taken.push(textOf(inbound));
  return Promise.resolve(1);
};
/** Resolves when everything that was said has been confirmed to Telegram. */
const confirmed = () => api.waitUntil(() => api.pending().length === 0, { what: 'all updates to be confirmed' });

describe('polling', () => {
  test('hands over what was said, in order, and confirms it', async () => {
    for (const text of ['one', 'two', 'three']) ana.write(text);
    await door.start(take);
    await confirmed();
    expect(taken).toEqual(['one', 'two', 'three']);
    expect(door.bot).toEqual({ id: api.bot.id, username: 'loopback_bot' });
    expect(api.callsOf('getUpdates')[0]?.params).toMatchObject({
      limit: 100,
      timeout: 25,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
  });

  test('hands over a batch without waiting for its first', async () => {
    const waiting: ((replies: number) => void)[] = [];
    for (const text of ['one', 'two']) ana.write(text);
    await door.start((inbound) => {
      taken.push(textOf(inbound));
      return new Promise((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting) go(1);
      });
    });
    await confirmed();
    expect(taken).toEqual(['one', 'two']);
  });

  test('asks again for what could not be stored, and confirms nothing after it', async () => {
    const ids = ['one', 'two', 'three'].map((text) => ana.write(text).message_id);
    let refusals = 3;
    const offsets: unknown[] = [];
    await door.start((inbound) => {
      if (inbound.message === String(ids[1]) && refusals > 0) {
        refusals -= 1;
        offsets.push(api.confirmedOffset);
        return Promise.reject(new Error('the store is full'));
      }
      return take(inbound);
    });
    await confirmed();
    expect(taken).toEqual(['one', 'three', 'three', 'three', 'two', 'three']);
    expect(slept).toEqual([250, 500, 1000]);
    expect(new Set(offsets.slice(1))).toEqual(new Set([api.confirmedOffset - 2]));
    expect(logged.join()).not.toContain('the store is full');
  });

  test('backs off by 250 ms doubling to 10 s', () => {
    expect([1, 2, 3, 6, 7, 50].map(backOffMs)).toEqual([250, 500, 1000, 8000, 10_000, 10_000]);
  });

  test('passes what cannot be read, and says so without its contents', async () => {
    api.push({ update_id: 600_001, message: 'secret words' });
    api.push((id: number) => ({ update_id: id, message: { text: 5, chat: { id: 111, type: 'private' } } }));
    api.push({ no_id: 'secret words' });
    api.push(null);
    ana.write('still here');
    await door.start(take);
    await api.waitUntil(() => taken.includes('still here'));
    expect(taken).toEqual(['unknown', 'unknown', 'still here']);
    expect(logged.join()).toMatch(/no update/);
    expect(logged.join()).not.toContain('secret words');
  });

  test('does not spin when nothing that comes is an update', async () => {
    api.push({ no_id: 1 });
    await door.start(take);
    await api.waitUntil(() => api.callsOf('getUpdates').length > 3);
    expect(slept.slice(0, 3)).toEqual([250, 500, 1000]);
  });

  test('removes a webhook first, and only when there is one', async () => {
    await fetch(`${api.root}/bot${api.token}/setWebhook?url=http://127.0.0.1:9/`);
    await door.start(take);
    await api.waitForCall('getUpdates');
    expect(api.callsOf('deleteWebhook').length).toBe(1);
    await door.stop();
    door = open();
    await door.start(take);
    expect(api.callsOf('deleteWebhook').length).toBe(1);
  });

  test('says once who is in the way, waits 5 s, and goes on when they are gone', async () => {
    api.fail({
      method: 'getUpdates',
      status: 409,
      times: 2,
      description: 'Conflict: terminated by other getUpdates request',
    });
    ana.write('one');
    await door.start(take);
    await confirmed();
    expect(slept).toEqual([5000, 5000]);
    expect(logged.filter((line) => line.includes('another program polls')).length).toBe(1);
    expect(logged.join()).toContain('answers again');
  });

  test('says that a webhook is in the way when it is that', async () => {
    api.fail({
      method: 'getUpdates',
      status: 409,
      description: "Conflict: can't use getUpdates method while webhook is active",
    });
    await door.start(take);
    await api.waitUntil(() => slept.length > 0);
    expect(logged.join()).toMatch(/a webhook is set for this bot/);
  });

  test('waits as long as Telegram says, and through every trouble on the way', async () => {
    api.fail({ method: 'getUpdates', retryAfter: 7 });
    api.fail({ method: 'getUpdates', status: 502 });
    api.fail({ method: 'getUpdates', reset: true });
    ana.write('one');
    await door.start(take);
    await confirmed();
    expect(slept).toEqual([7000, 500, 1000]);
    expect(taken).toEqual(['one']);
  });

  test('stops with a clear sentence when the token is taken back', async () => {
    api.fail({ method: 'getUpdates', status: 401, description: 'Unauthorized' });
    await door.start(take);
    await api.waitUntil(() => logged.some((line) => line.includes('BotFather')));
    await door.stop();
    expect(api.callsOf('getUpdates').length).toBe(1);
    expect(logged.join()).not.toContain(api.token);
  });

  test('does not start with a wrong token', async () => {
    door = open('7000000001:wrong');
    await expect(door.start(take)).rejects.toThrow(/BotFather/);
  });

  test('starts when Telegram cannot be reached, and goes on trying', async () => {
    api.fail({ method: 'getMe', status: 502, times: 2 });
    ana.write('one');
    await door.start(take);
    await confirmed();
    expect([taken, slept]).toEqual([['one'], [250, 500]]);
  });

  test('takes what comes again, which is for the store to know', async () => {
    ana.write('one');
    await door.start(take);
    await confirmed();
    api.redeliver(500_001);
    await api.waitUntil(() => taken.length === 2);
    ana.write('two');
    await confirmed();
    expect(taken).toEqual(['one', 'one', 'two']);
  });

  test('stops at once in the middle of a poll', async () => {
    await door.start(take);
    await api.waitForCall('getUpdates');
    await door.stop();
    await api.waitUntil(() => api.callsOf('getUpdates')[0]?.description === 'the client went away');
  });

  test('stops only when what is under way has been taken', async () => {
    let finish: ((replies: number) => void) | undefined;
    ana.write('one');
    await door.start(() => new Promise((resolve) => (finish = resolve)));
    await api.waitUntil(() => finish !== undefined);
    let stopped = false;
    const stopping = door.stop().then(() => (stopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    finish?.(1);
    await stopping;
  });

  test('hands over presses, edits and a block', async () => {
    await door.start(take);
    const message = ana.write('one');
    await confirmed();
    await door.send({
      id: 'r1',
      to: 'telegram:111',
      body: { type: 'text', text: 'Pick', choices: [{ data: 'yes', label: 'Yes' }] },
    });
    ana.press(ana.chat.last()?.message_id ?? 0, 'Yes');
    ana.edit(message, 'two');
    ana.block();
    await confirmed();
    expect(taken).toEqual(['one', 'choice', 'two', 'reach']);
  });
});

describe('a webhook', () => {
  const secret = 'a-secret';
  const request = (body: BodyInit | null, more: RequestInit & { duplex?: 'half' } = {}): Request =>
    new Request('http://localhost/webhooks/telegram/1', {
      method: 'POST',
      body,
      headers: { 'x-telegram-bot-api-secret-token': secret },
      ...more,
    });
  const update = {
    update_id: 1,
    message: {
      message_id: 1,
      date: 1,
      chat: { id: 111, type: 'private' },
      from: { id: 111, first_name: 'Ana' },
      text: 'hi',
    },
  };

  test.each([
    ['the wrong secret', () => request('{}', { headers: { 'x-telegram-bot-api-secret-token': 'a-secreT' } }), 401],
    ['no secret', () => request('{}', { headers: {} }), 401],
    ['another method', () => request(null, { method: 'GET' }), 405],
    ['no JSON', () => request('{"update_id":'), 400],
    ['more than 1 MB', () => request('x'.repeat(1_000_001)), 413],
    ['more than 1 MB, unannounced', () => request(new Blob(['x'.repeat(1_000_001)]).stream(), { duplex: 'half' }), 413],
  ])('with %s is refused and handed to nobody', async (_name, made, status) => {
    const handle = webhook(() => Promise.reject(new Error('handed over')), secret);
    expect((await handle(made())).status).toBe(status);
  });

  test('needs a secret', () => {
    expect(() => webhook(() => Promise.resolve(), '')).toThrow(/TELEGRAM_WEBHOOK_SECRET/);
  });

  test('is answered only when the update is stored, and with 500 when it was not', async () => {
    door = open(api.token, { url: 'https://example.org/x', secret, registered: true });
    const order: string[] = [];
    let full = true;
    await door.start(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('stored');
      if (full) throw new Error('the store is full');
      return 1;
    });
    const bring = async (): Promise<number | undefined> => {
      const response = await door.handle?.(request(JSON.stringify(update)));
      order.push('answered');
      return response?.status;
    };
    expect(await bring()).toBe(500);
    full = false;
    expect(await bring()).toBe(200);
    expect(order).toEqual(['stored', 'answered', 'stored', 'answered']);
    expect(api.callsOf('setWebhook')).toEqual([]);
  });

  test('stops only when what is under way has been taken', async () => {
    door = open(api.token, { url: 'https://example.org/x', secret, registered: true });
    let finish: ((replies: number) => void) | undefined;
    await door.start(() => new Promise((resolve) => (finish = resolve)));
    const answered = door.handle?.(request(JSON.stringify(update)));
    await api.waitForCall('getMe');
    while (!finish) await new Promise((resolve) => setImmediate(resolve));
    let stopped = false;
    const stopping = door.stop().then(() => (stopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    finish(1);
    await stopping;
    expect((await answered)?.status).toBe(200);
  });

  test('answers 200 to what will never be an update, so that it does not come for ever', async () => {
    door = open(api.token, { url: 'https://example.org/x', secret, registered: true });
    await door.start(take);
    expect((await door.handle?.(request('[]')))?.status).toBe(200);
    expect(taken).toEqual([]);
  });

  test('is set at start, and brings updates until each is stored', async () => {
    const server = createServer((incoming, outgoing) => {
      const headers = {
        'x-telegram-bot-api-secret-token': String(incoming.headers['x-telegram-bot-api-secret-token']),
      };
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', async () => {
        const response = await door.handle?.(request(Buffer.concat(chunks), { headers }));
        outgoing.writeHead(response?.status ?? 404).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    door = open(api.token, { url: `http://127.0.0.1:${port}/webhooks/telegram/1`, secret });
    let refusals = 2;
    await door.start((inbound) => {
      if (refusals === 0) return take(inbound);
      refusals -= 1;
      return Promise.reject(new Error('the store is full'));
    });
    ana.write('one');
    ana.write('two');
    await confirmed();
    expect(taken).toEqual(['one', 'two']);
    expect(api.callsOf('getUpdates')).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
  });
});
