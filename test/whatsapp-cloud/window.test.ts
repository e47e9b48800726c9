// The 24-hour window: what is said outside of it leaves as the approved template, or waits until the client writes; and the
// rest of what leaves: quotes, hidden numbers, limits, the check.
import { afterEach, describe, expect, test } from 'vitest';
import type { OutboundBody } from '../../flows/message.ts';
import { type Client, type GraphHouse, type GraphHouseOptions, openGraph } from '../support/graph.ts';

let house: GraphHouse;
let ana: Client;
afterEach(() => house.close());

const hour = 60 * 60 * 1000;
const template = { name: 'alur_news', language: 'en' };
let posted = 0;

async function open(options: GraphHouseOptions = {}): Promise<void> {
  house = await openGraph({ webDesk: true, ...options });
  ana = house.client();
  for (const text of ['logo', '1', 'skip', '1']) await ana.says(text);
}

async function desk(text: string): Promise<void> {
  await house.house.web.receive({ id: `desk${++posted}`, as: 'bruno', name: 'Bruno', desk: true, text, files: [] });
  await house.settle();
}
const states = async () => (await house.rows("SELECT DISTINCT state FROM outbox WHERE state <> 'sent'")).map(({ state }) => state);

describe('25 hours after the client wrote', () => {
  test('without a template, it waits until they write, and leaves then', async () => {
    await open();
    house.clock.advance(25 * hour);
    await desk('/r 1001 it is ready');
    expect(ana.news().map(({ text }) => text)).not.toContainEqual(expect.stringContaining('it is ready'));
    expect(await states()).toEqual(['parked']);
    const news = await ana.says('status');
    expect(news.map(({ text }) => text)).toContainEqual(expect.stringContaining('it is ready'));
    expect(await states()).toEqual([]);
  });

  test('with a template, it leaves as its one variable, on one line', async () => {
    await open({ graph: { templates: ['alur_news:en'] }, channel: { template } });
    house.clock.advance(25 * hour);
    ana.news();
    await desk('/r 1001 it is\nready');
    const [told] = ana.news().filter(({ text }) => text.includes('ready'));
    expect(told).toMatchObject({ type: 'template', template: 'alur_news', raw: '*#1001 · Logo file* · Bruno: it is · ready' });
    expect(await states()).toEqual([]);
  });

  test('after the client wrote again, it leaves as it is', async () => {
    await open({ graph: { templates: ['alur_news:en'] }, channel: { template } });
    house.clock.advance(25 * hour);
    await desk('/r 1001 first');
    await ana.says('status');
    await desk('/r 1001 second');
    expect(ana.news()).toMatchObject([{ type: 'text', text: expect.stringContaining('second') }]);
  });

  test.each([
    ['is not approved', { templates: [] }, 'it is ready'],
    ['cannot hold so much', { templates: ['alur_news:en'] }, 'x'.repeat(1100)],
  ])('a template that %s sends nothing, and the desk’s words wait', async (_, graph, text) => {
    await open({ graph, channel: { template } });
    house.clock.advance(25 * hour);
    ana.news();
    await desk(`/r 1001 ${text}`);
    expect(ana.news().filter((entry) => entry.text.includes(text))).toEqual([]);
    expect(await states()).toEqual(['parked']);
  });

  test('told by a status only, the next goes as the template at once', async () => {
    await open({ graph: { templates: ['alur_news:en'], refuses: 'later' }, channel: { template } });
    house.clock.advance(25 * hour);
    await desk('/r 1001 first');
    const before = house.graph.calls.length;
    await desk('/r 1001 second');
    const types = house.graph.calls.slice(before).map(({ payload }) => (payload as { type: string }).type);
    expect(types).toEqual(['template']);
    const failed = await house.rows("SELECT id FROM inbox WHERE id LIKE '%:failed'");
    expect(failed).toHaveLength(1);
  });

  test('told by a status only, the one that failed leaves again as the template, and nobody is bothered', async () => {
    await open({ graph: { templates: ['alur_news:en'], refuses: 'later' }, channel: { template } });
    house.clock.advance(25 * hour);
    ana.news();
    await desk('/r 1001 it is ready');
    expect(ana.news()).toMatchObject([{ type: 'template', text: expect.stringContaining('it is ready') }]);
    expect(await states()).toEqual([]);
    expect(await told()).toEqual([]);
  });

  test('told by a status only and without a template, it waits until they write, and the desk knows', async () => {
    await open({ graph: { refuses: 'later' } });
    house.clock.advance(25 * hour);
    await desk('/r 1001 it is ready');
    expect(await states()).toEqual(['parked']);
    expect(await told()).toEqual([expect.stringContaining('24 hours')]);
    const news = await ana.says('status');
    expect(news.map(({ text }) => text)).toContainEqual(expect.stringContaining('it is ready'));
    expect(await states()).toEqual([]);
  });
});

