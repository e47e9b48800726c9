// `npm run bench -- engine`, `-- whatsapp` or `-- reports`: the benchmarks; the first two as ratios in one run.
import { type Measure, measureEngine } from './engine.ts';
import { measureReports } from './reports.ts';
import { measureWhatsApp } from './whatsapp.ts';

const rounds = 5;
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

type Column = [head: string, width: number, cell: (of: (pick: (run: Measure) => number) => number) => string];
const columns: Column[] = [
  ['messages/s', 12, (of) => of((run) => run.perSecond).toFixed(0)],
  ['intakes/s', 11, (of) => of((run) => run.intakesPerSecond).toFixed(0)],
  ['p50 ms', 9, (of) => of((run) => run.p50).toFixed(1)],
  ['p99 ms', 9, (of) => of((run) => run.p99).toFixed(1)],
  ['bare/s', 9, (of) => of((run) => run.barePerSecond).toFixed(0)],
  ['ratio', 8, (of) => of((run) => run.ratio).toFixed(2)],
  ['by CPU', 8, (of) => of((run) => run.cpuRatio).toFixed(2)],
];

async function engine(): Promise<void> {
  console.log('Guided intakes (7 messages each) through the real engine on a real file (WAL, synchronous FULL),');
  console.log('beside a bare loop over prepared statements that writes the same rows in the same groups.');
  console.log(`Medians of ${rounds} rounds after one to warm up; the two run one after the other in each round.\n`);
  console.log(`group${columns.map(([head, width]) => head.padStart(width)).join('')}`);
  for (const group of [1, 10, 50, 200]) {
    const clients = group === 1 ? 300 : 2000;
    await measureEngine(group, clients);
    const runs: Measure[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await measureEngine(group, clients));
    const of = (pick: (run: Measure) => number) => median(runs.map(pick));
    console.log(`${String(group).padStart(5)}${columns.map(([, width, cell]) => cell(of).padStart(width)).join('')}`);
  }
}

async function whatsapp(): Promise<void> {
  console.log('Round trips over WhatsApp (a word, and its answer on the phone): real Baileys in the account’s process, loopback server.');
  console.log(
    `“account” only echoes; “house” takes a turn and commits it. Medians of ${rounds} rounds, phones and server on the same machine.\n`,
  );
  console.log(`${'behind'.padEnd(10)}phones   round trips/s   p50 ms   p95 ms   times 1 phone`);
  for (const behind of ['account', 'house'] as const) {
    const runs = await measureWhatsApp(behind, Array(rounds).fill([1, 20]).flat(), 30);
    const one = median(runs.filter(({ phones }) => phones === 1).map(({ perSecond }) => perSecond));
    for (const phones of [1, 20]) {
      const those = runs.filter((run) => run.phones === phones);
      const of = (pick: (run: (typeof runs)[number]) => number) => median(those.map(pick));
      const rate = of((run) => run.perSecond);
      const cells = [
        rate.toFixed(0).padStart(16),
        of((run) => run.p50)
          .toFixed(1)
          .padStart(9),
        of((run) => run.p95)
          .toFixed(1)
          .padStart(9),
      ];
      console.log(`${behind.padEnd(10)}${String(phones).padStart(6)}${cells.join('')}${(rate / one).toFixed(2).padStart(16)}`);
    }
  }
}

const benches: Readonly<Record<string, () => Promise<void>>> = { engine, whatsapp, reports: () => measureReports(100_000) };
const [name = 'engine'] = process.argv.slice(2);
const bench = benches[name];
if (bench) await bench();
else {
  console.error(`There is no benchmark "${name}". There are: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 1;
}
