// How long the reports' page takes over a hundred thousand requests: counted for the first time, and then each page, from its address to its last byte;
// facts are read ahead, as after a start, and each page reads only what is new. And the memory that the facts take between two pages.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { web } from '../bots/web/index.ts';
import { staffStatement } from '../db/desk.ts';
import { openFile } from '../db/file.ts';
import { freshenFacts } from '../db/reports.ts';
import { shippedCatalogue } from '../flows/catalogue.ts';
import { parseHours } from '../flows/hours-written.ts';
import { realClock } from '../src/clock.ts';
import { folderFiles } from '../src/files.ts';
import { openHouse } from '../src/house.ts';
import { silentLog } from '../src/log.ts';
import { createApp } from '../src/web/app.tsx';
import { createDeeds } from '../src/web/staff/deeds.ts';
import { writeHistory } from './history.ts';

const yearMs = 365 * 86_400_000;
const since = (start: number): string => `${Math.round(performance.now() - start)} ms`;

/** Prints the times; `tickets` in all, filed over two years. */
export async function measureReports(tickets: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'alur-reports-'));
  const store = await openFile(join(folder, 'alur.db'));
  const now = realClock.now();
  const [hours, door] = [parseHours('America/Sao_Paulo'), web(realClock.now)];
  const house = await openHouse({
    ...{ store, alone: true, clock: realClock, log: silentLog, files: folderFiles(join(folder, 'files')), catalogue: shippedCatalogue() },
    ...{ languages: ['en'], zone: hours.zone, hours, channels: () => [door], fallbackDesk: null, fixedDesk: null },
  });
  try {
    await store.write([staffStatement({ address: 'web:you', name: 'Bruno Dias', role: 'manager' })]);
    await house.memory.readDesk();
    let start = performance.now();
    await writeHistory(store, { tickets, from: now - 2 * yearMs, until: now, hours });
    console.log(`${tickets} requests and their events written: ${since(start)}`);
    start = performance.now();
    await freshenFacts(store, hours, Number.POSITIVE_INFINITY);
    console.log(`All of them counted for the first time: ${since(start)}`);
    start = performance.now();
    await house.memory.facts.ready();
    console.log(`All of them read ahead, while nobody waits: ${since(start)}\n`);
    const app = createApp({
      ...{ house, web: door, deeds: createDeeds({ store, clock: realClock }), log: silentLog, clock: realClock },
      ...{ access: { open: true, key: '' }, webhooks: new Map(), files: folderFiles(join(folder, 'files')) },
      ...{ languages: ['en'], zone: hours.zone, brand: { name: 'Alur' } },
    });
    const day = (ago: number) => new Date(now - ago).toISOString().slice(0, 10);
    const [year, twoYears] = [yearMs, 2 * yearMs].map((ago) => `?from=${day(ago)}&to=${day(0)}`);
    const pages: [name: string, query: string, times: number][] = [
      ['two years, the first page', `${twoYears}`, 1],
      ['this week', '?span=week', 5],
      ['this month', '?span=month', 5],
      ['this quarter', '?span=quarter', 5],
      ['a year, by channel', `${year}&by=channel`, 5],
      ['a year, one service', `${year}&service=banner`, 5],
      ['two years, all of them', `${twoYears}`, 5],
      ['two years, by campaign', `${twoYears}&by=campaign&channel=whatsapp`, 5],
    ];
    for (const [name, query, times] of pages) {
      const taken: number[] = [];
      let size = 0;
      const cpu = process.cpuUsage();
      for (let i = 0; i < times; i++) {
        start = performance.now();
        size = (await (await app.request(`http://localhost/reports${query}`, { headers: { accept: 'text/html' } })).arrayBuffer())
          .byteLength;
        taken.push(performance.now() - start);
      }
      const { user, system } = process.cpuUsage(cpu);
      const told = [taken.sort((a, b) => a - b)[times >> 1] ?? 0, (user + system) / 1000 / times];
      const [wall, used] = told.map((ms) => `${Math.round(ms)} ms`.padStart(9));
      console.log(`${name.padEnd(27)}${wall}, ${used} of CPU, ${(size / 1024).toFixed(0)} kB`);
    }
    const { turns, loops, ...columns } = await house.memory.facts.read({ from: 0, to: now });
    const bytes = [columns, turns, loops]
      .flatMap((one) => Object.values<unknown>(one))
      .map((one) => (ArrayBuffer.isView(one) ? one.byteLength : 0));
    console.log(`\nKept in memory: ${(bytes.reduce((sum, one) => sum + one) / 1_000_000).toFixed(1)} MB of columns`);
  } finally {
    await house.stop(); // closes the store
    rmSync(folder, { recursive: true, force: true });
  }
}
