// What leads change at the desk is in the store with the turn that changed it, and is there after a restart; so is who has how much.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { staffStatement } from '../../db/desk.ts';
import { readRouting } from '../../db/routing.ts';
import { type TestClock, testClock } from '../support/clock.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { staff } from '../support/routing.ts';

let folder: string;
let house: TestHouse;
let clock: TestClock;
const open = async (): Promise<TestHouse> => {
  const opened = await openTestHouse({ folder, clock });
  await opened.store.write(staff.map(staffStatement));
  await opened.memory.readDesk();
  return opened;
};
beforeEach(async () => {
  clock = testClock();
  folder = mkdtempSync(join(tmpdir(), 'alur-routing-'));
  house = await open();
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});
const desk = async (...lines: string[]): Promise<void> => {
  for (const text of lines) await house.post({ as: 'bruno', desk: true, text });
};
const again = async (): Promise<void> => {
  await house.close();
  clock.advance(60_000);
  house = await open();
};
const files = async (as: string): Promise<void> => {
  for (const text of ['banner', 'Sale', '2', 'half price', 'skip', 'yes']) await house.post({ as, text, whole: true });
};

test('rows are put in, moved and taken out by the desk’s own turns', async () => {
  await desk('/team new Social members=Carla', '/team new Web', '/contact new SPRING Spring fair team=Social');
  await desk('/route add One: service=banner -> Social', '/route add Two: -> Web', '/route add Three: -> Web', '/route move 3 1');
  const names = async () => (await readRouting(house.store)).rules.map(({ name }) => name);
  expect(await names()).toEqual(['Three', 'One', 'Two']);
  await desk('/route delete Two', '/contact delete SPRING');
  const kept = await readRouting(house.store);
  expect(kept).toMatchObject({
    teams: [{ id: 'social', members: ['web:carla'] }, { id: 'web' }],
    contacts: [],
    rules: [{ name: 'Three' }, { name: 'One' }],
  });
  await again();
  expect(house.memory.routing()).toEqual(kept);
});

test('how many open tickets each has, and who served whom, is known after a restart as before', async () => {
  await desk('/team new Social members=Carla,Rui capacity=2', '/route add All: -> Social');
  for (const as of ['ana', 'ben', 'cem']) await files(as);
  await desk('/assign #1002 Rui', '/assign #1003 Carla', '/cancel #1003 no longer needed');
  const loads = () => Object.fromEntries(house.memory.loads());
  expect(loads()).toEqual({ 'web:carla': 1, 'web:rui': 1 });
  await again();
  expect(loads()).toEqual({ 'web:carla': 1, 'web:rui': 1 });
  for (const text of ['new', 'banner', 'Sale', '2', 'half price', 'skip', 'yes']) await house.post({ as: 'ben', text, whole: true });
  const [row] = await house.store.read({ sql: "SELECT body->'$.route' AS route FROM ticket WHERE number = 1004", args: [] });
  expect(JSON.parse(String(row?.route))).toMatchObject({ analyst: { name: 'Rui' }, first: 'served' });
  expect(loads()).toEqual({ 'web:carla': 1, 'web:rui': 2 });
});

test('a client who was served long ago is still known to whoever served them', async () => {
  await desk('/team new Social members=Carla,Rui', '/route add All: -> Social');
  await files('ana');
  await desk('/assign #1001 Rui', '/cancel #1001 postponed');
  house.clock.advance(90 * 86_400_000);
  await again();
  await files('ana');
  const [row] = await house.store.read({ sql: "SELECT body->'$.route' AS route FROM ticket WHERE number = 1002", args: [] });
  expect(JSON.parse(String(row?.route))).toMatchObject({ analyst: { name: 'Rui' }, first: 'served' });
});

test('/hears stands by the links of the chain, and a problem is its team’s lead’s', async () => {
  await desk('/team new Care lead=Lena members=Olena', '/route add Wrong: service=complaint -> Care', '/hears');
  const said = async (lane: string) => (await house.store.read({ sql: 'SELECT body FROM outbox WHERE address = ?1 ORDER BY seq', args: [lane] })).map(({ body }) => String(body)).join('\n'); // biome-ignore format: one thought
  const table = await said('desk');
  expect(table).toMatch(
    /— Campaign\\nCampaigns: [\s\S]*New request for a campaign: [\s\S]*— Operations\\nNew request: [\s\S]*— Support\\nComplaint or fault: lead\\n[\s\S]*— Delivery\\n[\s\S]*— After-care\\nLow rating/,
  );
  for (const text of ['I want to complain about your work', 'it came late', '1', '1', 'skip', 'yes', 'yes']) await house.post({ as: 'ana', text, whole: true }); // biome-ignore format: one thought
  const topic = await said('desk:1001');
  expect(topic).toContain('👉 Lena');
  expect(topic).not.toContain('Eva');
});
