// `npm run route`: which rule decides on an example, and why each one before it did not; the rules as a file, taken out and in.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { migrate } from '../db/migrate.ts';
import { readRouting, replaceRoutingStatements } from '../db/routing.ts';
import type { Store } from '../db/store.ts';
import { pointNamed } from '../flows/contact-point.ts';
import { writeRule } from '../flows/desk-route.ts';
import { readLine } from '../flows/one-line.ts';
import { routeLine } from '../flows/routed.ts';
import { ask, type Facts, route } from '../flows/routing.ts';
import { readRoutingFile, writeRoutingFile } from '../flows/routing-file.ts';
import { conditionNames, type Routing } from '../flows/routing-shape.ts';
import { addressOf, runs } from './attach.ts';
import { readEnv } from './env.ts';
import { isFile, makeFolder, openStore, StartError } from './open-store.ts';
import { endWith } from './program-end.ts';

const usage = `npm run route -- explain [--rules FILE] [EXAMPLE…] | export | import FILE

  explain  says which rule decides on an example, and why those before it do not; from stdin, one example a line, where none is given:
           service=social-post language=pt-BR unit="Sales North" known=new words="a reel for instagram"
  export   teams, contact points and rules as YAML, on stdout
  import   takes them in from such a file, in the place of all that were there
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Throws StartError where a running Alur holds the store. */
async function withStore<Result>(deed: (store: Store) => Promise<Result>): Promise<Result> {
  const env = readEnv(process.env);
  if (isFile(env.DATABASE_URL) && (await runs(addressOf(env))))
    throw new StartError('Alur runs and holds the store. Stop it first; or ask at the desk with /route, or a file with --rules FILE.');
  makeFolder(env.DATA_DIR);
  const store = await openStore(env);
  try {
    await migrate(store);
    return await deed(store);
  } finally {
    store.close();
  }
}

/** Throws StartError with the file's name where it cannot be read or is wrong. */
function readFile(path: string): Routing {
  try {
    return readRoutingFile(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof RangeError) throw new StartError(`${path}: ${error.message}`, error);
    throw new StartError(`The file ${path} cannot be read. Give the path of a file that is there.`, error);
  }
}

/** An example as rules ask about it. */
function factsIn(example: string, routing: Routing): Facts {
  const { words, pairs } = readLine(example);
  const strange = [...pairs.keys()].find((name) => !(conditionNames as readonly string[]).includes(name));
  if (strange) throw new StartError(`“${strange}” is nothing that a rule asks about. These are: ${conditionNames.join(', ')}.`);
  const one = (name: string): string | undefined => pairs.get(name)?.[0];
  const contact = one('contact') ?? 'web';
  return {
    contact,
    point: pointNamed({ routing }, contact, one('code') ?? '') ?? pointNamed({ routing }, contact, ''),
    service: one('service') ?? '',
    campaign: one('campaign'),
    client: pairs.get('client') ?? [],
    unit: one('unit'),
    side: one('side'),
    language: one('language') ?? 'en',
    phone: one('phone')?.replace(/\D/g, ''),
    isNew: one('known') !== 'known',
    words: [words, ...(pairs.get('words') ?? [])].join('\n'),
  };
}

/** Prints every rule that is asked, what does not fit of it, and where the example goes. */
function explain(routing: Routing, example: string): void {
  const facts = factsIn(example, routing);
  const found = route(routing, { people: [], loads: new Map() }, facts);
  say(example);
  if (found?.by !== 'code') {
    for (const [i, { rule, misfits, team }] of ask(routing, facts).entries()) {
      const why = misfits.length > 0 ? `no: ${misfits.join(', ')}` : team ? 'decides' : 'no: its team is gone';
      say(`  ${i + 1}. ${writeRule(routing, rule)}   ${why}`);
    }
  }
  say(`  ${found ? routeLine('en', { route: found }) : '→ no team: the whole desk'}`);
}

async function explainAll(routing: Routing, examples: readonly string[]): Promise<void> {
  if (examples.length > 0) return explain(routing, examples.map(requoted).join(' '));
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== '') explain(routing, line.trim());
}

/** The shell took the quotation marks off. */
const requoted = (word: string): string => word.replace(/^([a-z]+)=([^"]*\s[^"]*)$/, '$1="$2"');

/** Says it; all is well. */
const done = (text: string): number => {
  say(text);
  return 0;
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rules: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const [command, ...words] = positionals;
  if (values.help) return done(`Usage: ${usage}`);
  switch (command) {
    case 'explain':
      await explainAll(values.rules === undefined ? await withStore(readRouting) : readFile(values.rules), words);
      return 0;
    case 'export':
      return done(writeRoutingFile(await withStore(readRouting)).trimEnd());
    case 'import': {
      if (words[0] === undefined) throw new StartError('Which file? npm run route -- import FILE');
      const routing = readFile(words[0]);
      await withStore((store) => store.write(replaceRoutingStatements(routing)));
      return done(`✓ teams ${routing.teams.length} · contact points ${routing.contacts.length} · rules ${routing.rules.length}`);
    }
    default:
      throw new StartError(`${command === undefined ? 'What shall I do?' : `I don't know “${command}”.`} Usage: ${usage}`);
  }
}

await endWith(main, usage);
