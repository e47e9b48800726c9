// The team's own services, in a real folder under a running house: live without a restart, a mistake changes nothing, and who has begun
// with a version goes on with it.
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serviceOf } from '../../flows/catalogue.ts';
import { folderCatalogue } from '../../src/catalogue-node.ts';
import { type Log, silentLog } from '../../src/log.ts';
import { testClock } from '../support/clock.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
const sample = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

let folder: string;
let house: TestHouse;
let warnings: string[];

const open = async (): Promise<TestHouse> => {
  const log: Log = { ...silentLog, warn: (_, sentence) => void warnings.push(sentence) };
  const clock = testClock();
  const catalogue = folderCatalogue({ folder: join(folder, 'services'), clock, log, alone: true });
  return openTestHouse({ folder, clock, log, catalogue });
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-catalogue-'));
  warnings = [];
  house = await open();
});
afterEach(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As an editor saves: beside, then in its place. */
function put(name: string, text: string): void {
  mkdirSync(join(folder, 'services'), { recursive: true });
  writeFileSync(join(folder, 'services', `.${name}.tmp`), text);
  renameSync(join(folder, 'services', `.${name}.tmp`), join(folder, 'services', name));
}
const flyer = () => serviceOf(house.catalogue.current(), 'flyer');
/** What the desk was last told outside of a topic. */
async function atDesk(): Promise<string> {
  const rows = await house.store.read({ sql: "SELECT body FROM outbox WHERE address = 'desk' ORDER BY seq DESC LIMIT 1", args: [] });
  return String(rows[0] && (JSON.parse(String(rows[0].body)) as { body: { text: string } }).body.text);
}
const until = (condition: () => boolean) => expect.poll(condition).toBe(true);

let asked = 0;
/** Says these one after the other; what was last read. */
async function say(as: string, ...texts: string[]): Promise<string> {
  for (const text of texts) await house.post({ as, name: 'Ana', language: 'en', text, id: `a${++asked}` });
  const rows = await house.store.read({ sql: 'SELECT body FROM outbox WHERE address = ?1 ORDER BY seq DESC LIMIT 1', args: [`web:${as}`] });
  const { body } = JSON.parse(String(rows[0]?.body)) as { body: { title?: string; text: string; choices?: { label: string }[] } };
  return [body.title, body.text, ...(body.choices ?? []).map(({ label }) => label)].filter(Boolean).join('\n');
}
const tickets = async () =>
  (await house.store.read({ sql: 'SELECT body FROM ticket ORDER BY number', args: [] })).map(({ body }) => JSON.parse(String(body)) as { service: string; brief: { label: string; text: string }[]; terms?: { version: number } }); // biome-ignore format: one thought

test("README's sample has ten lines, and makes a ticket without a restart", async () => {
  expect(sample.trimEnd().split('\n')).toHaveLength(10);
  expect(await say('ana', 'I need a flyer')).toContain('Something else');
  await say('ana', 'cancel');
  put('flyer.yaml', sample);
  await until(() => flyer() !== undefined);
  expect(await say('bea', 'hi')).toContain('✨ Flyer');
  expect(await say('ana', 'I need a flyer')).toContain('What is it for?');
  expect(await say('ana', 'The summer fair', 'A5')).toMatch(/is this right\?[\s\S]*4 working days/);
  expect(await say('ana', 'yes')).toContain('Your number is 1001');
  expect(await tickets()).toMatchObject([{ service: 'flyer', brief: [{ text: 'The summer fair' }, { text: 'A5' }] }]);
  expect(warnings).toEqual([]);
});

test('a broken file leaves the version before it at work, is told once with its line, and mended it is live', async () => {
  put('flyer.yaml', sample);
  await until(() => flyer() !== undefined);
  put('flyer.yaml', sample.replace('deliveryDays: 4', 'deliveryDays: four'));
  await until(() => house.catalogue.problems().length > 0);
  const sentence = 'services/flyer.yaml:5: “deliveryDays” must be a number, not “four”. Write it in digits: deliveryDays: 5.';
  expect(readme).toContain(sentence);
  expect(house.catalogue.problems()).toEqual([sentence]);
  expect(warnings).toEqual([`${sentence} Until then, what it said before goes on.`]);
  expect(flyer()).toMatchObject({ version: 1, deliveryDays: 4 });
  const told = `⚠️ The service catalogue has a mistake; until it is mended, what was there before goes on.\n• ${sentence}`;
  await expect.poll(atDesk).toBe(told);
  expect(await say('ana', 'flyer')).toContain('What is it for?');
  put('other.yaml', '');
  await until(() => house.catalogue.problems().length === 2);
  expect(warnings).toHaveLength(2);
  rmSync(join(folder, 'services/other.yaml'));
  put('flyer.yaml', sample.replace('deliveryDays: 4', 'deliveryDays: 6'));
  await until(() => flyer()?.deliveryDays === 6);
  expect(house.catalogue.problems()).toEqual([]);
  await expect.poll(atDesk).toBe('✅ The files of the service catalogue are in order again.');
  expect(flyer()?.version).toBe(2);
});

test('a request in the making, and its ticket, keep to the version they began with; a new one follows the new', async () => {
  put('flyer.yaml', sample);
  await until(() => flyer() !== undefined);
  await say('ana', 'flyer', 'The summer fair');
  put('flyer.yaml', sample.replace('What is it for?', 'For which occasion?').replace(/^ {2}- { id: size[\s\S]*$/m, '').replace('deliveryDays: 4', 'deliveryDays: 9')); // biome-ignore format: one thought
  await until(() => flyer()?.version === 2);
  expect(await say('ana', '2')).toMatch(/Size: A5[\s\S]*4 working days/);
  expect(await say('ana', 'yes')).toContain('Your number is 1001');
  expect(await say('bea', 'flyer')).toContain('For which occasion?');
  expect(await say('bea', 'A fair')).toMatch(/9 working days/);
  await say('bea', 'yes');
  const [first, second] = await tickets();
  expect(first?.brief.map(({ label }) => label)).toEqual(['What for', 'Size']);
  expect(second?.brief.map(({ label }) => label)).toEqual(['What for']);
  expect([first?.terms?.version, second?.terms?.version]).toEqual([1, 2]);
});

test('a file taken away retires its service: not offered, but finished by whoever began, and its tickets show', async () => {
  put('flyer.yaml', sample);
  await until(() => flyer() !== undefined);
  await say('ana', 'flyer', 'The summer fair');
  rmSync(join(folder, 'services'), { recursive: true });
  await until(() => flyer() === undefined);
  expect(await say('bea', 'hi')).not.toContain('Flyer');
  expect(await say('ana', '2', 'yes')).toContain('Your number is 1001');
  expect(await say('ana', 'status')).toContain('#1001 · Flyer');
  put('flyer.yaml', sample); // into a folder that has to be made again
  await until(() => flyer()?.version === 1);
});

test("a file of the team's overrides a shipped service, also after a restart, and gives it back", async () => {
  const shipped = serviceOf(house.catalogue.current(), 'banner');
  put('our-banner.yaml', sample.replace('id: flyer', 'id: banner').replace(/en: \[.*?\]/, 'en: [banner]'));
  await until(() => serviceOf(house.catalogue.current(), 'banner')?.version === 2);
  await house.close();
  house = await open();
  expect(serviceOf(house.catalogue.current(), 'banner')).toMatchObject({ version: 2, name: { en: 'Flyer' } });
  rmSync(join(folder, 'services/our-banner.yaml'));
  await until(() => serviceOf(house.catalogue.current(), 'banner')?.version === 3);
  expect(serviceOf(house.catalogue.current(), 'banner')).toEqual({ ...shipped, version: 3 });
});

test('a file that is broken at the start leaves what the store knows of it', async () => {
  put('flyer.yaml', sample);
  await until(() => flyer() !== undefined);
  await house.close();
  put('flyer.yaml', sample.replace('deliveryDays: 4', 'deliveryDays: four'));
  house = await open();
  expect(flyer()).toMatchObject({ version: 1 });
  expect(house.catalogue.problems()).toHaveLength(1);
});

test('a store that does not take the change keeps the catalogue as it was, and it is tried again', async () => {
  const { write } = house.store;
  let refuses = true;
  house.store.write = (statements) => (refuses && statements.some(({ sql }) => sql.includes('service')) ? Promise.reject(new Error('full')) : write(statements)); // biome-ignore format: one thought
  put('flyer.yaml', sample);
  await new Promise((done) => setTimeout(done, 400));
  expect(flyer()).toBeUndefined();
  expect(await say('ana', 'hi')).toContain('Banner');
  refuses = false;
  await until(() => flyer() !== undefined);
});
