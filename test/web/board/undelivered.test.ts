// What did not arrive, on the board: who, what and why; sent again it takes its old place, set aside it is gone from the page and stays in the store.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAudit } from '../../../db/web.ts';
import { type Client, files, openTelegram, type TelegramHouse, wordsOf } from '../../support/telegram.ts';
import { appOf } from '../open.ts';
import { addTeam, signIn } from './open.ts';

let house: TelegramHouse;
let ana: Client;
let number: number;
let app: ReturnType<typeof appOf>;
const path = '/board/settings/undelivered';

beforeEach(async () => {
  house = await openTelegram();
  ana = house.client();
  number = await files(house, ana);
  await house.desk.presses(number, 'Take it');
  await addTeam(house.house);
  app = appOf(house.house, { access: { open: false, key: 'k' } });
});
afterEach(() => house.close());

const page = async (as = 'web:carla') => {
  const cookie = await signIn(house.house, as, house.clock.now());
  const answer = await app.request(path, { headers: { accept: 'text/html', cookie } });
  return { status: answer.status, html: await answer.text() };
};
async function press(what: 'again' | 'aside', which = 0): Promise<string | null> {
  const id = [...(await page()).html.matchAll(/name="id" value="([^"]+)"/g)].map(([, one = '']) => one)[which] ?? '';
  const cookie = await signIn(house.house, 'web:carla', house.clock.now());
  const answer = await app.request(path, { method: 'POST', headers: { cookie }, body: new URLSearchParams({ id, do: what }) });
  await house.settle();
  return answer.headers.get('location');
}
const replies = async (text: string) => house.desk.replies(await house.desk.copy(number), text);
const refuse = (status: number, description: string) =>
  house.api.fail({ method: 'sendMessage', chat: ana.person.id, status, description, times: 1 });

test('one that was refused is shown with its words and why, and arrives when it is sent again', async () => {
  expect((await page()).html).toContain('Everything has arrived.');
  refuse(400, 'Bad Request: something is <odd>');
  await replies('Which <b>colour</b>?');
  const { html } = await page();
  expect(html).toContain(`<a href="/board/${number}">#${number}</a>`);
  for (const words of ['Ana', 'Which &lt;b&gt;colour&lt;/b&gt;?', 'It was refused.', 'something is &lt;odd&gt;'])
    expect(html).toContain(words);
  ana.news();
  expect(await press('again')).toBe(`${path}?told=again`);
  expect(ana.news().map(wordsOf).join()).toContain('Which <b>colour</b>?');
  expect((await page()).html).toContain('Everything has arrived.');
  expect((await readAudit(house.house.store)).map(({ deed, name }) => [deed, name])).toEqual([['resent', 'Carla Reis']]);
});

test('refused once more, it is there again', async () => {
  refuse(400, 'Bad Request: no');
  await replies('Hello?');
  refuse(400, 'Bad Request: still no');
  await press('again');
  expect((await page()).html).toContain('still no');
});

test('it goes before what was written after it, though that is being tried again', async () => {
  refuse(400, 'Bad Request: no');
  await replies('First');
  const lane = `telegram:${ana.person.id}`;
  const body = JSON.stringify({ lane, body: { type: 'text', text: 'Second' } });
  const sql = 'INSERT INTO outbox (id, address, body, at, due_at, attempts, error) VALUES (?1, ?2, ?3, ?4, ?4 + 600000, 3, ?5)';
  await house.house.store.write([{ sql, args: ['second#0', lane, body, house.clock.now(), 'Bad Gateway'] }]);
  ana.news();
  await press('again');
  const said = ana.news().map(wordsOf).join('\n');
  expect(said.indexOf('First')).toBeGreaterThan(-1);
  expect(said.indexOf('Second')).toBeGreaterThan(said.indexOf('First'));
});

test('who blocks the bot: it goes by itself, and the page says so', async () => {
  refuse(403, 'Forbidden: bot was blocked by the user');
  await replies('Hello?');
  expect((await page()).html).toContain('Goes by itself as soon as they write to us again.');
});

test('set aside, it is not shown any more, is not sent, and stays in the store', async () => {
  refuse(400, 'Bad Request: no');
  await replies('Hello?');
  ana.news();
  expect(await press('aside')).toBe(path);
  expect((await page()).html).toContain('Everything has arrived.');
  expect(ana.news()).toEqual([]);
  expect(await house.rows("SELECT state FROM outbox WHERE body LIKE '%Hello?%' AND error IS NOT NULL")).toEqual([{ state: 'dropped' }]);
});

test('what could not be worked on is shown, for a person to answer', async () => {
  await house.house.store.write([
    { sql: "UPDATE inbox SET parked = 'boom <1>' WHERE id = (SELECT max(id) FROM inbox WHERE body->>'$.text' = 'For the sale')", args: [] },
  ]);
  const { html } = await page();
  for (const words of ['Messages nobody was answered on', 'For the sale', 'boom &lt;1&gt;']) expect(html).toContain(words);
});

test('analysts are told who may; what has arrived cannot be sent again', async () => {
  expect((await page('web:deniz')).status).toBe(403);
  const [sent] = await house.rows("SELECT id FROM outbox WHERE state = 'sent' AND address LIKE 'telegram:%' ORDER BY seq DESC LIMIT 1");
  ana.news();
  const cookie = await signIn(house.house, 'web:carla', house.clock.now());
  const audited = await readAudit(house.house.store);
  for (const what of ['again', 'aside']) {
    const body = new URLSearchParams({ id: String(sent?.id), do: what });
    const answer = await app.request(path, { method: 'POST', headers: { cookie }, body });
    expect(answer.headers.get('location')).toBe(`${path}?told=gone`);
  }
  const html = await (await app.request(`${path}?told=gone`, { headers: { accept: 'text/html', cookie } })).text();
  expect(html).toContain('That message is on its way already, or was set aside.');
  await house.settle();
  expect(ana.news()).toEqual([]);
  expect(await readAudit(house.house.store)).toEqual(audited);
});
