// libsignal prints sessions, private keys included, to the console. Inside `silently` the console is mute; everywhere
// else it is as it was.
import { AsyncLocalStorage } from 'node:async_hooks';

const inside = new AsyncLocalStorage<true>();
const mute = Object.fromEntries(Object.keys(console).map((name) => [name, () => undefined]));
let loud = globalThis.console;

Object.defineProperty(globalThis, 'console', {
  configurable: true,
  enumerable: false,
  get: () => (inside.getStore() ? mute : loud),
  set: (value: Console) => {
    loud = value;
  },
});

export function silently<T>(work: () => Promise<T>): Promise<T> {
  return inside.run(true, work);
}
