// The account's own limits a minute and a day.
import { expect, test } from 'vitest';
import { openCaps } from '../../bots/whatsapp/caps.ts';

const hour = 3_600_000;

test('holds the message over the minute’s limit until the first of them is a minute old', () => {
  const caps = openCaps(2, 100, []);
  caps.note(1000);
  caps.note(2000);
  expect(caps.waitMs(3000)).toEqual({ ms: 58_000, daily: false });
  expect(caps.waitMs(61_000)).toEqual({ ms: 0, daily: false });
});

test('holds the message over the day’s limit until the first of them is a day old, and says that it is the day', () => {
  const caps = openCaps(100, 3, []);
  for (const at of [0, hour, 2 * hour]) caps.note(at);
  expect(caps.waitMs(3 * hour)).toEqual({ ms: 21 * hour, daily: true });
  expect(caps.waitMs(24 * hour)).toEqual({ ms: 0, daily: false });
});

test('counts what left before a restart', () => {
  expect(openCaps(100, 2, [0, hour]).waitMs(2 * hour)).toEqual({ ms: 22 * hour, daily: true });
});
