// A house in a process of its own with Telegram at its door: a client, the desk's manager, the group; restarts; what may not be in the log.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotApi, type BotApiOptions, type Group, type Person, startBotApi } from '../loopback/bot-api/index.ts';
import { type Alur, endAll, startAlur } from './process-alur.ts';
import { isAllSent } from './process-store.ts';

export type ProcessDesk = {
  readonly api: BotApi;
  readonly folder: string;
  readonly client: Person;
  readonly manager: Person;
  readonly group: Group;
  /** The process that runs now. Throws when none does. */
  readonly alur: Alur;
  readonly env: Record<string, string>;
  /** How often the process was killed. */
  readonly kills: number;
  start(env?: Record<string, string>): Promise<Alur>;
  kill(): Promise<void>;
  /** Makes the group the desk. */
  claim(): Promise<void>;
  /** Resolves when everything has left and is marked as sent. */
  idle(): Promise<void>;
  /** All that was printed by all processes. */
  output(): string;
  /** What of the log gives away a token, a name, a phone number or somebody's words. Empty is well. */
  leaks(more?: readonly string[]): string[];
  close(): Promise<void>;
};

/** Nothing is started yet. Names are rare ones, so that they can be looked for in the log. */
export async function openProcessDesk(options: BotApiOptions & { folder?: string } = {}): Promise<ProcessDesk> {
  const api = await startBotApi({ groupLimitPerMinute: 1000, ...options });
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'alur-process-'));
  const client = api.user({ id: 7_340_111, first_name: 'Quitéria', last_name: 'Vasconcelos', language_code: 'pt-br' });
  const manager = api.user({ id: 7_340_222, first_name: 'Bartolomeu', last_name: 'Figueira', language_code: 'pt-br' });
  const group = api.group({ id: -1_009_340_333, title: 'Mesa Zurique', is_forum: true, members: [manager], creator: manager });
  const env = { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.root, LANGUAGES: 'en,pt-BR', LOG_LEVEL: 'debug' };
  const runs: Alur[] = [];
  let alur: Alur | undefined;
  let kills = 0;
  const output = (): string => runs.map((run) => run.output()).join('');
  return {
    api,
    folder,
    client,
    manager,
    group,
    env,
    get alur() {
      if (!alur) throw new Error('No process runs: start one first.');
      return alur;
    },
    get kills() {
      return kills;
    },
    start: async (more = {}) => {
      alur = await startAlur({ folder, env: { ...env, ...more } });
      runs.push(alur);
      return alur;
    },
    kill: async () => {
      kills++;
      await alur?.kill();
    },
    claim: async () => {
      group.write(manager, `/claim ${alur?.claimCode}`);
      await group.waitFor(({ text }) => text?.includes('Esta é a mesa agora') ?? false);
    },
    idle: async () => void (await api.waitUntil(() => isAllSent(folder), { what: 'everything to have left' })),
    output,
    leaks: (more = []) => {
      const printed = output();
      return [...secretsOf(api, [client, manager], [group]), ...more].filter((secret) => printed.includes(secret));
    },
    close: async () => {
      await endAll();
      await api.stop();
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Words shorter than this are in any log by chance. */
const shortest = 6;

/** The claim's line is printed on purpose, to be typed. */
function secretsOf(api: BotApi, people: readonly Person[], groups: readonly Group[]): string[] {
  const said = [...people.map(({ chat }) => chat), ...groups.map(({ chat }) => chat)].flatMap(({ history }) => history);
  const texts = said.flatMap(({ text, caption }) => [text, caption]).filter((text) => text !== undefined && !text.startsWith('/claim'));
  const names = people.flatMap(({ user }) => [user.first_name, user.last_name]);
  const titles = groups.map(({ chat }) => chat.json.title);
  const secret = api.token.slice(api.token.indexOf(':') + 1);
  return [...texts, ...names, ...titles, secret, api.token, '+12025550143', '2025550143'].flatMap((one) =>
    one === undefined || one.length < shortest ? [] : [one],
  );
}
