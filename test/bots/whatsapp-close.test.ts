// What each close code of WhatsApp leads to (shared facts: WHATSAPP.md, "Reconnect").
import { describe, expect, test } from 'vitest';
import { afterClose, backOffMs, type Closed } from '../../bots/whatsapp/close.ts';

const closed = (code: number, more: Partial<Closed> = {}): Closed => ({ code, tries: 0, registered: true, isRestarting: false, ...more });

describe('after a close', () => {
  test.each([
    [515, { type: 'again', afterMs: 0 }],
    [428, { type: 'again', afterMs: 1000 }],
    [408, { type: 'again', afterMs: 1000 }],
    [503, { type: 'again', afterMs: 1000 }],
    [500, { type: 'again', afterMs: 1000 }],
    [0, { type: 'again', afterMs: 1000 }],
    [401, { type: 'pair' }],
    [440, { type: 'stop', reason: 'replaced' }],
    [403, { type: 'stop', reason: 'banned' }],
    [411, { type: 'stop', reason: 'refused' }],
  ])('%i', (code, next) => {
    expect(afterClose(closed(code))).toEqual(next);
  });

  test('a 401 between a restart and the connection being open is no logout, unless it stays', () => {
    expect(afterClose(closed(401, { isRestarting: true }))).toEqual({ type: 'again', afterMs: 1000 });
    expect(afterClose(closed(401, { isRestarting: true, tries: 6 }))).toEqual({ type: 'pair' });
  });

  test('a 401 before anything is paired leads to another try, not to a wipe', () => {
    expect(afterClose(closed(401, { registered: false }))).toEqual({ type: 'again', afterMs: 1000 });
  });

  test('restarts that do not end are slowed down like everything else', () => {
    expect([0, 1, 2, 3].map((tries) => afterClose(closed(515, { tries })))).toEqual(
      [0, 1000, 2000, 4000].map((afterMs) => ({ type: 'again', afterMs })),
    );
  });

  test('the back-off doubles up to a minute', () => {
    expect([0, 1, 2, 5, 6, 50].map(backOffMs)).toEqual([1000, 2000, 4000, 32_000, 60_000, 60_000]);
  });
});
