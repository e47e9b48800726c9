// A program of dist/src, run to its end in a folder of its own; what it printed and its code.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** Nothing of the tester's own environment reaches it. */
export function runProgram(
  folder: string,
  program: string,
  env: Record<string, string>,
  words: readonly string[] = [],
): Promise<{ out: string; code: number | null }> {
  const child = spawn(process.execPath, [resolve('dist/src', program), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
  return new Promise((done, failed) => child.on('error', failed).on('close', (code) => done({ out, code })));
}
