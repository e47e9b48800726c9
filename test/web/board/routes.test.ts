// The board's addresses: who is let in, what is done by the desk's own commands, what is refused with a sentence, whose files are served.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEvents, readTickets } from '../../../db/tickets.ts';
import { readAudit } from '../../../db/web.ts';
import { deskCommandNames, deskCommands } from '../../../flows/desk-commands.ts';
import type { Ticket } from '../../../flows/ticket.ts';
import { doings } from '../../../src/web/board/do.tsx';
import { openTryHouse } from '../open.ts';
import { type BoardHouse, openBoard } from './open.ts';
import { seed } from './seed.ts';

let board: BoardHouse;
beforeEach(async () => {
  board = await openBoard();
  for (const text of ['I need a banner', 'An event', '1', 'Welcome', 'skip', 'yes'])
    await board.house.post({ as: 'ana', name: 'Ana Souza', text });
});
afterEach(() => board.house.close());

const ticket = async (number = 1001): Promise<Ticket> => {
  const found = (await readTickets(board.house.store, [number])).get(number);
  if (!found) throw new Error(`there is no ticket ${number}`);
  return found;
};
const text = async (path: string, as?: string) => (await board.get(path, as)).text();
const sentence = async (response: Response) => [response.status, ((await response.json()) as { sentence?: string }).sentence];

describe('who is let in', () => {
  const pages = ['/board', '/board/columns', '/board/events', '/board/1001', '/board/1001/drawer', '/board/1001/file?id=x', '/board/settings', '/board/settings/staff', '/board/settings/audit', '/board/settings/services/banner']; // biome-ignore format: a list
  test.each(pages)('nobody without a session sees %s', async (path) => {
    const response = await board.get(path, '');
    expect([response.status, response.headers.get('location')]).toEqual([303, `/sign-in?to=${encodeURIComponent(path)}`]);
    const asked = await board.app.request(path, { headers: { accept: 'application/json' } });
    expect(asked.status).toBe(401);
  });
  test('nobody without a session does anything', async () => {
    expect((await board.post('/board/1001/take', {}, '')).status).toBe(401);
    expect((await board.post('/board/settings/staff', { address: 'web:deniz', role: 'manager' }, '')).status).toBe(401);
    expect((await ticket()).stage).toBe('triage');
  });
  test('a session that is over lets nobody in, and neither does one of somebody who left', async () => {
    const old = await board.cookie('web:carla', board.house.clock.now() - 15 * 86_400_000);
    expect((await board.app.request('/board/1001', { headers: { cookie: old } })).status).toBe(401);
    const deniz = await board.cookie('web:deniz');
    expect((await board.app.request('/board/1001', { headers: { cookie: deniz } })).status).toBe(200);
    await board.post('/board/settings/staff', { address: 'web:deniz', do: 'remove' });
    expect((await board.app.request('/board/1001', { headers: { cookie: deniz } })).status).toBe(401);
  });
  test('what another website sends is not taken', async () => {
    const response = await board.post('/board/1001/take', {}, 'web:you', { accept: 'application/json', origin: 'https://evil.example' });
    expect(response.status).toBe(403);
    expect((await ticket()).stage).toBe('triage');
  });
  test('pages are kept by no cache, and allow no foreign script', async () => {
    const { headers } = await board.get('/board/1001');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  });
});

