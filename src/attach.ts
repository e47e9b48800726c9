// How a terminal command finds the Alur that runs on this machine: its address, its key, the events it sends.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './env.ts';
import { StartError } from './open-store.ts';

/** Where an Alur with this configuration is reached from its own machine. */
export function addressOf(env: Pick<Env, 'HOST' | 'PORT'>): string {
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : env.HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${env.PORT}`;
}

/** Whether something there answers as Alur does. */
export function runs(root: string): Promise<boolean> {
  return fetch(`${root}/healthz`, { signal: AbortSignal.timeout(2000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** The key that the running Alur keeps for this user. Throws StartError. */
export function keyIn(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, 'try.key'), 'utf8').trim();
  } catch (error) {
    throw new StartError(`Alur runs, but its key is not in ${dataDir}. Start this in the folder where Alur was started.`, error);
  }
}

/** The data of server-sent events, one by one. */
export async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim()).join('\n'); // biome-ignore format: one thought
      if (data !== '') yield data;
    }
  }
}
