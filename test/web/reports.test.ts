// The reports' addresses: who gets in, what odd questions get, and that nothing from a channel or a campaign runs in a page or a spreadsheet.
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitStatements, type TurnRows } from '../../db/commit.ts';
import type { Command } from '../../flows/command.ts';
import { decide } from '../../flows/moves.ts';
import { periodAround } from '../../flows/reports/period.ts';
import type { Asked } from '../../flows/reports/report.ts';
import { linkTo, readAsked, withStep } from '../../src/web/reports/query.ts';
import { testClock } from '../support/clock.ts';
import { openTryHouse, type TryHouse } from './open.ts';

const clock = testClock();
let opened: TryHouse;
beforeEach(async () => {
  opened = await openTryHouse({ clock }, { open: true, key: '' });
});
afterEach(() => opened.house.close());

const get = (path: string, headers: Record<string, string> = { accept: 'text/html' }) => opened.app.request(`http://localhost${path}`, { headers }); // biome-ignore format: one thought

async function file(number: number, more: Partial<Command & { type: 'open' }>): Promise<void> {
  const command: Command = {
    ...{ type: 'open', number, person: 'ana', service: 'banner', title: 'Banner', language: 'en', approval: true, brief: [] },
    terms: { version: 1, steps: [], firstReplyHours: 4, deliveryDays: 5, priority: 'normal' },
    first: { text: '', files: [] },
    ...more,
  };
  const decision = decide(null, command, { type: 'client', name: 'Ana' }, clock.now());
  if (decision.type === 'refused') throw new Error('Opening was refused.');
  const { ticket, events } = decision;
  const chat = 'web:ana';
  const turn: TurnRows = {
    ...{ name: `t${number}.0`, needs: [], timers: [], outbox: [], changes: [{ ticket, events, isNew: true }] },
    inbound: { type: 'message', id: `t${number}`, contact: 'web', chat, from: { address: chat, name: '' }, at: clock.now(), files: [] },
  };
  await opened.house.store.write(commitStatements([turn], 'me', clock.now()));
}

test('only the team gets in, to the page and to its files', async () => {
  const shut = await openTryHouse({ clock }, { open: false, key: 'a-key' });
  try {
    const asked = (path: string, accept: string) => shut.app.request(`http://localhost${path}`, { headers: { accept } });
    const page = await asked('/reports?span=week', 'text/html');
    expect([page.status, page.headers.get('location')]).toEqual([303, '/sign-in?to=%2Freports%3Fspan%3Dweek']);
    expect((await asked('/reports/reply.csv', 'text/csv')).status).toBe(401);
  } finally {
    await shut.house.close();
  }
  const page = await get('/reports');
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
});

test('what no report has is not there', async () => {
  expect([(await get('/reports/secrets.csv')).status, (await get('/reports/reply.json')).status]).toEqual([404, 404]);
});

