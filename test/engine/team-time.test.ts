// When the team works as the configuration says it; and that the clock takes up tickets that were there before it.
import { expect, test } from 'vitest';
import { migrations } from '../../db/migrations/all.generated.ts';
import { readTickets } from '../../db/tickets.ts';
import { isWorking } from '../../flows/hours.ts';
import { parseHours } from '../../flows/hours-written.ts';
import { EnvError, readEnv } from '../../src/env.ts';
import { teamHours, teamSettings } from '../../src/team-time.ts';
import { openTestHouse } from '../support/house.ts';

const env = (variables: Record<string, string> = {}) => readEnv({ TZ_NAME: 'UTC', ...variables }, '/nowhere/.env');
const monday = Date.UTC(2026, 10, 23, 10);

test.each([
  ['mon-fri 09:00-18:00', { mon: ['09:00', '18:00'], sat: undefined }],
  ['Mon-Fri 9:00-18:00', { mon: ['09:00', '18:00'], sun: undefined }],
  ['monday - thursday 09:00-17:00, friday 09:00-13:00', { thu: ['09:00', '17:00'], fri: ['09:00', '13:00'] }],
  ['sat-mon 10:00-14:00', { sat: ['10:00', '14:00'], mon: ['10:00', '14:00'], tue: undefined }],
  ['mon-sun 00:00-24:00', { sun: ['00:00', '24:00'] }],
])('%s', (written, expected) => {
  const { week } = parseHours('UTC', written);
  for (const [day, span] of Object.entries(expected)) expect(week[day as 'mon'][0], day).toEqual(span);
});

test('a lunch break is two spans', () => {
  expect(parseHours('UTC', 'mon-fri 09:00-12:00 13:00-18:00').week.wed).toEqual([['09:00', '12:00'], ['13:00', '18:00']]); // biome-ignore format: one thought
});

test.each([
  '',
  'always',
  'mon-fri',
  'mon-fri 9-18',
  'mun 09:00-18:00',
  'mon 18:00-09:00',
  'mon 09:00-25:00',
  'mon 09:00-12:00, mon 11:00-13:00',
])('“%s” is refused with an example', (written) => {
  expect(() => parseHours('UTC', written)).toThrow(/mon-fri 09:00-18:00/);
});

test('holidays of a country and days of the team’s own are free', async () => {
  const hours = await teamHours(env({ TEAM_COUNTRY: 'BR-SP', TEAM_FREE_DAYS: '2026-12-24, 2026-12-31' }), monday);
  expect([isWorking(hours, monday), isWorking(hours, Date.UTC(2026, 11, 25, 10)), isWorking(hours, Date.UTC(2026, 11, 24, 10))]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isWorking(hours, Date.UTC(2030, 10, 15, 12))).toBe(false);
});

test('a country that there is not stops the start with a sentence', async () => {
  await expect(teamHours(env({ TEAM_COUNTRY: 'XX' }), monday)).rejects.toThrow(/TEAM_COUNTRY .*No holidays are known for “XX”/);
  await expect(teamHours(env({ TEAM_FREE_DAYS: '2026-02-30' }), monday)).rejects.toThrow(/TEAM_FREE_DAYS/);
});

test.each([
  [{ TEAM_HOURS: 'always' }, 'TEAM_HOURS must be working hours such as'],
  [{ TEAM_COUNTRY: 'Brazil' }, 'TEAM_COUNTRY must be a country'],
  [{ REMIND_DAYS: 'soon' }, 'REMIND_DAYS must be working days'],
  [{ QUIET_MS: '1.5' }, 'QUIET_MS must be a whole number of milliseconds'],
  [{ QUIET_MS: '60000' }, 'QUIET_MS must be at most 10000'],
  [{ FOLLOW_UP_DAYS: '-1' }, 'FOLLOW_UP_DAYS must be a whole number'],
])('%j is a mistake that is told', (variables, told) => {
  expect(() => env(variables)).toThrow(EnvError);
  expect(() => env(variables)).toThrow(told);
});

test('the times are the configuration’s', () => {
  expect(teamSettings(env({ REMIND_DAYS: '5, 2', CLOSE_DAYS: '4', WARN_PERCENT: '70' }))).toMatchObject({
    answer: { remindDays: [2, 5], endDays: 4 },
    approval: { remindDays: [2], endDays: 3 },
    warnAt: 0.7,
    followUpDays: 10,
    quietMs: 1500,
  });
});

test('tickets from before the clock get their timers by the migration, and it goes on from how it finds them', async () => {
  const house = await openTestHouse();
  try {
    for (const text of ['banner', 'Sale', '2', 'half', 'skip', 'yes']) await house.post({ as: 'ana', name: 'Ana', text });
    for (const text of ['/take #1001', '/ask #1001 Which red?']) await house.post({ as: 'bruno', name: 'Bruno', desk: true, text });
    const fresh = ['priority', 'steps', 'slipped', 'pauses', 'reopened', 'terms', 'awaitingSince', 'repliedAt']
      .map((name) => `'$.${name}'`)
      .join(', ');
    const { sql } = migrations.find(({ name }) => name.startsWith('0004')) ?? expect.fail('no migration 0004');
    await house.store.write([
      { sql: `UPDATE ticket SET body = json_remove(body, ${fresh})`, args: [] },
      { sql: 'DELETE FROM timer', args: [] },
      ...sql.split(';').flatMap((one) => (/\b(UPDATE|INSERT)\b/.test(one) ? [{ sql: one, args: [] }] : [])),
    ]);
    await house.memory.forget();
    house.clock.advance(24 * 3_600_000);
    await house.tick();
    await house.settle();
    await house.tick();
    const ticket = (await readTickets(house.store, [1001])).get(1001);
    expect(ticket).toMatchObject({ situation: 'awaiting', reminded: 1, pauses: [], terms: { deliveryDays: 5 } });
    const rows = await house.store.read({ sql: 'SELECT key FROM timer WHERE due_at IS NOT NULL ORDER BY key', args: [] });
    expect(rows.map(({ key }) => key)).toEqual(['t:1001:client']);
  } finally {
    await house.close();
  }
});
