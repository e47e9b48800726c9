// WhatsApp for a test: the loopback server with its phones, and the real channel, whose account runs in a process of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel, OpenFile } from '../../bots/channel.ts';
import { type WhatsApp as WhatsAppChannel, whatsapp } from '../../bots/whatsapp/index.ts';
import type { WhatsAppState } from '../../bots/whatsapp/state.ts';
import type { AccountOptions } from '../../bots/whatsapp/wire.ts';
import type { FileRef } from '../../flows/message.ts';
import type { Settings } from '../../flows/settings.ts';
import type { Log } from '../../src/log.ts';
import { dialProcess } from '../../src/whatsapp-door.ts';
import { patienceMs } from '../loopback/patience.ts';
import { type Addressing, openWhatsApp, type Phone, type Received, type WhatsApp } from '../loopback/whatsapp/index.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { build, root } from './process-build.ts';

export type WhatsAppDoor = {
  readonly server: WhatsApp;
  /** Every state that the channel has told. */
  readonly states: WhatsAppState[];
  /** What the account said to the log. */
  readonly logged: string[];
  /** Makes the channel, for a house that is being built. */
  make(openFile: OpenFile): Channel[];
  channel(): WhatsAppChannel;
  /** Resolves with the first state of this type since the last one that was waited for. */
  until<T extends WhatsAppState['type']>(type: T, ms?: number): Promise<Extract<WhatsAppState, { type: T }>>;
  /** Scans the QR; resolves when the account is open. */
  pair(): Promise<void>;
  close(): Promise<void>;
};

export type DoorOptions = { folder: string; server?: WhatsApp; account?: Partial<AccountOptions> };

export async function openWhatsAppDoor({ folder, server: given, account }: DoorOptions): Promise<WhatsAppDoor> {
  await build();
  const server = given ?? (await openWhatsApp());
  const states: WhatsAppState[] = [];
  const logged: string[] = [];
  const note = (facts: object, sentence: string) => void logged.push(`${sentence} ${JSON.stringify(facts)}`);
  const log: Log = { info: note, warn: note, error: note };
  let made: WhatsAppChannel | undefined;
  let seen = 0;
  const channel = (): WhatsAppChannel => {
    if (!made) throw new Error('No house has made the channel yet.');
    return made;
  };
  const options: AccountOptions = {
    contact: 'whatsapp',
    account: 'main',
    folder,
    socketUrl: server.url,
    perMinute: 100_000,
    perDay: 1_000_000,
    typingMs: 0,
    ackMs: 20_000,
    ...account,
  };
  const env = { ...process.env, ...server.env };
  const until: WhatsAppDoor['until'] = async (type, ms = patienceMs) => {
    for (const end = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 5))) {
      const at = states.findIndex((state, i) => i >= seen && state.type === type);
      const found = states[at];
      if (found) {
        seen = at + 1;
        return found as never; // its type is the one that was asked for
      }
      if (Date.now() > end) throw new Error(`WhatsApp did not become ${type}: ${JSON.stringify(states)}\n${logged.join('\n')}`);
    }
  };
  return {
    server,
    states,
    logged,
    make: (openFile) => {
      made = whatsapp({
        options,
        dial: () => dialProcess(join(root, 'dist/src/whatsapp-worker.js'), env),
        openFile,
        log,
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      });
      made.watch((state) => states.push(state));
      return [made];
    },
    channel,
    until,
    pair: async () => {
      for (;;) {
        const { qr } = await until('unpaired');
        if (!qr) continue;
        await server.owner.scan(qr);
        break;
      }
      await until('open');
    },
    close: async () => {
      if (!given) await server.stop();
    },
  };
}

/** Waits, in real time, until it holds. */
export async function eventually(holds: () => boolean | Promise<boolean>, what: string, ms = patienceMs): Promise<void> {
  for (const end = Date.now() + ms; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 3))) {
    if (Date.now() > end) throw new Error(`It did not come to pass within ${ms} ms: ${what}`);
  }
}

