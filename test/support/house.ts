// A whole house for a test: a real database file, the web door, a fixed clock.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel, OpenFile } from '../../bots/channel.ts';
import { type Web, type WebMessage, web, webContact, webDeskChat } from '../../bots/web/index.ts';
import { campaignStatements } from '../../db/campaigns.ts';
import { staffStatement } from '../../db/desk.ts';
import { openFile } from '../../db/file.ts';
import type { Store } from '../../db/store.ts';
import type { BookedCampaign } from '../../flows/campaigns/campaign.ts';
import { shippedCatalogue } from '../../flows/catalogue.ts';
import type { Hours } from '../../flows/hours.ts';
import type { Settings } from '../../flows/settings.ts';
import { languages } from '../../flows/texts.ts';
import type { Desk } from '../../flows/turn.ts';
import type { Campaign } from '../../flows/understand/understand.ts';
import { apiChannels } from '../../src/api-door.ts';
import { folderFiles } from '../../src/files.ts';
import { type House, type HouseParts, openHouse } from '../../src/house.ts';
import { type Log, silentLog } from '../../src/log.ts';
import { createPanelLinks } from '../../src/panel-links.ts';
import { createDeeds, type Deeds } from '../../src/web/staff/deeds.ts';
import { type TestClock, testClock } from './clock.ts';

export type TestHouse = House & {
  web: Web;
  deeds: Deeds;
  clock: TestClock;
  folder: string;
  post(message: Partial<WebMessage> & { as: string }): Promise<void>;
  settle(): Promise<void>;
  close(): Promise<void>;
};

export type TestHouseOptions = {
  folder?: string;
  clock?: TestClock;
  log?: Log;
  store?: Store;
  channels?: (openFile: OpenFile) => Channel[];
  webDesk?: boolean;
  languages?: readonly string[];
  fixedDesk?: Desk | null;
  hours?: Hours;
  settings?: Partial<Settings>;
  digestAt?: string;
  /** The campaign book as it is found: they run all of these years, where nothing else is said. */
  campaigns?: readonly (Campaign & Partial<BookedCampaign>)[];
  catalogue?: HouseParts['catalogue'];
  /** Where clients reach the house; without it they have no page of their own. */
  url?: string;
};

const always = {
  ...{ promises: [], channels: [], facts: '', owners: [], state: 'booked' as const },
  ...{ from: '2026-01-01', to: '2028-12-31', version: 1, bookedAt: 0, changedAt: 0 },
};

export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'alur-'));
  const clock = options.clock ?? testClock();
  const door = web(clock.now);
  const store = options.store ?? (await openFile(join(folder, 'alur.db')));
  const deeds = createDeeds({ store, clock });
  const webDesk = options.webDesk ?? true;
  const house = await openHouse({
    store,
    clock,
    alone: true,
    files: folderFiles(join(folder, 'files')),
    log: options.log ?? silentLog,
    catalogue: options.catalogue ?? shippedCatalogue(),
    languages: options.languages ?? languages,
    zone: options.hours?.zone ?? 'UTC',
    ...(options.hours ? { hours: options.hours } : {}),
    ...(options.settings ? { settings: options.settings } : {}),
    ...(options.url ? { links: createPanelLinks({ store, clock, base: options.url }) } : {}),
    ...(options.digestAt ? { digestAt: options.digestAt } : {}),
    channels: (open) => [door, deeds.channel, ...apiChannels(store, clock, true), ...(options.channels?.(open) ?? [])],
    fallbackDesk: webDesk ? { contact: webContact, chat: webDeskChat, language: 'en' } : null,
    fixedDesk: options.fixedDesk ?? null,
  });
  if (webDesk) {
    await store.write([staffStatement({ address: 'web:bruno', name: 'Bruno', role: 'manager' })]);
    await house.memory.readDesk();
  }
  if (options.campaigns) {
    await store.write(campaignStatements(options.campaigns.map((one) => ({ ...always, ...one }))));
    await house.memory.readDesk();
  }
  await house.start();
  let posted = 0;
  const settle = async () => {
    await house.engine.idle();
    await house.outbox.idle();
  };
  return {
    ...house,
    web: door,
    deeds,
    clock,
    folder,
    settle,
    post: async (message) => {
      await door.receive({ id: `m${++posted}-${clock.now()}`, name: '', language: 'en', desk: false, files: [], ...message });
      await settle();
    },
    close: async () => {
      await house.stop();
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}