describe('moving a card', () => {
  const move = (to: string, form: Record<string, string> = {}, as?: string) => board.post('/board/1001/move', { to, ...form }, as);
  test('takes the ticket by the desk’s own command, and is in the audit log', async () => {
    expect((await move('analysis', {}, 'web:deniz')).status).toBe(200);
    expect(await ticket()).toMatchObject({ stage: 'analysis', analyst: { address: 'web:deniz' } });
    expect(await readAudit(board.house.store)).toMatchObject([{ deed: 'take', ticket: 1001, name: 'Deniz Kaya' }]);
  });
  test('that is not possible is refused with the desk’s sentence', async () => {
    const [status, said] = await sentence(await move('delivery'));
    expect(status).toBe(409);
    expect(said).toContain("“To delivery” isn't possible for #1001 now");
    expect((await ticket()).stage).toBe('triage');
  });
  test('that needs words asks for them, and takes them', async () => {
    await move('analysis');
    const asked = await move('triage');
    expect(asked.status).toBe(422);
    expect(((await asked.json()) as { ask: string }).ask).toContain('Why does it go back?');
    expect((await ticket()).stage).toBe('analysis');
    expect((await move('triage', { told: '1', text: 'Not ours yet' })).status).toBe(200);
    expect((await ticket()).stage).toBe('triage');
  });
  test('into production without a day promises one first', async () => {
    await move('analysis');
    await move('planning');
    expect((await move('production')).status).toBe(422);
    expect((await move('production', { told: '1', first: '2026-11-30' })).status).toBe(200);
    expect(await ticket()).toMatchObject({ stage: 'production', due: '2026-11-30' });
    const [status, said] = await sentence(await move('analysis'));
    expect([status, said]).toEqual([409, '#1001 moves back one stage at a time. From here that is Planning.']);
  });
  test('knows no other column', async () => expect((await move('nowhere')).status).toBe(404));
});

describe('a ticket', () => {
  const deed = (name: string, form: Record<string, string | File> = {}, as?: string) => board.post(`/board/1001/${name}`, form, as);
  test('has a form for every desk command that is about one', () => {
    const written = ['reply', 'note', 'ask', 'step'];
    const shown = ['card', 'similar', 'due', 'who']; // the page itself: its facts, tickets like it, its promised day, the client's history
    const missing = deskCommandNames.filter((name) => deskCommands[name].ticket !== false && !(name in doings));
    expect(missing.toSorted()).toEqual([...written, ...shown].toSorted());
  });
  test('is replied to, noted, asked about; the client reads what is theirs alone', async () => {
    const heard: string[] = [];
    board.house.web.listen('web:ana', ({ body }) => void (body.type === 'text' && heard.push(body.text)));
    await deed('take');
    await board.house.settle();
    heard.length = 0;
    for (const [way, words] of [
      ['reply', 'On it'],
      ['note', 'They pay late'],
      ['ask', 'Which size?'],
    ] as const)
      expect((await deed('write', { way, text: words })).status).toBe(200);
    await board.house.settle();
    expect(heard.join('\n')).toContain('On it');
    expect(heard.join('\n')).toContain('Which size?');
    expect(heard.join('\n')).not.toContain('They pay late');
    const page = await text('/board/1001');
    for (const words of ['On it', 'They pay late', 'Which size?', 'awaiting client']) expect(page).toContain(words);
  });
  test('is delivered with files, which are served through it and through no other', async () => {
    for (const name of ['take', 'plan']) await deed(name);
    await deed('promise', { first: '2026-11-30' });
    for (const name of ['produce', 'finish']) await deed(name);
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
    expect((await deed('deliver', { text: 'Here', file: new File([png], 'banner.png', { type: 'image/png' }) })).status).toBe(200);
    const events = await readEvents(board.house.store, 't:1001');
    const delivered = events.findLast(({ type }) => type === 'delivered');
    const id = delivered?.type === 'delivered' ? (delivered.content.files[0]?.id ?? '') : '';
    const served = await board.get(`/board/1001/file?id=${encodeURIComponent(id)}`);
    expect([served.status, served.headers.get('content-type'), (await served.arrayBuffer()).byteLength]).toEqual([200, 'image/png', 10]);
    for (const words of ['logo', '1', 'skip', 'yes']) await board.house.post({ as: 'ben', name: 'Ben', text: words });
    const { length } = await board.house.store.read({ sql: 'SELECT 1 FROM ticket', args: [] });
    expect(length).toBe(2);
    expect((await board.get(`/board/1002/file?id=${encodeURIComponent(id)}`)).status).toBe(404);
    expect((await board.get(`/board/1001/file?id=${encodeURIComponent(`export:${(await ticket()).person}`)}`)).status).toBe(404);
  });
  test('joins its client with another, by the number of a ticket of theirs', async () => {
    for (const words of ['logo', '1', 'skip', 'yes']) await board.house.post({ as: 'ben', name: 'Ben', text: words });
    expect((await deed('unite', { first: '1002', yes: '1' }, 'web:deniz')).status).toBe(409);
    expect((await deed('unite', { first: '1002', yes: '1' }, 'web:carla')).status).toBe(200);
    expect((await ticket(1002)).person).toBe((await ticket(1001)).person);
  });
  test('of no number is told to be none', async () => {
    expect((await board.get('/board/4711')).status).toBe(404);
    expect((await board.post('/board/4711/take', {})).status).toBe(404);
    expect((await deed('role', { text: 'web:deniz manager' })).status).toBe(404);
    expect((await deed('claim', { text: 'x' })).status).toBe(404);
  });
  test('is refused what the role may not, in a sentence', async () => {
    const [status, said] = await sentence(await deed('prioritise', { first: 'urgent' }, 'web:deniz'));
    expect(status).toBe(409);
    expect(said).toContain('Only a lead or a manager may do that');
    expect((await ticket()).priority).toBe('normal');
    expect((await deed('prioritise', { first: 'urgent' }, 'web:carla')).status).toBe(200);
  });
  test('does without a script: a form leads back to the ticket, a refusal says why on it', async () => {
    const page = { accept: 'text/html' };
    const done = await board.post('/board/1001/take?mine=1&evil=x', {}, 'web:you', page);
    expect([done.status, done.headers.get('location')]).toEqual([303, '/board/1001?mine=1']);
    const refused = await board.post('/board/1001/deliver', { text: 'Here' }, 'web:you', page);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('isn&#39;t possible for #1001 now');
  });
  test('a form that is sent twice is one deed', async () => {
    await deed('take');
    for (let i = 0; i < 2; i++) await deed('write', { way: 'note', text: 'Once', id: 'one-and-the-same' });
    const notes = (await readEvents(board.house.store, 't:1001')).filter(({ type }) => type === 'noted');
    expect(notes).toHaveLength(1);
  });
});

