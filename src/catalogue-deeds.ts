// What the terminal does with the catalogue. The store is one program's at a time: while Alur runs, its files tell what it offers.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Origin, readServices } from '../db/catalogue.ts';
import { migrate } from '../db/migrate.ts';
import type { Store } from '../db/store.ts';
import { type Catalogue, inLanguage, inOrder, type ServiceBody } from '../flows/catalogue.ts';
import { told } from '../flows/catalogue-file.ts';
import { yamlOf } from '../flows/catalogue-yaml.ts';
import { addressOf, runs } from './attach.ts';
import { shippedWanted } from './catalogue.ts';
import { type Folder, readFiles, readFolder } from './catalogue-folder.ts';
import { syncFolder } from './catalogue-node.ts';
import { readCatalogue, syncServices } from './catalogue-store.ts';
import { realClock } from './clock.ts';
import type { Env } from './env.ts';
import { openLog } from './log.ts';
import { isFile, makeFolder, openStore, pathOf, StartError } from './open-store.ts';

type Say = (text: string) => void;
type Known = { service: ServiceBody; origin: Origin; version?: number };

const folderOf = (env: Env): string => join(env.DATA_DIR, 'services');
const shippedServices = (): ServiceBody[] => [...shippedWanted().values()].map(({ body }) => body);
const isOwner = async (env: Env): Promise<boolean> => isFile(env.DATABASE_URL) && !(await runs(addressOf(env)));

/** Runs the deed on the store, brought up to date with the files first where this machine owns it. */
async function withStore<Result>(env: Env, deed: (store: Store) => Promise<Result>): Promise<Result> {
  makeFolder(env.DATA_DIR);
  const store = await openStore(env);
  try {
    await migrate(store);
    if (isFile(env.DATABASE_URL)) await syncFolder(store, { folder: folderOf(env), now: realClock.now(), isGone: () => true });
    return await deed(store);
  } finally {
    store.close();
  }
}

/** What the files say, where the store can't be asked. */
function offeredByFiles(env: Env): Known[] {
  const { files } = readFolder(folderOf(env), shippedServices());
  const own = files.map(({ service, path }): Known => ({ service, origin: `file:${basename(path)}` }));
  const overridden = new Set(own.map(({ service }) => service.id));
  const shipped = shippedServices().flatMap((service): Known[] => (overridden.has(service.id) ? [] : [{ service, origin: 'shipped' }]));
  return [...shipped, ...own].filter(({ service }) => service.offered);
}

/** The catalogue as the house offers it; by the files alone where there is no store yet, and none is made. */
export async function offeredCatalogue(env: Env): Promise<Catalogue> {
  const isNew = isFile(env.DATABASE_URL) && !existsSync(pathOf(env.DATABASE_URL));
  const services = isNew ? offeredByFiles(env) : await offered(env);
  return inOrder(services.map(({ service, version = 1 }) => ({ ...service, version })));
}

/** What is offered: by the store, or by the files while a running Alur holds the store. */
async function offered(env: Env): Promise<Known[]> {
  if (isFile(env.DATABASE_URL) && !(await isOwner(env))) return offeredByFiles(env);
  return withStore(env, async (store) => {
    const origins = new Map((await readServices(store)).map(({ id, version, origin }) => [`${id} ${version}`, origin]));
    const catalogue = await readCatalogue(store, openLog('warn'));
    return catalogue.map(({ version, ...service }) => ({ service, version, origin: origins.get(`${service.id} ${version}`) ?? 'import' }));
  });
}

const saidOf = (origin: Origin): string =>
  origin === 'shipped' ? 'shipped' : origin === 'import' ? 'imported' : `services/${origin.slice('file:'.length)}`;

/** Says what is wrong; the exit code. */
function report({ mistakes, files }: Folder, say: Say, none: string): number {
  for (const mistake of mistakes) say(`✗ ${told(mistake)}`);
  if (mistakes.length > 0) return 1;
  say(files.length === 0 ? none : `✓ ${files.map(({ service }) => service.id).join(', ')}: all is well.`);
  return 0;
}

export async function checkFiles(env: Env, paths: readonly string[], say: Say): Promise<number> {
  const folder = folderOf(env);
  if (paths.length === 0) return report(readFolder(folder, shippedServices()), say, `No file in ${folder}: only the shipped services are offered.`); // biome-ignore format: one thought
  return report(
    readFiles(paths, await besides(env, paths), (path) => path),
    say,
    '',
  );
}

