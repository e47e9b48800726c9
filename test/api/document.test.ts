// The document that describes the API: valid by a validator of others, and complete.
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unruly } from '../web/inline.ts';
import { type ApiHouse, openApi } from './api.ts';

let api: ApiHouse;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

type Operation = { summary?: string; security?: unknown[]; responses: Record<string, unknown> };
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; webhooks: Record<string, unknown> };
const read = async (): Promise<Document> => (await (await fetch(`${api.url}/api/openapi.json`)).json()) as Document;

test('the OpenAPI document validates', async () => {
  const document = await read();
  expect(document.openapi).toBe('3.1.0');
  expect(await new Validator().validate(document)).toEqual({ valid: true });
});

test('every route says what it is for, who may, and what it answers when something is wrong', async () => {
  const { paths, webhooks } = await read();
  const all = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({ route: `${method} ${path}`, one })),
  );
  expect(all.map(({ route }) => route).toSorted()).toEqual([
    'delete /webhooks/{id}',
    'get /campaigns',
    'get /clients/{key}/messages',
    'get /files/{id}',
    'get /people',
    'get /people/{id}',
    'get /reports',
    'get /services',
    'get /tickets',
    'get /tickets/{number}',
    'get /tickets/{number}/events',
    'get /tickets/{number}/messages',
    'get /webhooks',
    'post /clients/{key}/messages',
    'post /files',
    'post /tickets',
    'post /tickets/{number}/commands',
    'post /webhooks',
    'post /webhooks/{id}/replay',
  ]);
  for (const { route, one } of all) {
    expect(one.summary, route).toBeTruthy();
    expect(one.security, route).toHaveLength(1);
    expect(Object.keys(one.responses), route).toEqual(expect.arrayContaining(['400', '401', '403', '429']));
  }
  expect(Object.keys(webhooks)).toEqual(['ticket.opened', 'ticket.changed', 'message.created', 'person.joined', 'person.parted']);
});

test('its page tells all of it, without a script', async () => {
  const page = await fetch(`${api.url}/api/docs`);
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).not.toContain('unsafe');
  const html = await page.text();
  expect(unruly(html, policy)).toEqual([]);
  expect(html).not.toMatch(/<script|https?:\/\/(?!www\.standardwebhooks\.com|desk\.example\.com|crm\.example\.com)/);
  for (const words of ['List tickets', 'Speak as a client of yours', 'Register an endpoint', 'A request was filed', 'updated_since'])
    expect(html).toContain(words);
  for (const [, path] of html.matchAll(/href="(\/[^"#]+)"/g)) expect((await fetch(`${api.url}${path}`)).status, path).toBe(200);
  expect((await fetch(`${api.url}/api`, { redirect: 'manual' })).headers.get('location')).toBe('/api/docs');
});