describe('the board', () => {
  test('finds by number, client and words, and keeps the filter in every link', async () => {
    for (const search of ['1001', 'souz', 'welc']) expect(await text(`/board?search=${search}`)).toContain('id="t1001"');
    const page = await text('/board?search=souza&mine=1');
    expect(page).not.toContain('id="t1001"');
    expect(page).toContain('No ticket fits these filters.');
    expect(await text('/board?search=souza')).toContain('/board/1001?search=souza');
    expect(await text('/board?search=zebra')).not.toContain('id="t1001"');
  });
  test('shows closed ones when asked, and counts them always', async () => {
    await board.post('/board/1001/cancel', { text: 'No longer needed' });
    expect(await text('/board')).not.toContain('id="t1001"');
    expect(await text('/board')).toMatch(/Closed <span class="count">1</);
    expect(await text('/board?closed=50')).toContain('id="t1001"');
    expect(await text('/board?closed=50&service=logo-file')).not.toContain('id="t1001"');
    expect(await text('/board?closed=50&search=souza&service=banner')).toContain('id="t1001"');
  });
  test('keeps in sight what was just moved, beyond the first eight too', async () => {
    await seed(board.house.store, { open: 400, from: 2000, now: board.house.clock.now() });
    const number = 2395;
    expect(await text('/board/columns')).not.toContain(`id="t${number}"`);
    const page = await text(`/board/columns?keep=${number},x`);
    expect(page).toContain(`id="t${number}"`);
    expect(page.match(/data-place="triage" data-opens/g)).toHaveLength(9);
  });
  test('says in its page that it could not be read, when its frame has left already', async () => {
    const { house, app } = await openTryHouse();
    await house.store.write([{ sql: 'ALTER TABLE ticket RENAME TO elsewhere', args: [] }]);
    const page = await (await app.request('/board', { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('<p class="no-match" role="alert">The board could not be read just now. <a href="/board">Try again</a></p>');
    expect(page).toMatch(/<\/html>\s*$/);
    await house.store.write([{ sql: 'ALTER TABLE elsewhere RENAME TO ticket', args: [] }]);
    expect(await (await app.request('/board')).text()).toContain('data-column="triage"');
    await house.close();
  });
  test('is as new as the last commit', async () => {
    expect(await text('/board')).toMatch(/data-number="1001" data-place="triage"/);
    await board.post('/board/1001/take', {});
    expect(await text('/board')).toMatch(/data-number="1001" data-place="analysis"/);
    expect(await text('/board?mine=1')).toContain('id="t1001"');
  });
});
