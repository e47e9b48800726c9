// `npm run bench -- engine`: the benchmarks, as ratios in one run.
import { type Measure, measureEngine } from './engine.ts';

const rounds = 3;
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function engine(): Promise<void> {
  console.log(
    'Guided intakes (7 messages each) through the real engine on a real file (WAL, synchronous FULL), beside a bare loop that writes the same rows.',
  );
  console.log(`Median of ${rounds} rounds; the two run one after the other in each round.\n`);
  console.log('group  messages/s  intakes/s   p50 ms   p99 ms   bare messages/s   ratio');
  for (const group of [1, 10, 50, 200]) {
    const clients = group === 1 ? 400 : 2000;
    const runs: Measure[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await measureEngine(group, clients));
    const of = (pick: (run: Measure) => number) => median(runs.map(pick));
    const cells = [
      String(group).padStart(5),
      of((r) => r.perSecond)
        .toFixed(0)
        .padStart(11),
      of((r) => r.intakesPerSecond)
        .toFixed(0)
        .padStart(10),
      of((r) => r.p50)
        .toFixed(1)
        .padStart(8),
      of((r) => r.p99)
        .toFixed(1)
        .padStart(8),
      of((r) => r.barePerSecond)
        .toFixed(0)
        .padStart(17),
      of((r) => r.ratio)
        .toFixed(2)
        .padStart(7),
    ];
    console.log(cells.join(' '));
  }
}

const [name = 'engine'] = process.argv.slice(2);
if (name === 'engine') await engine();
else {
  console.error(`There is no benchmark "${name}". There is: engine.`);
  process.exitCode = 1;
}
