// Pages that leave part by part, compressed or not: the first can be read before the next is made.
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { sendParts } from '../../src/web/packed.ts';
import { serveApp } from './open.ts';

const head = '<!doctype html><p>The frame';

/** A page of two parts, whose second is made when it is let. */
async function open() {
  let let_: () => void = () => undefined;
  const second = new Promise<void>((resolve) => {
    let_ = resolve;
  });
  const told: string[] = [];
  async function* parts(fails: boolean) {
    try {
      yield head;
      await second;
      if (fails) throw new Error('no more');
      told.push('second');
      yield ' and the rest</p>';
    } finally {
      told.push('over');
    }
  }
  const app = new Hono().get('/', (c) => sendParts(c, parts(false))).get('/fails', (c) => sendParts(c, parts(true)));
  const server = await serveApp(app.fetch);
  return { app, server, told, makeSecond: () => let_() };
}

test.each([['gzip'], ['identity']])('the first part is there before the second is made (%s)', async (encoding) => {
  const { server, told, makeSecond } = await open();
  const answer = await fetch(server.url, { headers: { 'accept-encoding': encoding } });
  expect(answer.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null);
  expect(answer.headers.get('vary')).toBe('Accept-Encoding');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe(head);
  expect(told).toEqual([]);
  makeSecond();
  let rest = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) rest += part.value;
  expect([rest, told]).toEqual([' and the rest</p>', ['second', 'over']]);
  await server.stop();
});

test.each([['gzip'], ['identity']])('whoever goes away is not written for any longer (%s)', async (encoding) => {
  const { server, told, makeSecond } = await open();
  const gone = new AbortController();
  const answer = await fetch(server.url, { headers: { 'accept-encoding': encoding }, signal: gone.signal });
  await answer.body?.getReader().read();
  gone.abort();
  await server.stop();
  makeSecond();
  await expect.poll(() => told.at(-1)).toBe('over');
});

test('a part that fails cuts the answer off', async () => {
  const { app, server, makeSecond } = await open();
  const answer = await app.request('/fails', { headers: { 'accept-encoding': 'gzip' } });
  makeSecond();
  await expect(answer.text()).rejects.toThrow('no more');
  await server.stop();
});
