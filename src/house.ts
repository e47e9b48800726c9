// Builds the house from its parts: store, memory, engine, outbox and doors. main.ts, the tests and the benchmark all use this one.

import type { Channel, OpenFile } from '../bots/channel.ts';
import { movedStatements, readFileHash, readIsTaken, readOpenLanes, settingStatement } from '../db/desk.ts';
import { migrate } from '../db/migrate.ts';
import { releaseStatement, reopenTopicStatements } from '../db/outbox.ts';
import type { Store } from '../db/store.ts';
import type { Catalogue } from '../flows/catalogue.ts';
import { linkOfQr } from '../flows/contact-links.ts';
import { personOfExport } from '../flows/export-file.ts';
import type { Hours } from '../flows/hours.ts';
import { parseHours } from '../flows/hours-written.ts';
import { isApart } from '../flows/mail.ts';
import { type Inbound, panelContact } from '../flows/message.ts';
import { type Settings, usualSettings } from '../flows/settings.ts';
import type { Desk } from '../flows/turn.ts';
import { createBursts } from './bursts.ts';
import { fixedCatalogue, type LiveCatalogue, type OpenCatalogue } from './catalogue.ts';
import { type Changes, createChanges } from './changes.ts';
import type { Clock } from './clock.ts';
import { createDigest } from './digest.ts';
import { createEngine, type Engine } from './engine.ts';
import { clearErased } from './erased.ts';
import { openExport } from './export.ts';
import type { FileStore } from './files.ts';
import { codeHasher } from './joins.ts';
import { createLease } from './lease.ts';
import type { Log } from './log.ts';
import { type Memory, openMemory } from './memory.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { PanelLinks } from './panel-links.ts';
import { qrPng } from './qr.ts';
import { tick } from './schedule.ts';
import { openWaiting } from './waiting.ts';

export type HouseParts = {
  store: Store;
  /** The schema is known to be the newest: a Worker asks once in its life, not once a request. */
  migrated?: boolean;
  /** This process is the only one that writes the store. */
  alone: boolean;
  files: FileStore;
  clock: Clock;
  log: Log;
  /** Opened on the store; a plain one never changes. */
  catalogue: Catalogue | OpenCatalogue;
  /** The house's own language first. */
  languages: readonly string[];
  zone: string;
  /** When the team works; from Monday to Friday, 9 to 18, when left out. And what time does to tickets. */
  hours?: Hours | (() => Promise<Hours>);
  settings?: Partial<Settings>;
  /** When the desk gets its digest each working morning, `HH:MM`; never, when left out. */
  digestAt?: string;
  /** Makes and knows the links to clients' own pages; where there are none, nobody is offered one. */
  links?: PanelLinks;
  /** Makes the doors; `openFile` gives them the bytes of kept files. */
  channels: (openFile: OpenFile) => Channel[] | Promise<Channel[]>;
  /** Who works the desk while none is claimed. */
  fallbackDesk: Desk | null;
  /** The desk that the configuration names. */
  fixedDesk: Desk | null;
};

export type House = {
  engine: Engine;
  outbox: Outbox;
  memory: Memory;
  store: Store;
  channels: readonly Channel[];
  files: FileStore;
  /** The bytes of a kept file, or of one that is made when it is asked for. */
  openFile: OpenFile;
  catalogue: LiveCatalogue;
  /** When the team works, in its zone; what time does to tickets. */
  hours: Hours;
  settings: Settings;
  /** Knows the links to clients' own pages, where there are such pages. */
  links: PanelLinks | undefined;
  /** Tells of what was committed. */
  changes: Changes;
  /** Opens the doors and begins to send. */
  start(): Promise<void>;
  /** Works the timers that are due. */
  tick(): Promise<number>;
  /** Resolves when everything that this process began to hear is answered, bursts too. */
  rest(): Promise<void>;
  /** Closes the doors, lets what is under way end, and closes the store. */
  stop(): Promise<void>;
  /** The one-time code for `/claim`, or null once the desk is claimed. */
  claimCode(): string | null;
};

