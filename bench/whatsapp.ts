// Round trips over WhatsApp: phones say a word and have the answer, through the real Baileys in the account's own process, on its
// own file, with the loopback server; first by an account that only echoes, then with the whole house behind it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OpenFile } from '../bots/channel.ts';
import { type WhatsApp as Channel, whatsapp } from '../bots/whatsapp/index.ts';
import { openFile } from '../db/file.ts';
import { shippedCatalogue } from '../flows/catalogue.ts';
import { realClock } from '../src/clock.ts';
import { folderFiles } from '../src/files.ts';
import { openHouse } from '../src/house.ts';
import { silentLog } from '../src/log.ts';
import { dialProcess } from '../src/whatsapp-door.ts';
import { openWhatsApp, type Phone, type WhatsApp } from '../test/loopback/whatsapp/index.ts';

export type RoundTrips = { phones: number; perSecond: number; p50: number; p95: number };

/** Behind the account: nothing but an echo, or the house. */
export type Behind = 'account' | 'house';

/** Opens everything once, and measures for each number of phones. Each says so many words, one after the other's answer. */
export async function measureWhatsApp(behind: Behind, numbers: readonly number[], words: number): Promise<RoundTrips[]> {
  const folder = mkdtempSync(join(tmpdir(), 'alur-bench-'));
  const server = await openWhatsApp();
  // The server is compiled for this, its preload is not: the bot's process loads it from the sources.
  const preload = pathToFileURL(resolve('test/loopback/whatsapp/preload.mjs')).href;
  const env = { ...process.env, ...server.env, NODE_OPTIONS: `--import=${preload}` };
  const make = (openFile: OpenFile): Channel =>
    whatsapp({
      options: {
        contact: 'whatsapp',
        account: 'main',
        folder,
        socketUrl: server.url,
        perMinute: 1e9,
        perDay: 1e9,
        typingMs: 0,
        ackMs: 20_000,
      },
      dial: () => dialProcess(undefined, env),
      openFile,
      log: silentLog,
      sleep: realClock.sleep,
    });
  const close = await (behind === 'house' ? openWholeHouse : openEcho)(folder, make, server);
  try {
    const results: RoundTrips[] = [];
    for (const count of numbers) results.push(await roundTrips(phonesOf(server, count), words));
    return results;
  } finally {
    await close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Open = (folder: string, make: (openFile: OpenFile) => Channel, server: WhatsApp) => Promise<() => Promise<void>>;

const openEcho: Open = async (_, make, server) => {
  const channel = make(async () => null);
  await channel.start(async (inbound) => {
    if (inbound.type === 'message')
      void channel.send({ id: inbound.id, to: inbound.chat, body: { type: 'text', text: `You said: ${inbound.text}` } });
    return 0;
  });
  await pair(channel, server);
  return channel.stop;
};

const openWholeHouse: Open = async (folder, make, server) => {
  let channel: Channel | undefined;
  const house = await openHouse({
    store: await openFile(join(folder, 'alur.db')),
    alone: true,
    files: folderFiles(join(folder, 'files')),
    clock: realClock,
    log: silentLog,
    catalogue: shippedCatalogue(),
    languages: ['en', 'pt-BR'],
    zone: 'UTC',
    channels: (open) => {
      channel = make(open);
      return [channel];
    },
    fallbackDesk: null,
    fixedDesk: null,
  });
  await house.start();
  if (channel) await pair(channel, server);
  return house.stop;
};

async function pair(channel: Channel, server: WhatsApp): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let scanned = false;
    channel.watch((state) => {
      if (state.type === 'open') resolve();
      if (state.type !== 'unpaired' || !state.qr || scanned) return;
      scanned = true;
      server.owner.scan(state.qr).catch(reject);
    });
  });
}

let lastNumber = 15_550_100_000;
const phonesOf = (server: WhatsApp, count: number): Phone[] =>
  Array.from({ length: count }, (_, i) => server.phone({ name: `Phone ${i}`, number: String(++lastNumber) }));

/** The first words, which make a session and a person, are not counted. */
async function roundTrips(phones: readonly Phone[], words: number): Promise<RoundTrips> {
  const waits: number[] = [];
  const trip = async (phone: Phone): Promise<void> => {
    const from = performance.now();
    await phone.say('status');
    await phone.next(60_000);
    waits.push(performance.now() - from);
  };
  for (let warm = 0; warm < 5; warm++) await Promise.all(phones.map(trip));
  waits.length = 0;
  const began = performance.now();
  await Promise.all(
    phones.map(async (phone) => {
      for (let word = 0; word < words; word++) await trip(phone);
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  for (const phone of phones)
    if (phone.inbox.length !== words + 5)
      throw new Error(`The benchmark lost or doubled something: ${phone.name} has ${phone.inbox.length}.`);
  waits.sort((a, b) => a - b);
  const at = (part: number): number => waits[Math.floor(waits.length * part)] ?? Number.NaN;
  return { phones: phones.length, perSecond: waits.length / seconds, p50: at(0.5), p95: at(0.95) };
}
