// The team's own services as files in a folder: read whole, and watched. The folder may appear and vanish at any time.
import { type FSWatcher, readdirSync, readFileSync, statSync, watch } from 'node:fs';
import { basename, join } from 'node:path';
import type { ServiceBody } from '../flows/catalogue.ts';
import { clashes, type Mistake, type ParsedFile, parseService, type ReadFile } from '../flows/catalogue-file.ts';

/** What stands in the folder: services that can be used, mistakes, and the files that have them. */
export type Folder = { files: (ReadFile & { path: string })[]; mistakes: Mistake[]; broken: string[]; isReadable: boolean };

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** YAML files, without what editors leave behind. */
const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((name) => /^[^.].*\.ya?ml$/i.test(name)).sort(); // biome-ignore format: one thought
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

/** Reads files as services, beside those that are there already. Each is called `<folder>/<name>` in sentences, e.g. `services/flyer.yaml`. */
export function readFiles(paths: readonly string[], others: readonly ServiceBody[], callIt = callShort): Folder {
  const files: ReadFile[] = [];
  const mistakes: Mistake[] = [];
  const pathOf = new Map<string, string>();
  for (const path of paths) {
    const file = callIt(path);
    pathOf.set(file, path);
    const parsed = parseFile(path, file);
    if (parsed.type === 'service') files.push(parsed);
    else mistakes.push(...parsed.mistakes);
  }
  const between = clashes(files, others);
  const clashing = new Set(between.map(({ file }) => file));
  const all = [...mistakes, ...between];
  const broken = [...new Set(all.map(({ file }) => pathOf.get(file) ?? file))];
  const usable = files.filter(({ file }) => !clashing.has(file)).map((one) => ({ ...one, path: pathOf.get(one.file) ?? one.file }));
  return { files: usable, mistakes: all, broken, isReadable: true };
}

export const callShort = (path: string): string => `services/${basename(path)}`;

/** Everything in the folder; nothing where there is none. */
export function readFolder(folder: string, others: readonly ServiceBody[]): Folder {
  try {
    return readFiles(namesIn(folder).map((name) => join(folder, name)), others); // biome-ignore format: one thought
  } catch (error) {
    const sentence = `This folder cannot be read (${String(error)}). Give it to the user that Alur runs as.`;
    return { files: [], mistakes: [{ file: basename(folder), line: 1, sentence }], broken: [], isReadable: false };
  }
}

function parseFile(path: string, file: string): ParsedFile {
  const mistake = (sentence: string): ParsedFile => ({ type: 'mistakes', mistakes: [{ file, line: 1, sentence }] });
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return mistake(`This file cannot be read (${why}). See that it is there and that this user may read it.`);
  }
  try {
    return parseService(new TextDecoder('utf-8', { fatal: true }).decode(bytes), file);
  } catch (error) {
    if (error instanceof TypeError) return mistake('This file is not text in UTF-8. Save it again with that encoding.');
    throw error;
  }
}

/** Tells whether anything changed: names, sizes and times. */
function signature(folder: string): string {
  try {
    return namesIn(folder)
      .map((name) => {
        const stat = statSync(join(folder, name), { throwIfNoEntry: false });
        return `${name} ${stat?.size} ${stat?.mtimeMs} ${stat?.ino}`;
      })
      .join('\n');
  } catch (error) {
    return String(error);
  }
}

const settleMs = 100;
const lookMs = 2000;

/**
 * Calls once things have settled after a change: the system tells of it, and where it does not (a folder that is not there yet, a
 * network drive) a look every two seconds does. Where `changed` rejects, it is called again at the next look. Returns how to stop.
 */
export function watchFolder(folder: string, changed: () => Promise<void>): () => void {
  let seen = signature(folder);
  let watcher: FSWatcher | undefined;
  let settling: NodeJS.Timeout | undefined;

  const look = (): void => {
    listen();
    const now = signature(folder);
    if (now === seen) return;
    seen = now;
    changed().catch(() => {
      seen = 'not taken';
    });
  };
  function listen(): void {
    if (watcher) return;
    try {
      const opened = watch(folder, { persistent: false }, () => {
        clearTimeout(settling);
        settling = setTimeout(look, settleMs);
      });
      const close = (): void => {
        opened.close();
        watcher = undefined;
      };
      opened.on('error', close);
      opened.on('change', () => {
        if (!statSync(folder, { throwIfNoEntry: false })) close();
      });
      watcher = opened;
    } catch (error) {
      if (!isMissing(error)) watcher = undefined; // no more watches to be had: the look every two seconds has to do
    }
  }
  listen();
  const timer = setInterval(look, lookMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    clearTimeout(settling);
    watcher?.close();
  };
}
