// The catalogue in the store: every change is a new version, what left is retired and can come back, and nothing old is lost.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addVersionStatement, bodyText, type Origin, readServices, retireStatement } from '../../db/catalogue.ts';
import { type Service, type ServiceBody, ServiceFile, shippedCatalogue } from '../../flows/catalogue.ts';
import { fixedCatalogue, shippedWanted, storeCatalogue } from '../../src/catalogue.ts';
import { type Keeping, readCatalogue, syncServices, type Wanted } from '../../src/catalogue-store.ts';
import { silentLog } from '../../src/log.ts';
import { testClock } from '../support/clock.ts';
import { type Opened, stores } from '../support/db-stores.ts';

const service = (id: string, more: Partial<ServiceBody> = {}): ServiceBody => ({
  ...ServiceFile.parse({
    id,
    name: { en: id },
    deliveryDays: 3,
    questions: [{ id: 'what', type: 'text', ask: { en: 'What?' }, label: { en: 'What' } }],
  }),
  ...more,
});
const wanted = (...all: [ServiceBody, Origin][]): Wanted => new Map(all.map(([body, origin]) => [body.id, { body, origin }]));
const ofFile = (id: string): Origin => `file:${id}.yaml`;
const named = ({ id, version }: Service): string => `${id} ${version}`;

describe.each(stores)('$where', (kind) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await kind.open();
  });
  afterEach(() => opened.close());

  const sync = (to: Wanted, keeping: Partial<Keeping> = {}) => syncServices(opened.store, to, { now: 1000, ...keeping });
  const offered = async () => (await readCatalogue(opened.store, silentLog)).map(named);
  const past = async () => (await readCatalogue(opened.store, silentLog)).past?.map(named);

  test('what ships goes in once, and stays as it is the second time', async () => {
    expect((await sync(shippedWanted())).map(({ what }) => what)).toEqual(Array(10).fill('new'));
    expect(await sync(shippedWanted())).toEqual([]);
    expect(await readCatalogue(opened.store, silentLog)).toEqual(Object.assign([...shippedCatalogue()], { past: [] }));
    expect(opened.look('SELECT count(*) AS n FROM service')).toEqual([{ n: 10 }]);
  });

  test('a change is a new version; the one before is kept', async () => {
    await sync(wanted([service('flyer'), ofFile('flyer')]));
    expect(await sync(wanted([service('flyer', { deliveryDays: 9 }), ofFile('flyer')]))).toEqual([
      { id: 'flyer', version: 2, what: 'changed' },
    ]);
    expect([await offered(), await past()]).toEqual([['flyer 2'], ['flyer 1']]);
    const { past: [before] = [] } = await readCatalogue(opened.store, silentLog); // biome-ignore format: one thought
    expect(before?.deliveryDays).toBe(3);
  });

  test('what is in no file any more is retired, and comes back as it was', async () => {
    await sync(wanted([service('flyer'), ofFile('flyer')], [service('video'), ofFile('video')]));
    expect(await sync(wanted([service('video'), ofFile('video')]))).toEqual([{ id: 'flyer', version: 1, what: 'retired' }]);
    expect([await offered(), await past()]).toEqual([['video 1'], ['flyer 1']]);
    expect(await sync(wanted([service('flyer'), ofFile('flyer')], [service('video'), ofFile('video')]))).toEqual([
      { id: 'flyer', version: 1, what: 'new' },
    ]);
    expect(await offered()).toEqual(['flyer 1', 'video 1']);
  });

  test("a file that can't be read just now keeps its service, and the shipped one of its id out", async () => {
    await sync(wanted([service('banner', { deliveryDays: 9 }), ofFile('banner')]));
    expect(await sync(wanted([service('banner'), 'shipped']), { broken: new Set([ofFile('banner')]) })).toEqual([]);
    expect(await offered()).toEqual(['banner 1']);
    await sync(wanted([service('banner'), 'shipped']));
    expect([await offered(), await past()]).toEqual([['banner 2'], ['banner 1']]);
  });

  test('what was imported stays without a file; what another house has a file of stays too', async () => {
    await sync(wanted([service('flyer'), 'import'], [service('video'), ofFile('video')]));
    expect(await sync(wanted([service('flyer', { deliveryDays: 1 }), 'shipped']), { isGone: () => false })).toEqual([]);
    expect(await offered()).toEqual(['flyer 1', 'video 1']);
  });

  test('what a file takes out of the menu is not offered, and is known', async () => {
    await sync(wanted([service('flyer', { offered: false }), ofFile('flyer')]));
    expect([await offered(), await past()]).toEqual([[], ['flyer 1']]);
  });

  test('two that add the same version: one is taken, nobody fails; retired twice is retired once', async () => {
    const add = (body: ServiceBody) => addVersionStatement('flyer', 1, bodyText(body), 'shipped', 1);
    await opened.store.write([add(service('flyer')), add(service('flyer', { deliveryDays: 9 }))]);
    await opened.store.write([retireStatement('flyer', 1, 5), retireStatement('flyer', 1, 6)]);
    expect(opened.look('SELECT version, retired FROM service')).toEqual([{ version: 1, retired: 5 }]);
    expect((await readServices(opened.store)).map(({ body }) => body)).toEqual([bodyText(service('flyer'))]);
  });

  test('a body of an Alur to come, or of none, is told and left out', async () => {
    const told: string[] = [];
    await opened.store.write([
      addVersionStatement('new', 1, JSON.stringify({ ...service('new'), colour: 'red' }), 'shipped', 1),
      addVersionStatement('odd', 1, '{', 'shipped', 1),
      addVersionStatement('well', 1, bodyText(service('well')), 'shipped', 1),
    ]);
    const catalogue = await readCatalogue(opened.store, { ...silentLog, warn: (_, sentence) => void told.push(sentence) });
    expect(catalogue.map(named)).toEqual(['well 1']);
    expect(told).toHaveLength(2);
  });

  test('houses on one store: what one changes, another sees within a minute; what is read is shared', async () => {
    const clock = testClock();
    const open = storeCatalogue({ clock, log: silentLog });
    const one = await open(opened.store);
    await opened.store.write([addVersionStatement('flyer', 1, bodyText(service('flyer')), 'import', 1)]);
    await one.freshen();
    const ids = () => one.current().map(({ id }) => id);
    expect(ids()).not.toContain('flyer');
    clock.advance(59_000);
    await one.freshen();
    expect(ids()).not.toContain('flyer');
    clock.advance(1_000);
    await one.freshen();
    expect(ids()).toContain('flyer');
    expect((await open(opened.store)).current()).toBe(one.current());
  });
});

test('a fixed catalogue is what it was given', async () => {
  const catalogue = shippedCatalogue();
  const live = fixedCatalogue(catalogue);
  await live.freshen();
  expect([live.current(), live.problems()]).toEqual([catalogue, []]);
});
