// Signal keys in memory: what is read once costs no second read, and a key that was used is never older than its last use.
import { expect, test } from 'vitest';
import { openKeyCache } from '../../bots/whatsapp/key-cache.ts';

const never = () => Promise.reject(new Error('the file was read'));
const later = () => new Promise<void>(() => undefined);

test('reads once, also what is not there', async () => {
  const cache = openKeyCache();
  const asked: string[][] = [];
  const read = async (missing: string[]) => {
    asked.push(missing);
    return new Map([['a', 1]]);
  };
  expect(await cache.get('session', ['a', 'b'], read)).toEqual(new Map([['a', 1]]));
  expect(await cache.get('session', ['a', 'b'], read)).toEqual(new Map([['a', 1]]));
  expect(asked).toEqual([['a', 'b']]);
  expect(await cache.get('pre-key', ['a'], async () => new Map())).toEqual(new Map()); // another type
});

test('a change is seen at once, before its commit; a deleted key is gone', async () => {
  const cache = openKeyCache();
  void cache.set([['session', 'a', 2]], later);
  expect(await cache.get('session', ['a'], never)).toEqual(new Map([['a', 2]]));
  void cache.set([['session', 'a', null]], later);
  expect(await cache.get('session', ['a'], never)).toEqual(new Map());
});

test('a change while the file is read wins over what was read', async () => {
  const cache = openKeyCache();
  const slow = cache.get('session', ['a'], async () => {
    await cache.set([['session', 'a', 'new']], async () => undefined);
    return new Map([['a', 'old']]);
  });
  expect(await slow).toEqual(new Map([['a', 'new']]));
  expect(await cache.get('session', ['a'], never)).toEqual(new Map([['a', 'new']]));
});

test('when it grows too large, what the file does not have yet is kept', async () => {
  const cache = openKeyCache(2);
  void cache.set([['session', 'waits', 1]], later);
  await expect(cache.set([['session', 'failed', 2]], never)).rejects.toThrow();
  for (const id of ['a', 'b', 'c']) await cache.set([['session', id, 3]], async () => undefined);
  expect(await cache.get('session', ['waits', 'failed'], never)).toEqual(
    new Map([
      ['waits', 1],
      ['failed', 2],
    ]),
  );
  const file = new Map([['a', 3]]);
  expect(await cache.get('session', ['a'], async () => file)).toEqual(file);
});
