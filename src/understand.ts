// `npm run understand`: first messages from stdin, one a line; what was found in each as a line of JSON, in the same order. Works in a pipe.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Catalogue } from '../flows/catalogue.ts';
import { tags } from '../flows/catalogue-rules.ts';
import { nearestLanguage } from '../flows/texts.ts';
import { type Campaign, type Understood, understand } from '../flows/understand/understand.ts';
import { dayOf } from '../flows/zone.ts';
import { offeredCatalogue } from './catalogue-deeds.ts';
import { realClock } from './clock.ts';
import { EnvError, readEnv } from './env.ts';
import { StartError } from './open-store.ts';

const usage = `npm run understand -- [--lang ${tags.join('|')}] [--now 2026-11-23T10:00] [--tz ZONE] [--campaigns FILE]`;

type Given = { catalogue: Catalogue; campaigns: readonly Campaign[]; today: string; language: string };

/** What was found, as it is printed: null where there is nothing, and no day where the bot must ask which (`asks`: the readings). */
function printed({ service, services, isStatus, date, campaign, urgent, links, quantity }: Understood): string {
  return JSON.stringify({
    service,
    date: date?.type === 'day' ? date.day : null,
    campaign,
    urgent,
    links,
    quantity,
    ...(date?.type === 'unsure' ? { asks: { why: date.why, readings: date.readings } } : {}),
    ...(services.length > 0 ? { services } : {}),
    ...(isStatus ? { status: true } : {}),
  });
}

/** A line that is a JSON string holds a message of several lines. */
function decoded(line: string): string {
  if (!/^\s*".*"\s*$/.test(line)) return line;
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'string' ? said : line;
  } catch {
    return line; // a message in quotation marks
  }
}

const Campaigns = z.array(
  z.object({
    code: z.string().min(1),
    name: z.string().min(1),
    words: z.array(z.string().min(1)).default([]),
    promises: z.array(z.string()).default([]),
  }),
);

/** Throws StartError where the file is missing or is no list of campaigns. */
function campaignsIn(file: string | undefined): readonly Campaign[] {
  if (file === undefined) return [];
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartError(`The file ${file} cannot be read. Give --campaigns a file that is there.`, error);
  }
  try {
    return Campaigns.parse(JSON.parse(text));
  } catch (error) {
    throw new StartError(`The file ${file} is no JSON list of campaigns. Write [{"code": "BF26", "name": "Black Friday", "words": ["black friday"]}].`, error); // biome-ignore format: one thought
  }
}

/** The day it is: by the clock in the zone, or as given. Throws StartError. */
function todayOf(now: string | undefined, zone: string): string {
  try {
    if (now === undefined) return dayOf(zone, realClock.now());
    if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(now) || Number.isNaN(Date.parse(now)))
      throw new StartError(`“${now}” is no time. Write --now 2026-11-23T10:00.`);
    const isElsewhere = /(Z|[+-]\d\d:?\d\d)$/.test(now) && now.length > 10;
    const day = isElsewhere ? dayOf(zone, Date.parse(now)) : now.slice(0, 10);
    if (new Date(`${now.slice(0, 10)}T00:00:00Z`).toISOString().slice(0, 10) !== now.slice(0, 10))
      throw new StartError(`“${now}” is no day. Write --now 2026-11-23T10:00.`);
    dayOf(zone, 0);
    return day;
  } catch (error) {
    if (error instanceof RangeError) throw new StartError(`“${zone}” is no time zone. Write --tz America/Sao_Paulo or the like.`, error);
    throw error;
  }
}

function languageOf(tag: string): string {
  const language = nearestLanguage(tag, tags);
  if (language) return language;
  throw new StartError(`“${tag}” is no language that Alur understands. Write --lang with one of ${tags.join(', ')}.`);
}

async function givenBy(argv: readonly string[]): Promise<Given | undefined> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      lang: { type: 'string', default: 'en' },
      now: { type: 'string' },
      tz: { type: 'string' },
      campaigns: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const language = languageOf(values.lang);
  const campaigns = campaignsIn(values.campaigns);
  const env = readEnv(process.env);
  const today = todayOf(values.now, values.tz ?? env.TZ_NAME);
  return { catalogue: await offeredCatalogue(env), campaigns, today, language };
}

/** Prints a line as soon as its message is read; an empty line is an empty message. */
async function run(argv: readonly string[]): Promise<void> {
  const given = await givenBy(argv);
  if (!given) return void process.stdout.write(`Usage: ${usage}\n`);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // whoever read has had enough
    throw error;
  });
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const isTaken = process.stdout.write(`${printed(understand(decoded(line), given))}\n`);
    if (!isTaken) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const called = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  const known = called || error instanceof EnvError || error instanceof StartError;
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    known ? `${sentence.split('\n').join(' ')}\n` : `${error instanceof Error ? (error.stack ?? sentence) : sentence}\n`,
  );
  process.exitCode = known ? 2 : 1;
});
