// How a program of the command line ends: its code, or a sentence on stderr that whoever called it can act on.
import { EnvError } from './env.ts';
import { StartError } from './open-store.ts';

/** Runs it and sets the exit code; 1 where everything ends before it was done. Called wrongly, it says how to call it: `usage`. */
export async function endWith(main: () => Promise<number>, usage: string): Promise<void> {
  process.exitCode = 1;
  try {
    process.exitCode = await main();
  } catch (error) {
    const called = error instanceof TypeError && 'code' in error; // parseArgs says so
    const known = called || error instanceof EnvError || error instanceof StartError;
    process.stderr.write(`${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    if (called) process.stderr.write(`Usage: ${usage}`);
  }
}
