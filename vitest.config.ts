// Tests run against real parts on the loopback address; a test that prints an unexpected console.error fails.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { patienceMs } from './test/loopback/patience.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/no-console-error.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: patienceMs } },
    isolate: false, // modules keep what is shipped and what is found out of texts, and no state: files may share them, and start sooner
    maxWorkers: Math.ceil(availableParallelism() * 1.5), // most tests wait for something else than the processor
  },
});