test('a file of each measure and each plot, for a spreadsheet', async () => {
  await file(1001, { campaign: '=HYPERLINK("http://x")' });
  const response = await get('/reports/volume.csv?span=month', { accept: '*/*' });
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="volume-2026-11-01-2026-11-30.csv"');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toContain(`volume,campaign,"'=HYPERLINK(""http://x"")","'=HYPERLINK(""http://x"")",2026-11-01,`);
  const names = ['reply', 'resolve', 'first_contact', 'on_time', 'awaiting', 'reopened', 'rating', 'complaints', 'returning', 'flow', 'delivered', 'stars', 'waits', 'loops']; // biome-ignore format: a list of words
  for (const name of names) expect((await get(`/reports/${name}.csv`)).status, name).toBe(200);
});

test('markup in a campaign’s code is text on the page', async () => {
  const code = '<img src=x onerror=alert(1)>"\'';
  await file(1001, { campaign: code });
  const html = await (await get(`/reports?by=campaign&campaign=${encodeURIComponent(code)}`)).text();
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('what is still to be counted is told, and the page asks again', async () => {
  const { store } = opened.house;
  await file(1001, {});
  await store.write([
    {
      sql: `WITH RECURSIVE n (i) AS (SELECT 2001 UNION ALL SELECT i + 1 FROM n WHERE i < 6501) INSERT INTO ticket (id, version, number, person, stage, situation, opened_at, changed_at, body)
        SELECT 't:' || i, 1, i, 'ana', 'triage', 'open', t.opened_at, t.changed_at, t.body FROM n, ticket t WHERE t.number = 1001`,
      args: [],
    },
  ]);
  const first = await get('/reports');
  expect(first.headers.get('refresh')).toBe('0');
  expect(await first.text()).toContain('502 requests are still to be counted.');
  const second = await get('/reports');
  expect([second.headers.get('refresh'), second.status]).toEqual([null, 200]);
});

test('a page holds what another program changed in the file since the last one', async () => {
  const volume = async () => (await (await get('/reports/volume.csv?span=month', {})).text()).split('\r\n')[1]?.split(',').slice(6, 11);
  for (const number of [1001, 1002, 1003]) await file(number, {});
  expect(await volume()).toEqual(['3', '3', '0', '0', '3']); // filed, of them, closed, opened again, open at its end
  const other = new Database(join(opened.house.folder, 'alur.db'));
  other.exec(`UPDATE ticket SET situation = 'cancelled', version = version + 1 WHERE number = 1001;
    INSERT INTO event (ticket, seq, at, stage, situation, body) SELECT id, 2, ${clock.now() + 1}, stage, situation, '{"type":"cancelled","by":{"type":"clock"}}' FROM ticket WHERE number = 1001`);
  expect(await volume()).toEqual(['3', '3', '1', '0', '2']);
  other.exec('DELETE FROM event WHERE ticket = (SELECT id FROM ticket WHERE number = 1002); DELETE FROM ticket WHERE number = 1002');
  other.close();
  expect(await volume()).toEqual(['2', '2', '1', '0', '1']);
});

const today = '2026-11-23';
const asked = (query: string): Asked => readAsked(Object.fromEntries(new URLSearchParams(query)), today);

test.each([
  ['', { span: 'month', from: '2026-11-01', to: '2026-11-30' }],
  ['span=week&at=2026-11-12', { span: 'week', from: '2026-11-09', to: '2026-11-15' }],
  ['span=century&at=soon', { span: 'month', from: '2026-11-01', to: '2026-11-30' }],
  ['span=quarter&at=2026-02-31', { span: 'quarter', from: '2026-10-01', to: '2026-12-31' }],
  ['from=2026-11-05&to=2026-11-09', { from: '2026-11-05', to: '2026-11-09' }],
  ['from=2026-11-09&to=2026-11-05', { from: '2026-11-05', to: '2026-11-09' }],
  ['from=2026-07-01&to=2026-09-30', { span: 'quarter', from: '2026-07-01', to: '2026-09-30' }],
  ['from=1000-01-01&to=2026-11-05', { span: 'month', from: '2026-11-01', to: '2026-11-30' }],
  ['from=1950-01-01&to=2026-11-05', { from: '1950-01-01', to: '1960-01-08' }],
  ['from=2026-11-05', { span: 'month', from: '2026-11-01', to: '2026-11-30' }],
])('the address “%s” asks for a period', (query, period) => expect(asked(query).period).toEqual(period));

test('an address that is made of a report asks for it again', () => {
  for (const query of ['span=week&at=2026-11-12&service=banner&by=channel', 'from=2026-11-05&to=2026-11-09&campaign=-&team=A%26B', '']) {
    const found = asked(query);
    expect(asked(linkTo(found).split('?')[1] ?? '')).toEqual(found);
  }
  expect(asked('campaign=-&by=nothing')).toMatchObject({ filter: { campaign: '' }, by: 'service' });
  expect(withStep(asked('from=2026-11-05&to=2026-11-09'), -1).period).toEqual({ from: '2026-10-31', to: '2026-11-04' });
  expect(withStep(asked('span=quarter'), 1).period).toEqual(periodAround('quarter', '2027-01-01'));
});