export async function openHouse(parts: HouseParts): Promise<House> {
  const { store, clock, log, files } = parts;
  if (!parts.migrated) await migrate(store);
  const catalogue = typeof parts.catalogue === 'function' ? await parts.catalogue(store) : fixedCatalogue(parts.catalogue);
  const hours = typeof parts.hours === 'function' ? await parts.hours() : (parts.hours ?? parseHours(parts.zone));
  const settings = { ...usualSettings, ...parts.settings };
  const memory = await openMemory(store, { ...parts, hours });
  await ensureClaimCode(store, memory);
  const owner = crypto.randomUUID();
  const leaseUntil = createLease(clock);
  const openFile: OpenFile = async ({ id }) => {
    const person = personOfExport(id);
    if (person !== undefined) return openExport(store, person, clock.now());
    const link = linkOfQr(id);
    if (link !== undefined) return qrPng(link);
    const hash = await readFileHash(store, id);
    return hash === null ? null : files.get(hash);
  };
  const channels = await parts.channels(openFile);
  let isCommitting = () => false;
  const changes = createChanges();
  const waiting = await openWaiting(store, parts.alone);
  const outbox = createOutbox({
    waiting,
    isCommitting: () => isCommitting(),
    store,
    clock,
    log,
    files,
    links: parts.links,
    owner,
    leaseUntil,
    channels: new Map(channels.map((channel) => [channel.name, channel])),
    desk: memory.desk,
    moveDesk: async (desk, to) => {
      await store.write(movedStatements(desk.chat, to, desk));
      await memory.readDesk();
      await openTopics(store, outbox);
    },
  });
  const engine = createEngine({
    store,
    memory,
    clock,
    log,
    owner,
    leaseUntil,
    catalogue: catalogue.current,
    freshen: catalogue.freshen,
    languages: parts.languages,
    zone: parts.zone,
    hours,
    settings,
    panel: parts.links !== undefined,
    newId: () => crypto.randomUUID(),
    contacts: channels.map(({ name }) => name),
    codeHash: codeHasher(store),
    groupSize: parts.alone ? 200 : 1,
    outbox,
    onCommitted: (rows) => {
      changes.tell(rows);
      for (const { inbound, desk, timers } of rows) {
        bursts.note(timers);
        if (opensChat(inbound) && waiting.take(inbound.chat))
          void outbox.unpark(inbound.chat).catch((error: unknown) => {
            waiting.note(inbound.chat);
            log.error({ err: String(error) }, 'Parked messages could not be released; they leave when the client writes again.');
          });
        if (inbound.type === 'delivery' && inbound.next === 'park') waiting.note(inbound.chat);
        if (inbound.type === 'delivery' && inbound.next === 'again') outbox.wake();
        if (desk)
          void openTopics(store, outbox).catch((error: unknown) =>
            log.error({ err: String(error) }, 'The topics of open tickets could not be opened at the new desk; /card opens one.'),
          );
      }
    },
  });
  isCommitting = engine.isCommitting;
  const bursts = createBursts({ clock, log, take: engine.take });
  const { digestAt, zone } = parts;
  const digest = digestAt
    ? createDigest({ at: digestAt, zone, desk: memory.desk, take: engine.take, isTaken: (id) => readIsTaken(store, id) })
    : undefined;
  if (parts.alone) await store.write([releaseStatement(clock.now())]);
  const awake = (contact: string) =>
    void outbox
      .awake(contact)
      .catch((error: unknown) => log.error({ contact, err: String(error) }, 'What waits for this channel leaves at its next try.'));

  return {
    engine,
    outbox,
    memory,
    store,
    channels,
    files,
    openFile,
    catalogue,
    hours,
    settings,
    changes,
    links: parts.links,
    claimCode: memory.claimCode,
    start: async () => {
      outbox.start();
      for (const channel of channels) await channel.start(engine.take, () => awake(channel.name));
      catalogue.listen((problems) => tellDesk(parts, engine, problems));
    },
    tick: async () => {
      const worked = await tick(store, engine.take, clock.now());
      await digest?.(clock.now());
      await clearErased({ store, files, channels, clock, log });
      return worked;
    },
    rest: async () => {
      await bursts.idle();
      await outbox.idle();
    },
    stop: async () => {
      for (const channel of channels) await channel.stop();
      await bursts.stop();
      await engine.idle();
      await outbox.stop();
      await catalogue.stop();
      store.close();
    },
  };
}

/** The team hears of a file of theirs that is wrong, and that it is mended, as of any other alarm. */
function tellDesk({ clock, log }: HouseParts, engine: Engine, details: readonly string[]): void {
  const [chat, at] = ['catalogue:files', clock.now()];
  const from = { address: chat, name: '' };
  const alarm: Inbound = {
    type: 'alarm',
    id: `${chat}:${crypto.randomUUID()}`,
    contact: 'catalogue',
    chat,
    from,
    at,
    what: 'catalogue',
    details: [...details],
  };
  engine
    .take(alarm)
    .catch((error: unknown) =>
      log.error({ err: String(error) }, 'The desk could not be told of the service catalogue; npm run catalogue -- check tells it.'),
    );
}

/** The client is there: what waited for that can leave. */
const opensChat = (inbound: Inbound): boolean =>
  (inbound.type === 'message' && !isApart(inbound)) ||
  (inbound.type === 'choice' && inbound.contact !== panelContact) ||
  (inbound.type === 'reach' && inbound.reachable);

/** A new desk gets the topics of the open tickets, and what waited for a desk leaves. */
async function openTopics(store: Store, outbox: Outbox): Promise<void> {
  const lanes = await readOpenLanes(store);
  await store.write([
    ...reopenTopicStatements(lanes),
    {
      sql: "UPDATE outbox SET due_at = 0 WHERE state = 'queued' AND owner IS NULL AND seq IN (SELECT min(seq) FROM outbox WHERE state = 'queued' AND address >= 'desk' AND address < 'desk;' GROUP BY address)",
      args: [],
    },
  ]);
  outbox.wake();
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Makes the claim code on the first start; an empty one means that it was used. */
async function ensureClaimCode(store: Store, memory: Memory): Promise<void> {
  const [row] = await store.read({ sql: "SELECT value FROM setting WHERE key = 'claim_code'", args: [] });
  if (row) return;
  const code = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => letters[byte % letters.length]).join('');
  await store.write([settingStatement('claim_code', code)]);
  await memory.readDesk();
}
