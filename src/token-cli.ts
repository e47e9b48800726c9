// `npm run token`: makes, lists and revokes the tokens that programs bear at the API; by the house that runs, else in the store itself.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { migrate } from '../db/migrate.ts';
import { listTokens, makeToken, revokeToken, type Scope, scopes, tokenName } from './api-token.ts';
import { addressOf, keyIn, runs } from './attach.ts';
import { realClock } from './clock.ts';
import { type Env, readEnv } from './env.ts';
import { makeFolder, openStore, StartError } from './open-store.ts';
import { endWith } from './program-end.ts';

const usage = `npm run token -- new NAME [--scopes read,write] | list | revoke NAME

  new     makes a token for a program and prints it, this once; at the desk it acts as “API · NAME”
          --scopes  what it may, parted by commas: ${scopes.join(', ')}; read, when left out
  list    the tokens, by name, with what each may
  revoke  ends a token at once
`;

type Listed = { name: string; scopes: readonly string[]; at: number };
type Keeper = {
  make(name: string, of: readonly Scope[]): Promise<string>;
  list(): Promise<Listed[]>;
  revoke(name: string): Promise<void>;
  close(): void;
};

const taken = (name: string) => new StartError(`There is a token “${name}” already. Revoke it first, or take another name.`);
const unknown = (name: string) => new StartError(`There is no token “${name}”. npm run token -- list tells which there are.`);

/** The tokens of the store that no house runs on. */
async function inStore(env: Env): Promise<Keeper> {
  makeFolder(env.DATA_DIR);
  const store = await openStore(env);
  await migrate(store);
  return {
    make: async (name, of) => {
      const token = await makeToken(store, name, of, realClock.now());
      if (token === null) throw taken(name);
      return token;
    },
    list: () => listTokens(store),
    revoke: async (name) => {
      if (!(await revokeToken(store, name, realClock.now()))) throw unknown(name);
    },
    close: () => store.close(),
  };
}

const Made = z.object({ token: z.string() });
const Told = z.object({ tokens: z.array(z.object({ name: z.string(), scopes: z.array(z.string()), at: z.number() })) });

/** The tokens of the house that runs, which holds its store. */
function inHouse(root: string, env: Env): Keeper {
  const ask = async (method: string, path: string, body?: object): Promise<Response> => {
    const headers = { authorization: `Bearer ${keyIn(env.DATA_DIR)}`, 'content-type': 'application/json' };
    const answer = await fetch(`${root}/api/tokens${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (answer.status === 401) throw new StartError(`Alur runs at ${root}, but does not let this terminal in. Run this as the same user, in the same folder.`); // biome-ignore format: one sentence
    return answer;
  };
  return {
    make: async (name, of) => {
      const answer = await ask('POST', '', { name, scopes: of });
      if (answer.status === 409) throw taken(name);
      return Made.parse(await answer.json()).token;
    },
    list: async () => Told.parse(await (await ask('GET', '')).json()).tokens,
    revoke: async (name) => {
      if ((await ask('DELETE', `/${name}`)).status === 404) throw unknown(name);
    },
    close: () => undefined,
  };
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function scopesIn(list: string): Scope[] {
  const words = list.split(',').map((word) => word.trim());
  const found = scopes.filter((scope) => words.includes(scope));
  if (found.length !== new Set(words).size) throw new StartError(`--scopes takes these, parted by commas: ${scopes.join(', ')}.`);
  return found;
}

function nameIn(name: string | undefined): string {
  if (name && tokenName.test(name)) return name;
  throw new StartError('Name the program, in small letters, digits and hyphens: npm run token -- new crm');
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { scopes: { type: 'string', default: 'read' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  const [command = '', name] = positionals;
  if (values.help || !['new', 'list', 'revoke'].includes(command)) {
    const wrong = command === '' ? 'What shall I do?' : `I don't know “${command}”.`;
    (values.help ? process.stdout : process.stderr).write(values.help ? `Usage: ${usage}` : `${wrong}\nUsage: ${usage}`);
    return values.help ? 0 : 1;
  }
  const asked = command === 'list' ? '' : nameIn(name);
  const of = scopesIn(values.scopes);
  const env = readEnv(process.env);
  const root = addressOf(env);
  const keeper = (await runs(root)) ? inHouse(root, env) : await inStore(env);
  try {
    await work(keeper, command, asked, of);
  } finally {
    keeper.close();
  }
  return 0;
}

async function work(keeper: Keeper, command: string, name: string, of: readonly Scope[]): Promise<void> {
  if (command === 'new') return say(await keeper.make(name, of));
  if (command === 'revoke') {
    await keeper.revoke(name);
    return say(`The token “${name}” is worth nothing any more.`);
  }
  const tokens = await keeper.list();
  if (tokens.length === 0) say('There is no token yet: npm run token -- new NAME');
  for (const token of tokens) say(`${token.name}  ${token.scopes.join(',')}  since ${new Date(token.at).toISOString().slice(0, 10)}`);
}

void endWith(main, usage);
