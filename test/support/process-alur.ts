// The program as a process of its own: started in an empty folder, killed or stopped; what it prints is kept.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './process-build.ts';

export type Ended = { code: number | null; signal: NodeJS.Signals | null };

export type Alur = {
  readonly pid: number;
  /** Where it serves pages. */
  readonly address: string;
  /** From its start until it greeted. */
  readonly startMs: number;
  /** The code for `/claim`; undefined when the desk is claimed, or Telegram is off. */
  readonly claimCode: string | undefined;
  /** The key of the try-it page's link. */
  readonly key: string | undefined;
  /** All that it printed until now, on both streams. */
  output(): string;
  readonly ended: Promise<Ended>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, or another; resolves when the process is gone, with how long that took. */
  stop(signal?: NodeJS.Signals): Promise<Ended & { ms: number }>;
};

export type AlurOptions = {
  /** The working folder: `.env` is looked for in it, and `data/` made. */
  folder: string;
  env?: Record<string, string>;
  /** What comes before `node` on the command line. */
  before?: readonly string[];
};

const longestStartMs = 30_000;
const living = new Map<ChildProcess, Promise<Ended>>();

/** Starts the program. Resolves when it has greeted; rejects with its output when it ends before that. */
export async function startAlur(options: AlurOptions): Promise<Alur> {
  const began = performance.now();
  const { child, ended, output } = open(options);
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`It did not greet within ${longestStartMs} ms:\n${output()}`)), longestStartMs);
    const look = (): void => {
      const greeted = /Alur is running: (\S+)[\s\S]*\n {2}Data .*\n\n/.exec(output());
      if (!greeted) return;
      clearTimeout(timer);
      resolve(greeted);
    };
    child.stdout?.on('data', look);
    void ended.then(({ code, signal }) => {
      clearTimeout(timer);
      reject(new Error(`It ended before it greeted (${code ?? signal}):\n${output()}`));
    });
  });
  return {
    pid: child.pid ?? 0,
    address: found[1] ?? '',
    startMs: Math.round(performance.now() - began),
    claimCode: /\/claim (\S+)/.exec(output())?.[1],
    key: /\/try\?key=(\S+)/.exec(output())?.[1],
    output,
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async (signal = 'SIGTERM') => {
      const from = performance.now();
      child.kill(signal);
      return { ...(await ended), ms: Math.round(performance.now() - from) };
    },
  };
}

/** Starts the program and waits for its end; after `killAfterMs` it is killed. */
export async function runAlur(options: AlurOptions & { killAfterMs?: number }): Promise<Ended & { output: string }> {
  const { child, ended, output } = open(options);
  const timer = setTimeout(() => child.kill('SIGKILL'), options.killAfterMs ?? longestStartMs);
  const end = await ended;
  clearTimeout(timer);
  return { ...end, output: output() };
}

/** Ends what a failed test has left running. */
export async function endAll(): Promise<void> {
  for (const child of living.keys()) child.kill('SIGKILL');
  await Promise.all(living.values());
}

function open({ folder, env, before = [] }: AlurOptions): { child: ChildProcess; ended: Promise<Ended>; output: () => string } {
  const [command = '', ...words] = [...before, process.execPath, join(root, 'dist/src/main.js')];
  // Nothing of the tester's own environment: a token there must not be used here.
  const child = spawn(command, words, {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', PORT: '0', TZ_NAME: 'UTC', QUIET_MS: '0', DIGEST_AT: 'off', ...env },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      living.delete(child);
      resolve({ code, signal });
    });
  });
  living.set(child, ended);
  return { child, ended, output: () => printed };
}
