// What was decrypted waits for what came before it in its chat, and for nothing else; not for ever.
import type { BinaryNode } from '@whiskeysockets/baileys';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Arrivals, keepArrivals, longestWaitMs } from '../../bots/whatsapp/arrivals.ts';

let arrivals: Arrivals;
let passed: string[];
beforeEach(() => {
  vi.useFakeTimers();
  passed = [];
  arrivals = keepArrivals(({ id }) => passed.push(id));
});
afterEach(() => vi.useRealTimers());

const frame = (from: string, ciphertexts = 1): BinaryNode => ({
  tag: 'message',
  attrs: { from },
  content: Array.from({ length: ciphertexts }, () => ({ tag: 'enc', attrs: {}, content: new Uint8Array([1]) })),
});
function comes(...frames: BinaryNode[]): void {
  for (const one of frames) arrivals.note(one);
}
const opened = (one: BinaryNode, id?: string) => arrivals.opened(one, id === undefined ? undefined : { id, body: '' });

test('what is decrypted first waits for what came first; other chats do not', () => {
  const [a, b, c, other] = [frame('ana'), frame('ana'), frame('ana'), frame('eva')];
  comes(a, b, c, other);
  opened(c, 'c');
  opened(b, 'b');
  opened(other, 'e');
  expect(passed).toEqual(['e']);
  opened(a, 'a');
  expect(passed).toEqual(['e', 'a', 'b', 'c']);
});

test('what cannot be decrypted, or says nothing, holds nobody', () => {
  const [a, b, c] = [frame('ana'), frame('ana', 2), frame('ana')];
  comes(a, b, c);
  opened(c, 'c');
  opened(a);
  opened(b);
  expect(passed).toEqual([]);
  opened(b, 'b');
  expect(passed).toEqual(['b', 'c']);
});

test('what is never decrypted is waited for no longer than it may, and comes when it comes', () => {
  const [a, b, c] = [frame('ana'), frame('ana'), frame('ana')];
  comes(a);
  vi.advanceTimersByTime(1000);
  comes(b, c);
  opened(b, 'b');
  vi.advanceTimersByTime(longestWaitMs - 1001);
  expect(passed).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(passed).toEqual(['b']);
  opened(a, 'a');
  opened(c, 'c');
  expect(passed).toEqual(['b', 'a', 'c']);
});

test('a frame that was not told of, or has nothing to decrypt, is passed on at once', () => {
  comes(frame('ana', 0));
  opened(frame('ana'), 'a');
  const b = frame('ana');
  comes(b);
  opened(b, 'b');
  expect(passed).toEqual(['a', 'b']);
});
