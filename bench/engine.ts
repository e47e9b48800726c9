// Guided intakes through the real engine on a real file, beside a bare libSQL loop that writes the same rows in the same groups.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Channel, Take } from '../bots/channel.ts';
import { openFile } from '../db/file.ts';
import { shippedCatalogue } from '../flows/catalogue.ts';
import type { Inbound } from '../flows/message.ts';
import { realClock } from '../src/clock.ts';
import { folderFiles } from '../src/files.ts';
import { openHouse } from '../src/house.ts';
import { silentLog } from '../src/log.ts';
import { bareLoop } from './bare.ts';

/** One guided intake as a client types it, greeting to confirmation. What is free to write, no two write alike. */
const scriptOf = (client: number): string[] => [
  'oi, bom dia',
  'Banner',
  `Campanha de Black Friday da loja ${client}, com foco na loja online`,
  'No site',
  `Até 50% de desconto na loja ${client}, só até domingo`,
  'pular',
  'sim',
];

const Update = z.object({
  id: z.string(),
  from: z.object({ id: z.number(), name: z.string(), language: z.string() }),
  text: z.string(),
  at: z.number(),
});

const steps = scriptOf(0).length;

type Loop = Channel & { push: (update: unknown) => Promise<void>; sent: Map<string, number> };

/** A channel whose other end is this process: it parses what it is given, as every channel does, and remembers when a reply left. */
function loop(): Loop {
  let take: Take = () => Promise.reject(new Error('not started'));
  const sent = new Map<string, number>();
  return {
    name: 'loop',
    sent,
    start: async (given) => {
      take = given;
    },
    stop: async () => undefined,
    pace: () => 0,
    send: async (parcel) => {
      sent.set(parcel.id, performance.now());
      return { messages: [parcel.id] };
    },
    push: async (raw) => {
      const update = Update.parse(raw);
      const address = `loop:${update.from.id}`;
      const inbound: Inbound = {
        type: 'message',
        id: `loop:${update.id}`,
        contact: 'loop',
        chat: address,
        from: { address, name: update.from.name, language: update.from.language },
        message: update.id,
        at: update.at,
        text: update.text,
        files: [],
      };
      await take(inbound);
    },
  };
}

export type Measure = {
  group: number;
  messages: number;
  perSecond: number;
  intakesPerSecond: number;
  p50: number;
  p99: number;
  barePerSecond: number;
  ratio: number;
  /** The same by CPU time of all threads: what other programs on the machine do does not show in it. */
  cpuRatio: number;
};

/** Runs one measurement: `clients` intakes with `group` conversations in flight. */
export async function measureEngine(group: number, clients: number): Promise<Measure> {
  const folder = mkdtempSync(join(tmpdir(), 'alur-bench-'));
  try {
    const path = join(folder, 'alur.db');
    const channel = loop();
    const house = await openHouse({
      store: await openFile(path),
      alone: true,
      files: folderFiles(join(folder, 'files')),
      clock: realClock,
      log: silentLog,
      catalogue: shippedCatalogue(),
      languages: ['en', 'pt-BR'],
      zone: 'UTC',
      channels: () => [channel],
      fallbackDesk: { contact: 'loop', chat: 'loop:desk', language: 'en' },
      fixedDesk: null,
    });
    await house.start();
    const asked = new Map<string, number>();
    const began = performance.now();
    const cpuBegan = process.cpuUsage();
    let messages = 0;
    for (let first = 0; first < clients; first += group) {
      for (let step = 0; step < steps; step++) {
        const round: Promise<void>[] = [];
        for (let client = first; client < Math.min(clients, first + group); client++) {
          const id = `${client}:${step}`;
          const text = scriptOf(client)[step] ?? '';
          asked.set(`loop:${id}#0`, performance.now());
          round.push(
            channel.push({ id, from: { id: client, name: `Client ${client}`, language: 'pt-br' }, text, at: 1_795_428_000_000 + messages }),
          );
          messages++;
        }
        await Promise.all(round);
      }
    }
    await house.engine.idle();
    await house.outbox.idle();
    const seconds = (performance.now() - began) / 1000;
    const cpuSeconds = secondsOf(process.cpuUsage(cpuBegan));
    const waits = [...asked].map(([id, at]) => (channel.sent.get(id) ?? Number.NaN) - at).sort((a, b) => a - b);
    await check(house.store, messages);
    await house.stop();
    const bare = bareLoop(path, join(folder, 'bare.db'), group);
    const perSecond = messages / seconds;
    return {
      group,
      messages,
      perSecond,
      intakesPerSecond: clients / seconds,
      p50: waits[Math.floor(waits.length * 0.5)] ?? Number.NaN,
      p99: waits[Math.floor(waits.length * 0.99)] ?? Number.NaN,
      barePerSecond: messages / bare.seconds,
      ratio: bare.seconds / seconds,
      cpuRatio: bare.cpuSeconds / cpuSeconds,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const secondsOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;

/** Every message is in the inbox, and every reply was sent: a fast engine that loses some has measured nothing. */
async function check(store: Awaited<ReturnType<typeof openFile>>, messages: number): Promise<void> {
  const [counts] = await store.read({
    sql: "SELECT (SELECT count(*) FROM inbox) AS inbox, (SELECT count(*) FROM outbox WHERE state = 'sent') AS sent, (SELECT count(*) FROM outbox) AS outbox, (SELECT count(*) FROM outbox WHERE address LIKE 'loop:%') AS replies",
    args: [],
  });
  if (Number(counts?.inbox) !== messages || Number(counts?.sent) !== Number(counts?.outbox) || Number(counts?.replies) !== messages) {
    throw new Error(`The benchmark lost something: ${JSON.stringify(counts)} for ${messages} messages.`);
  }
}
