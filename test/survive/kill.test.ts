// The program is killed between any two messages of the seed's banner walk, and within each of them; the walk goes on where it was.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runAlur } from '../support/process-alur.ts';
import { build } from '../support/process-build.ts';
import { openProcessDesk, type ProcessDesk } from '../support/process-desk.ts';
import { type OffsetWatch, watchOffsets } from '../support/process-offsets.ts';
import { readStore } from '../support/process-store.ts';
import { answersOf, bannerPlaces, bannerWalk, type WalkStep } from '../support/process-walk.ts';

/** When the kill strikes. */
const moments = ['down', 'speaking', 'sending', 'answered', 'quiet', 'starting'] as const;
type Moment = (typeof moments)[number];

const seeds = process.env.ALUR_LONG ? [1, 2, 3, 4, 5, 6] : [1];

let desk: ProcessDesk;
let watch: OffsetWatch;
beforeEach(async () => {
  await build();
  desk = await openProcessDesk();
  watch = watchOffsets(desk.api, desk.folder);
}, 120_000);
afterEach(async () => {
  await watch.stop();
  await desk.close();
});

test.each(seeds)('goes on where it was, whenever it is killed (seed %i)', { timeout: 600_000 }, async (seed) => {
  const random = mulberry(seed);
  const { claimCode } = await desk.start();
  const walk = bannerWalk(claimCode ?? '');
  const deck = shuffled(
    walk.map((_, i) => moments[i % moments.length] ?? 'quiet'),
    random,
  );
  for (const [i, step] of walk.entries()) await takeStep(step, deck[i] ?? 'quiet', random);
  await desk.idle();

  expect(watch.early).toEqual([]);
  expect(distinct(places())).toEqual(bannerPlaces);
  expect(readStore(desk.folder, 'SELECT count(*) AS n FROM ticket')).toEqual([{ n: 1 }]);
  const taken = readStore(desk.folder, 'SELECT id FROM inbox').map(({ id }) => String(id));
  expect(taken.filter((id) => !id.startsWith('timer:')).sort()).toEqual(watch.told().sort());
  // The end of a press's waiting is dropped when it had come through before the kill: Telegram takes it once.
  const notSent = "SELECT state, error FROM outbox WHERE state <> 'sent' AND NOT (state = 'dropped' AND body->>'$.body.type' = 'notice')";
  expect(readStore(desk.folder, notSent)).toEqual([]);
  expect(desk.api.presses.filter(({ answer }) => answer === undefined)).toEqual([]);

  const missing = walk.filter((step) => answersOf(desk, step).length === 0).map(({ name }) => name);
  expect(missing).toEqual([]);
  const doubles = walk.filter(({ chat }) => chat === 'client').reduce((sum, step) => sum + answersOf(desk, step).length - 1, 0);
  const topics = desk.group.topics.length - 1;
  process.stdout.write(
    `  seed ${seed}: ${desk.kills} kills, ${doubles} answers doubled, ${topics} topics opened twice, ${watch.polls} polls\n`,
  );
  expect(doubles, `${doubles} answers came twice after ${desk.kills} kills`).toBeLessThanOrEqual(desk.kills);
  expect(desk.leaks()).toEqual([]);
});

async function takeStep(step: WalkStep, moment: Moment, random: () => number): Promise<void> {
  await step.ready(desk);
  await desk.idle(); // nobody answers before what they answer is marked as sent
  if (moment === 'down') await desk.kill();
  const slow = moment === 'sending' ? desk.api.fail({ method: ['sendMessage', 'createForumTopic'], delayMs: 400, times: 1 }) : undefined;
  step.act(desk);
  switch (moment) {
    case 'down':
      break;
    case 'speaking':
      await sleep(random() * 60);
      break;
    case 'sending':
      await desk.api.waitUntil(() => slow?.left === 0, { what: `${step.name}: the answer to leave` });
      break;
    case 'answered':
      await answered(step);
      break;
    case 'quiet':
      await answered(step);
      await sleep(300);
      break;
    case 'starting':
      await desk.kill();
      await runAlur({ folder: desk.folder, env: desk.env, killAfterMs: 100 + random() * 500 });
      break;
    default:
      moment satisfies never;
  }
  if (moment !== 'down' && moment !== 'starting') await desk.kill();
  desk.api.clearFaults();
  await desk.start();
  await answered(step).catch((error: unknown) => {
    throw new Error(`Killed at "${moment}" of "${step.name}", it did not go on.\n${desk.alur.output()}`, { cause: error });
  });
}

const answered = (step: WalkStep) => desk.api.waitUntil(() => answersOf(desk, step).length > 0, { what: `"${step.answer}"` });

const places = (): string[] =>
  readStore(desk.folder, 'SELECT stage, situation FROM event ORDER BY ticket, seq').map(({ stage, situation }) => `${stage}/${situation}`);

const distinct = (list: readonly string[]): string[] => list.filter((one, i) => one !== list[i - 1]);

/** Mulberry32: the same numbers for the same seed. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const keyed = list.map((one) => ({ one, at: random() }));
  return keyed.sort((a, b) => a.at - b.at).map(({ one }) => one);
}
