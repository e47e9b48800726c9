// The loopback Graph API refuses what Meta refuses: otherwise the tests on it would say nothing.
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Graph, type Person, startGraph } from './graph/index.ts';

let graph: Graph;
let ana: Person;
let now: number;
let brought: { body: string; signature: string | null }[];

beforeEach(async () => {
  now = 1_790_000_000_000;
  brought = [];
  graph = await startGraph({ now: () => now, templates: ['news:en'] });
  graph.bringTo(async (request) => {
    brought.push({ body: await request.text(), signature: request.headers.get('x-hub-signature-256') });
    return new Response();
  });
  ana = graph.person({ phone: '16505550111', name: 'Ana' });
  ana.write('hello');
});
afterEach(() => graph.stop());

const headers = () => ({ authorization: `Bearer ${graph.token}`, 'content-type': 'application/json' });
async function post(content: object, more: object = { to: '16505550111' }): Promise<[number, number | undefined]> {
  const body = JSON.stringify({ messaging_product: 'whatsapp', ...more, ...content });
  const answer = await fetch(`${graph.root}/${graph.phoneId}/messages`, { method: 'POST', headers: headers(), body });
  const { error } = (await answer.json()) as { error?: { code: number } };
  return [answer.status, error?.code];
}
const text = (body: string) => ({ type: 'text', text: { body } });
const buttons = (...titles: string[]) => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'x' },
    action: { buttons: titles.map((title, i) => ({ type: 'reply', reply: { id: `${i}`, title } })) },
  },
});
const list = (rows: object[], button = '☰') => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text: 'x' }, action: { button, sections: [{ rows }] } },
});
const rows = (count: number, more: object = {}) => Array.from({ length: count }, (_, i) => ({ id: `${i}`, title: `Row ${i}`, ...more }));
const news = (value: string) => ({
  type: 'template',
  template: { name: 'news', language: { code: 'en' }, components: [{ type: 'body', parameters: [{ type: 'text', text: value }] }] },
});

describe('a message', () => {
  test.each<[string, object]>([
    ['a text of 4,096', text('x'.repeat(4096))],
    ['three buttons of 20', buttons('x'.repeat(20), 'y', 'z')],
    ['ten rows', list(rows(10))],
    ['a template', news('hello')],
  ])('of %s is taken', async (_, content) => {
    expect(await post(content)).toEqual([200, undefined]);
  });
  test.each<[string, object, number]>([
    ['a longer text', text('x'.repeat(4097)), 100],
    ['no text', text(''), 100],
    ['four buttons', buttons('a', 'b', 'c', 'd'), 100],
    ['a longer label', buttons('x'.repeat(21)), 100],
    ['the same label twice', buttons('a', 'a'), 100],
    ['eleven rows', list(rows(11)), 100],
    ['a longer row', list(rows(1, { title: 'x'.repeat(25) })), 100],
    ['a longer description', list(rows(1, { description: 'x'.repeat(73) })), 100],
    ['the same id twice', list([...rows(1), ...rows(1)]), 100],
    ['a list without a label to open it', list(rows(1), ''), 100],
    ['an unknown field', { ...text('x'), parse_mode: 'HTML' }, 100],
    ['another type than its field', { type: 'image', text: { body: 'x' } }, 131008],
    ['a file that is not there', { type: 'image', image: { id: '1' } }, 131009],
    ['a quote of nothing', { ...text('x'), context: { message_id: 'wamid.none' } }, 131009],
    ['a template that is not approved', { ...news('x'), template: { ...news('x').template, name: 'none' } }, 132001],
    ['a variable with a line break', news('a\nb'), 132018],
  ])('of %s is refused', async (_, content, code) => {
    expect((await post(content))[1]).toBe(code);
  });
  test.each([
    ['no number', { to: 'Ana' }, 131009],
    ['nobody’s number', { to: '16505550198' }, 131026],
    ['nobody', {}, 131008],
  ])('to %s is refused', async (_, more, code) => {
    expect((await post(text('x'), more))[1]).toBe(code);
  });
  test('is refused after 24 hours, and to who blocked the business; a template is not', async () => {
    now += 24 * 60 * 60 * 1000 - 1;
    expect(await post(text('x'))).toEqual([200, undefined]);
    now += 1;
    expect((await post(text('x')))[1]).toBe(131047);
    expect(await post(news('x'))).toEqual([200, undefined]);
    ana.block();
    expect((await post(news('x')))[1]).toBe(131026);
  });
  test('with another token is refused', async () => {
    const answer = await fetch(`${graph.root}/${graph.phoneId}`, { headers: { authorization: 'Bearer guess' } });
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 190 } }]);
  });
});

describe('a file', () => {
  const put = async (mime: string): Promise<{ id?: string; error?: { code: number } }> => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', mime);
    form.set('file', new Blob(['bytes'], { type: mime }), 'a.bin');
    const { authorization } = headers();
    return (await fetch(`${graph.root}/${graph.phoneId}/media`, { method: 'POST', headers: { authorization }, body: form })).json();
  };
  test('of a type that is not listed is refused', async () => {
    expect((await put('application/zip')).error?.code).toBe(100);
    expect((await put('application/pdf')).id).toMatch(/^\d+$/);
  });
  test('as what it is not is refused', async () => {
    const { id } = await put('application/pdf');
    expect((await post({ type: 'image', image: { id } }))[1]).toBe(131053);
  });
  test('has an address for five minutes, and for who bears the token', async () => {
    const { id } = await put('application/pdf');
    const { url } = (await (await fetch(`${graph.root}/${id}`, { headers: headers() })).json()) as { url: string };
    expect(await (await fetch(url, { headers: headers() })).text()).toBe('bytes');
    expect((await fetch(url)).status).toBe(401);
    now += 5 * 60 * 1000 + 1;
    expect((await fetch(url, { headers: headers() })).status).toBe(404);
  });
});

test('a webhook is signed over its very bytes with the secret of the app', async () => {
  await graph.idle();
  const [{ body = '', signature = '' } = {}] = brought;
  expect(signature).toBe(`sha256=${createHmac('sha256', graph.appSecret).update(body).digest('hex')}`);
  expect(body).toContain('"text":{"body":"hello"}');
});