/** What the desk was told of messages that did not arrive. */
const told = async () =>
  (
    await house.rows(
      "SELECT body->>'$.body.text' AS text FROM outbox WHERE address LIKE 'desk%' AND body->>'$.body.text' LIKE '%24 hours%'",
    )
  ).map(({ text }) => text);

describe('what leaves', () => {
  const say = (body: object, to = 'whatsapp:16505550111') =>
    house.channel.send({ id: `row-${++posted}`, to, body: { type: 'text', text: 'x', ...body } });

  test('quotes the client’s message, and leaves out what is no message of WhatsApp’s', async () => {
    await open();
    const quoted = ana.person.write('status');
    await house.settle();
    ana.news();
    await say({ quote: quoted.id });
    await say({ quote: '4711' });
    expect(ana.news().map(({ quote }) => quote)).toEqual([quoted.id, undefined]);
  });

  test('reaches somebody who hides the number', async () => {
    await open();
    const bia = house.client({ phone: '16505550113', name: 'Bia', username: 'bia' });
    const [asked] = await bia.says('I need our logo, please');
    expect(asked?.text).toContain('What will you use the logo for?');
    const payload = house.graph.calls.findLast(({ kind }) => kind === 'messages')?.payload;
    expect(payload).toMatchObject({ recipient: bia.person.record.user });
    expect(JSON.stringify(payload)).not.toContain('16505550113');
  });

  test('waits for as long as Meta says, the one chat or all', async () => {
    await open();
    const text = { type: 'text', text: 'x' } as const;
    const wait = (to: string) => house.channel.pace(`whatsapp:${to}`, text, house.clock.now());
    house.graph.fail({ call: 'messages', code: 131056 });
    await expect(say({})).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 6000 });
    expect([wait('16505550111'), wait('16505550112')]).toEqual([6000, 0]);
    house.graph.fail({ call: 'messages', status: 429, code: 130429, retryAfter: 9 });
    await expect(say({})).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 9000 });
    expect(wait('16505550112')).toBe(9000);
  });

  test('is for the desk, or for somebody of another door: refused with a sentence', async () => {
    await open();
    const to = 'whatsapp:16505550111';
    const bodies: OutboundBody[] = [
      { type: 'topic', name: 'x' },
      { type: 'card', title: 'x', text: 'x', choices: [] },
      { type: 'prompt', text: 'x', to },
      { type: 'reaction', message: 'x', mark: 'sent' },
    ];
    for (const body of bodies) await expect(house.channel.send({ id: 'row', to, body })).rejects.toMatchObject({ code: 'rejected' });
    expect(await house.channel.send({ id: 'row', to, body: { type: 'notice', callback: 'x' } })).toEqual({ messages: [] });
    await expect(say({}, 'telegram:111')).rejects.toMatchObject({ code: 'rejected' });
    await expect(say({ text: ' ' })).rejects.toMatchObject({ code: 'rejected' });
  });

  test('says who calls, and the token to nobody but Meta', async () => {
    await open();
    expect(house.graph.calls.every(({ userAgent }) => userAgent === 'alur')).toBe(true);
    const file = { id: 'whatsapp:x/1', kind: 'photo', contact: 'whatsapp', remote: '1' } as const;
    const url = 'http://example.com/stolen';
    house.graph.fail({ call: 'look-up', status: 200, body: JSON.stringify({ url }) });
    await expect(house.channel.send({ id: 'row', to: 'whatsapp:fetch/x', body: { type: 'fetch', file } })).rejects.toMatchObject({
      code: 'rejected',
      message: expect.stringMatching(/not its own/),
    });
  });
});

describe('the check', () => {
  test('names the number', async () => {
    await open();
    expect(await house.channel.check()).toMatchObject([{ ok: true, key: 'whatsapp-cloud.number', params: { name: 'Lucky Shrub' } }]);
  });
  test.each([
    ['the token', { call: 'number', status: 401, code: 190 }, /WHATSAPP_CLOUD_TOKEN/],
    ['the number', { call: 'number', status: 400, code: 100, subcode: 33 }, /WHATSAPP_CLOUD_PHONE_ID/],
    ['the way there', { call: 'number', reset: true }, /could not be reached/],
  ] as const)('says what is wrong with %s', async (_, fault, says) => {
    await open();
    house.graph.fail(fault);
    expect(await house.channel.check()).toMatchObject([{ ok: false, what: expect.stringMatching(says), remedy: expect.any(String) }]);
  });
});
