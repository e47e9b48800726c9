// Meta's webhooks at the door: the address confirmed, forgeries refused, repeats without effect, batches and late statuses.
import { type ServerType, serve } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { whatsappCloud } from '../../bots/whatsapp-cloud/index.ts';
import type { Inbound } from '../../flows/message.ts';
import { type GraphHouse, openGraph } from '../support/graph.ts';

let house: GraphHouse;
beforeEach(async () => {
  house = await openGraph({ webDesk: true });
});
afterEach(() => house.close());

const address = 'https://desk.example.com/webhooks/whatsapp/main';
const body = JSON.stringify({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
            contacts: [{ profile: { name: 'Mallory' }, wa_id: '16505550199' }],
            messages: [
              { from: '16505550199', id: 'wamid.FORGED', timestamp: '1790000000', type: 'text', text: { body: 'the forged words' } },
            ],
          },
        },
      ],
    },
  ],
});
const countInbox = async (): Promise<number> => Number((await house.rows('SELECT count(*) AS n FROM inbox'))[0]?.n);
const flip = (signature: string): string => signature.replace(/.$/, (last) => (last === '0' ? '1' : '0'));

describe('the address is confirmed', () => {
  const ask = (query: string) => house.channel.handle(new Request(`${address}?${query}`));
  test('with the challenge, as plain text', async () => {
    const answer = await ask('hub.mode=subscribe&hub.verify_token=a-word-of-ours&hub.challenge=%3Cb%3E1158201444');
    expect([answer.status, await answer.text()]).toEqual([200, '<b>1158201444']);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  });
  test.each([
    'hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1158201444',
    'hub.mode=subscribe&hub.challenge=1158201444',
    'hub.mode=unsubscribe&hub.verify_token=a-word-of-ours&hub.challenge=1158201444',
    '',
  ])('to nobody else: %s', async (query) => {
    const answer = await ask(query);
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('1158201444');
  });
});

describe('a body', () => {
  const signed = () => house.graph.sign(body);
  test.each<[string, () => Record<string, string>]>([
    ['without a signature', () => ({})],
    ['with a signature of another body', () => ({ 'x-hub-signature-256': house.graph.sign(`${body} `) })],
    ['with a signature that is one digit off', () => ({ 'x-hub-signature-256': flip(signed()) })],
    ['with the signature under another name', () => ({ 'x-hub-signature': signed() })],
    ['with half a signature', () => ({ 'x-hub-signature-256': signed().slice(0, 40) })],
    ['with the bare digest', () => ({ 'x-hub-signature-256': signed().slice('sha256='.length) })],
  ])('%s is refused with a sentence, changes nothing and is not logged', async (_, headers) => {
    const before = await countInbox();
    const answer = await house.graph.post(body, headers());
    expect(answer.status).toBe(401);
    expect(await answer.text()).toMatch(/not signed/);
    await house.settle();
    expect(await countInbox()).toBe(before);
    expect(house.logged.join('\n')).not.toContain('forged words');
  });
  test('signed is taken: the refusals above are about the signature', async () => {
    const before = await countInbox();
    expect((await house.graph.post(body, { 'x-hub-signature-256': signed() })).status).toBe(200);
    expect(await countInbox()).toBe(before + 1);
  });
  test('signed in capitals is taken', async () => {
    const capitals = `sha256=${signed().slice('sha256='.length).toUpperCase()}`;
    expect((await house.graph.post(body, { 'x-hub-signature-256': capitals })).status).toBe(200);
  });
  test('that is signed and no JSON is refused', async () => {
    const answer = await house.graph.post('hm', { 'x-hub-signature-256': house.graph.sign('hm') });
    expect(answer.status).toBe(400);
  });
  test('by another method is refused', async () => {
    expect((await house.channel.handle(new Request(address, { method: 'PUT', body }))).status).toBe(405);
  });
});

describe('ten megabytes', () => {
  const big = `{"pad":"${'x'.repeat(10 * 1024 * 1024)}"}`;
  let server: ServerType | undefined;
  afterEach(() => server?.close());

  test('are refused over HTTP, signed as they are', async () => {
    const url = await new Promise<string>((resolve) => {
      server = serve({ fetch: (request) => house.channel.handle(request), port: 0, hostname: '127.0.0.1' }, (info) =>
        resolve(`http://127.0.0.1:${info.port}/`),
      );
    });
    const answer = await fetch(url, { method: 'POST', body: big, headers: { 'x-hub-signature-256': house.graph.sign(big) } });
    expect(answer.status).toBe(413);
  });

  test('are refused when they say that they are ten bytes, and not read to their end', async () => {
    let pulled = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
        if (pulled === 160) controller.close();
      },
    });
    const request = new Request(address, {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { 'content-length': '10' },
    } as RequestInit);
    expect((await house.channel.handle(request)).status).toBe(413);
    expect(pulled).toBeLessThan(100);
  });
});

