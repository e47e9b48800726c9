// Remembers which calls of a send of several have left, so that a second try goes on from there. In memory
// only: after a restart, the first parts are said again rather than the last ones lost.

export type Progress = {
  /** Runs the steps that have not left yet, in order; what all of them gave, earlier tries included. */
  run(key: string, steps: (() => Promise<string[]>)[]): Promise<string[]>;
  forget(key: string): void;
};

/** Keeps the last `size` unfinished sends. */
export function createProgress(size = 1000): Progress {
  const unfinished = new Map<string, string[][]>();

  async function run(key: string, steps: (() => Promise<string[]>)[]): Promise<string[]> {
    const done = [...(unfinished.get(key) ?? [])];
    for (const step of steps.slice(done.length)) {
      done.push(await step());
      keep(key, done);
    }
    unfinished.delete(key);
    return done.flat();
  }

  function keep(key: string, done: string[][]): void {
    unfinished.delete(key);
    unfinished.set(key, [...done]);
    const [oldest] = unfinished.keys();
    if (unfinished.size > size && oldest !== undefined) unfinished.delete(oldest);
  }

  return { run, forget: (key) => void unfinished.delete(key) };
}
