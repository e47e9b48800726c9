// Whatever stands in a field, whoever wrote it: on every page of the board it is text, and never markup.

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readTickets } from '../../../db/tickets.ts';
import { launch, openPage } from '../browser.ts';
import { serveApp } from '../open.ts';
import { type BoardHouse, openBoard } from './open.ts';

const evil = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const pages = ['/board', '/board?closed=50', '/board/columns', '/board/1001', '/board/1001/drawer', '/board/settings/staff', '/board/settings/answers', '/board/settings/services', '/board/settings/services/banner', '/board/settings/audit', '/board/settings/routing']; // biome-ignore format: a list

let board: BoardHouse;
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  board = await openBoard();
  for (const text of ['I need a banner', 'An event', '1', 'Welcome', 'skip', 'yes'])
    await board.house.post({ as: 'ana', name: 'Ana', text });
});
afterEach(() => board.house.close());

const run = async (sql: string, ...args: (string | number)[]) => void (await board.house.store.write([{ sql, args }]));
const inTicket = (path: string, value: unknown) =>
  run('UPDATE ticket SET body = json_set(body, ?1, json(?2))', path, JSON.stringify(value));
const inPerson = (path: string) => async () => {
  await run('UPDATE person SET body = json_set(body, ?1, ?2)', path, evil);
  await board.house.memory.forget();
};
const file = { id: 'web:x/1', kind: 'document', name: evil, contact: 'web', remote: 'web:x/1' };
const event = (body: object) => async () => {
  await run("INSERT INTO event (ticket, seq, at, stage, situation, body) VALUES ('t:1001', 99, 1, 'triage', 'open', ?1)", JSON.stringify({ at: 1, by: { type: 'staff', address: 'web:carla', name: 'Carla' }, ...body })); // biome-ignore format: one thought
};
const words = { content: { text: evil, files: [] } };

/** Where somebody's words can stand, and how they get there. */
const fields: [string, () => Promise<unknown>][] = [
  ['the title', () => inTicket('$.title', evil)],
  ['the service', () => inTicket('$.service', evil)],
  ['the campaign', () => inTicket('$.campaign', evil)],
  ['the team', () => inTicket('$.route', { team: evil, name: evil, by: 'rule', because: evil })],
  ['the first message', () => run("UPDATE event SET body = json_set(body, '$.first.text', ?1)", evil)],
  ['a label of the brief', () => inTicket('$.brief[0].label', evil)],
  ['an answer of the brief', () => inTicket('$.brief[0].text', evil)],
  ['a file’s name', () => inTicket('$.brief[0].files', [file])],
  ['the analyst’s name', () => inTicket('$.analyst', { address: 'web:x', name: evil })],
  ['who leads its production', () => inTicket('$.owner', { address: 'web:x', name: evil })],
  ['a step', () => inTicket('$.steps', [{ id: evil, state: 'todo', owner: { address: 'web:x', name: evil } }])],
  ['the client’s name', inPerson('$.name')],
  ['the client’s department', inPerson('$.unit')],
  ['the client’s phone', inPerson('$.phone')],
  ['a comment', event({ type: 'commented', ...words, by: { type: 'client', name: evil } })],
  ['a note', event({ type: 'noted', ...words })],
  ['a reply', event({ type: 'replied', ...words })],
  ['a question', event({ type: 'asked', question: evil })],
  ['an answer', event({ type: 'answered', ...words })],
  ['a delivery', event({ type: 'delivered', ...words, approval: true })],
  ['a file that was kept', async () => {
    await event({ type: 'delivered', content: { text: '', files: [{ ...file, kind: 'photo' }] }, approval: true })();
    await run("INSERT INTO file (id, hash, size, at) VALUES ('web:x/1', 'none', 1, 1)");
  }],
  ['wishes for changes', event({ type: 'changes_asked', ...words })],
  ['an approval', event({ type: 'approved', text: evil })],
  ['a conclusion', event({ type: 'concluded', text: evil })],
  ['why it went back', event({ type: 'returned', to: 'triage', reason: evil })],
  ['why it was cancelled', event({ type: 'cancelled', reason: evil })],
  ['why the day changed', event({ type: 'promised', due: '2026-11-30', reason: evil })],
  ['why it has its priority', event({ type: 'prioritised', priority: 'high', reason: evil })],
  ['the words of a rating', event({ type: 'rated', stars: 1, text: evil })],
  ['a corrected message', event({ type: 'edited', message: 'm', text: evil })],
  ['who handed it over', event({ type: 'taken', analyst: { address: 'web:x', name: evil } })],
  ['a staff member’s name', async () => {
    await run("UPDATE staff SET name = ?1 WHERE address = 'web:carla'", evil);
    await board.house.memory.readDesk();
  }],
  ['a staff member’s mail', () => run("UPDATE staff SET mail = ?1 WHERE address = 'web:carla'", evil)],
  ['a standard reply', async () => {
    await run('INSERT INTO setting (key, value) VALUES (?1, ?2)', `answer:${evil}`, JSON.stringify({ en: evil }));
    await board.house.memory.readDesk();
  }],
  ['a name in the audit log', () => run("INSERT INTO audit (at, address, name, deed, about) VALUES (1, 'web:x', ?1, ?1, ?1)", evil)],
]; // biome-ignore format: a table

test.each(fields)('%s is only ever text', async (_, write) => {
  await write();
  expect((await readTickets(board.house.store, [1001])).size).toBe(1);
  const seen = await Promise.all(pages.map(async (path) => (await board.get(path)).text()));
  for (const [i, html] of seen.entries()) {
    expect(html.includes('<img src=x'), pages[i]).toBe(false);
    expect(html.includes('<script>window'), pages[i]).toBe(false);
  }
  expect(
    seen.some((html) => html.includes('&lt;img src=x')),
    'it is shown somewhere',
  ).toBe(true);
});

test.each(['search', 'service', 'campaign', 'team', 'place', 'triage', 'closed', 'mine', 'lang'])(
  'what the address says as “%s” is only ever text',
  async (name) => {
    for (const path of ['/board', '/board/columns', '/board/1001', '/board/1001/drawer']) {
      const response = await board.get(`${path}?${name}=${encodeURIComponent(evil)}`);
      expect(response.status).toBe(200);
      expect((await response.text()).includes('<img src=x')).toBe(false);
    }
  },
);

test('with all of it at once nothing runs in a browser, on the board, in the drawer, in a toast', async () => {
  for (const [name, write] of fields) if (name !== 'a file that was kept') await write().catch(() => undefined); // one event a test has the number 99
  await inTicket('$.steps', []);
  const server = await serveApp(board.app.fetch);
  const { page, errors } = await openPage(browser, { width: 1280, height: 800 });
  const [name = '', value = ''] = (await board.cookie('web:you')).split('=');
  await page.context().addCookies([{ name, value, url: server.url }]);
  await page.goto(`${server.url}/board`);
  await page.locator('#t1001 a').click();
  await page.locator('#drawer .ticket').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#t1001 a').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.locator('.toast, .column[data-column=analysis] #t1001:not(.pending)').first().waitFor();
  await page.goto(`${server.url}/board/1001`);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(errors).toEqual([]);
  await page.context().close();
  await server.stop();
});