/** Services that files would stand beside: those shipped, and the team's own in files of other names. */
async function besides(env: Env, paths: readonly string[]): Promise<ServiceBody[]> {
  const names = new Set(paths.map((path) => basename(path)));
  const own = readFolder(folderOf(env), shippedServices()).files.filter(({ path }) => !names.has(basename(path)));
  const ids = new Set(own.map(({ service }) => service.id));
  return [...own.map(({ service }) => service), ...shippedServices().filter(({ id }) => !ids.has(id))];
}

export async function listServices(env: Env, say: Say): Promise<number> {
  const services = await offered(env);
  const byId = new Map(services.map((one) => [one.service.id, one]));
  for (const { id, name, emoji, deliveryDays, questions } of inOrder(services.map(({ service }) => service))) {
    const { version, origin = 'shipped' } = byId.get(id) ?? {};
    const days = deliveryDays === 1 ? '1 working day' : `${deliveryDays} working days`;
    const which = version === undefined ? '' : `version ${version}, `;
    say(`${id.padEnd(20)} ${emoji} ${inLanguage(name, 'en')} · ${days} · ${questions.length} ${questions.length === 1 ? 'question' : 'questions'} · ${which}${saidOf(origin)}`); // biome-ignore format: one line
  }
  if (services.some(({ version }) => version === undefined)) say('(Alur runs and holds the store, so versions are not shown.)');
  return 0;
}

export async function exportServices(env: Env, ids: readonly string[], to: string | undefined, say: Say): Promise<number> {
  const services = (await offered(env)).map(({ service }) => service);
  const unknown = ids.filter((id) => !services.some((service) => service.id === id));
  if (unknown.length > 0) throw new StartError(`No service is called ${unknown.join(', ')}. There are ${services.map(({ id }) => id).join(', ')}.`); // biome-ignore format: one thought
  const wanted = inOrder(services).filter(({ id }) => ids.length === 0 || ids.includes(id));
  if (to === undefined) {
    if (wanted.length > 1) throw new StartError(`One file holds one service. Name one: ${wanted.map(({ id }) => id).join(', ')}; or give --to FOLDER.`); // biome-ignore format: one thought
    for (const service of wanted) say(yamlOf(service).trimEnd());
    return 0;
  }
  mkdirSync(to, { recursive: true });
  for (const service of wanted) {
    const path = join(to, `${service.id}.yaml`);
    if (existsSync(path)) throw new StartError(`${path} is there already. Take it away, or name another folder.`);
    writeFileSync(path, yamlOf(service));
    say(`✓ ${path}`);
  }
  return 0;
}

export async function importFiles(env: Env, paths: readonly string[], say: Say): Promise<number> {
  const folder = readFiles(paths, await besides(env, paths), (path) => path);
  if (report(folder, say, '') !== 0) {
    say('Nothing was taken in.');
    return 1;
  }
  if (!isFile(env.DATABASE_URL)) return importIntoStore(env, folder, say);
  makeFolder(folderOf(env));
  const isRunning = !(await isOwner(env));
  const own = readFolder(folderOf(env), shippedServices()).files;
  for (const { path, service } of folder.files) {
    const target = own.find((one) => one.service.id === service.id)?.path ?? join(folderOf(env), `${service.id}.yaml`);
    if (resolve(path) !== resolve(target)) copyFileSync(path, target);
    say(`${service.id} is in ${target} now.`);
  }
  if (isRunning) say('Alur runs: it is live with the next message.');
  else await withStore(env, async () => say('It is offered from the next start on.'));
  return 0;
}

/** A store that several houses share takes services in itself. */
async function importIntoStore(env: Env, { files }: Folder, say: Say): Promise<number> {
  return withStore(env, async (store) => {
    const wanted = new Map(files.map(({ service }) => [service.id, { body: service, origin: 'import' as const }]));
    const others = new Set((await readServices(store)).map(({ origin }) => origin));
    for (const { id, version } of await syncServices(store, wanted, { now: realClock.now(), broken: others })) say(`${id} is in the store now, as version ${version}.`); // biome-ignore format: one thought
    say('Every Alur on this store offers it within a minute.');
    return 0;
  });
}