/** A client with a phone. What they do resolves with what came to the phone for it, once the house is at rest. */
export type PhoneClient = {
  readonly phone: Phone;
  says(text: string, options?: { quote?: string }): Promise<Received[]>;
  /** Any act of the phone's: resolves likewise. */
  does(act: (phone: Phone) => Promise<string>): Promise<Received[]>;
  /** What came since this was last asked, or since the client last did something. */
  news(): Received[];
};

/** `contact`: the number that they write to. */
export function phoneClient(phone: Phone, house: TestHouse, settle: () => Promise<void>, contact = 'whatsapp'): PhoneClient {
  let seen = 0;
  const news = (): Received[] => {
    const all = phone.inbox.slice(seen);
    seen = phone.inbox.length;
    return all;
  };
  const does: PhoneClient['does'] = async (act) => {
    news();
    const id = await act(phone);
    await arrived(house, id);
    await settle();
    await received(house, phone, contact);
    return news();
  };
  return { phone, says: (text, options) => does((one) => one.say(text, options)), does, news };
}

/** Until the message with this id is committed. */
export const arrived = (house: TestHouse, id: string): Promise<void> =>
  eventually(
    async () => (await house.store.read({ sql: "SELECT 1 FROM inbox WHERE id LIKE '%:' || ?1", args: [id] })).length > 0,
    `the message ${id} to be committed`,
  );

/** Until the phone has everything that left for it: WhatsApp acknowledges a message a moment before the phone shows it. */
export async function received(house: TestHouse, phone: Phone, contact = 'whatsapp'): Promise<void> {
  const names = [`${contact}:${phone.lid}`, `${contact}:${phone.number}`];
  await eventually(async () => {
    const rows = await house.store.read({
      sql: "SELECT external_id FROM outbox WHERE state = 'sent' AND external_id IS NOT NULL AND address IN (SELECT value FROM json_each(?1))",
      args: [JSON.stringify(names)],
    });
    return rows.every(({ external_id }) => phone.inbox.some(({ id }) => id === external_id));
  }, 'the phone to have what was sent to it');
}

export type WhatsAppHouse = {
  readonly door: WhatsAppDoor;
  readonly house: TestHouse;
  readonly server: WhatsApp;
  readonly folder: string;
  client(number: string, plan?: { name?: string; addressing?: Addressing }): PhoneClient;
  /** Writes at the desk, which is the web's. */
  desk(text: string, files?: FileRef[]): Promise<void>;
  rows(sql: string, ...args: (string | number)[]): Promise<Record<string, unknown>[]>;
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** A house with WhatsApp paired, and its desk on the web. With `folder`, what an earlier one left is taken up. */
export async function openWhatsAppHouse(
  options: { folder?: string; server?: WhatsApp; account?: Partial<AccountOptions>; paired?: boolean; settings?: Partial<Settings> } = {},
): Promise<WhatsAppHouse> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'alur-'));
  const door = await openWhatsAppDoor({ ...options, folder });
  const house = await openTestHouse({
    folder,
    channels: door.make,
    languages: ['en', 'pt-BR'],
    ...(options.settings ? { settings: options.settings } : {}),
  });
  if (options.paired) await door.until('open');
  else await door.pair();
  const rows: WhatsAppHouse['rows'] = (sql, ...args) => house.store.read({ sql, args });
  /** The house's clock stands still: what waits for a retry is made due. */
  const settle = async () => {
    for (;;) {
      await house.settle();
      const [row] = await rows("SELECT min(due_at) AS due FROM outbox WHERE state = 'queued' AND owner IS NULL AND due_at IS NOT NULL");
      if (typeof row?.due !== 'number') return;
      house.clock.set(Math.max(row.due, house.clock.now()));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  let posted = 0;
  return {
    door,
    house,
    server: door.server,
    folder,
    client: (number, { name = 'Ana', addressing = 'lid' } = {}) =>
      phoneClient(door.server.phone({ name, number, addressing }), house, settle),
    desk: async (text, files = []) => {
      await house.web.receive({ id: `desk${++posted}`, as: 'bruno', name: 'Bruno', desk: true, text, files });
      await settle();
    },
    rows,
    settle,
    close: async () => {
      await house.close();
      await door.close();
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}