describe('what is brought', () => {
  test('again changes nothing', async () => {
    const ana = house.client();
    await ana.says('logo');
    const before = await countInbox();
    const said = ana.person.got().length;
    for (let i = 0; i < 3; i += 1) house.graph.redeliver();
    await house.settle();
    expect(await countInbox()).toBe(before);
    expect(ana.person.got()).toHaveLength(said);
  });

  test('in one body is taken whole and in order, each once', async () => {
    const ana = house.client();
    const bia = house.client({ phone: '16505550112', name: 'Bia' });
    for (const client of [ana, bia]) for (const text of ['logo', '1', 'skip', '1']) await client.says(text);
    const texts = ['one fish', 'two fish', 'red fish'];
    house.graph.batch(() => {
      for (const text of texts) {
        ana.person.write(text);
        bia.person.write(`${text}!`);
      }
    });
    house.graph.redeliver();
    await house.settle();
    const said = await house.rows(
      "SELECT ticket, body->>'$.content.text' AS text FROM event WHERE body->>'$.type' = 'commented' ORDER BY ticket, seq",
    );
    expect(said.map((row) => row.text)).toEqual([...texts, ...texts.map((text) => `${text}!`)]);
  });

  test('while it cannot be stored is answered with 503 and comes again', async () => {
    const ana = house.client();
    await house.channel.stop();
    ana.person.write('logo');
    await expect.poll(() => house.graph.deliveries.at(-1)?.status).toBe(503);
    await house.channel.start(house.house.engine.take);
    await house.settle();
    expect(house.graph.deliveries.at(-1)?.status).toBe(200);
    expect(ana.news().map(({ text }) => text)).toEqual([expect.stringContaining('What will you use the logo for?')]);
  });

  test('for another number is not ours, and answered all the same', async () => {
    const before = await countInbox();
    const other = body.replace('106540352242922', '106540352242999');
    expect((await house.graph.post(other, { 'x-hub-signature-256': house.graph.sign(other) })).status).toBe(200);
    expect(await countInbox()).toBe(before);
  });

  test('of a message’s way out of order is kept, and answered by nobody', async () => {
    const ana = house.client();
    const [asked] = await ana.says('logo');
    for (const status of ['read', 'sent', 'delivered', 'read']) house.graph.status(ana.person, asked?.id ?? '', status);
    await house.settle();
    expect(ana.news()).toEqual([]);
    const ids = (await house.rows("SELECT id FROM inbox WHERE id LIKE '%:read'")).map(({ id }) => id);
    expect(ids).toHaveLength(1);
  });

  test('puts no number and no word into the log', async () => {
    const ana = house.client();
    await ana.says('a very private matter');
    ana.person.send('hologram', { id: '1' });
    ana.person.send('request_welcome', {});
    house.graph.fail({ call: 'messages', code: 131009 });
    await ana.says('status');
    const lines = house.logged.join('\n');
    expect(lines).not.toMatch(/650555|private matter|EAAloopback/);
    expect(lines).toContain('request_welcome');
  });
});

test('the order of what comes at once is kept, however long each takes to be checked', async () => {
  const { token, phoneId, appSecret, verifyToken, root, sign } = house.graph;
  const heard: Inbound[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const config = { contact: 'whatsapp', token, phoneId, appSecret, verifyToken, root, log, now: Date.now, openFile: async () => null };
  const door = whatsappCloud(config);
  await door.start(async (inbound) => heard.push(inbound));
  const bodies = Array.from({ length: 20 }, (_, i) => {
    const pad = ' '.repeat(i % 2 === 0 ? 1_000_000 : 0);
    return body.replace('wamid.FORGED', `wamid.${i}`).replace('the forged words', `${i}`) + pad;
  });
  const requests = bodies.map((one) => {
    const bytes = new Uint8Array(Buffer.from(one));
    return new Request(address, { method: 'POST', body: bytes, headers: { 'x-hub-signature-256': sign(one) } });
  });
  await Promise.all(requests.map((request) => door.handle(request)));
  expect(heard.map((one) => one.type === 'message' && Number(one.text))).toEqual(bodies.map((_, i) => i));
});
