// The calendar feed, read back by a real iCalendar parser: whatever the book holds arrives whole, on its days.
import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { BookedCampaign } from '../../flows/campaigns/campaign.ts';
import { calendarOf } from '../../flows/campaigns/ics.ts';
import { languages } from '../../flows/texts.ts';

const sale: BookedCampaign = {
  ...{
    code: 'BF26',
    name: 'Black Friday',
    words: [],
    promises: ['20 % off all shoes; until Sunday, everywhere'],
    channels: ['E-mail', 'Shops, all'],
  },
  ...{ facts: 'Not for gift cards.\nC:\\outlet counts', owners: ['web:bruno'], from: '2026-11-26', to: '2026-11-30', state: 'booked' },
  ...{ version: 3, bookedAt: Date.UTC(2026, 10, 1, 8), changedAt: Date.UTC(2026, 10, 2, 9, 30) },
};
const team = [{ address: 'web:bruno', name: 'Bruno', role: 'lead' as const }];
const feed = (book: readonly BookedCampaign[], language = 'en') =>
  calendarOf({ book, team, language, page: 'https://desk.example.com/campaigns' });
const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => ({ component: one, event: new ICAL.Event(one) }));

test('an event has its whole days, its stamp, its count of changes and its alarm', () => {
  const [{ component, event } = expect.fail('no event')] = eventsIn(feed([sale]));
  expect(event.summary).toBe('Black Friday (BF26)');
  expect([event.startDate.isDate, event.startDate.toString(), event.endDate.toString()]).toEqual([true, '2026-11-26', '2026-12-01']);
  expect(event.duration.toSeconds()).toBe(5 * 86_400);
  expect(event.uid).toBe(`bf26-${sale.bookedAt}@campaigns.alur`);
  expect(event.sequence).toBe(2);
  expect(component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-02T09:30:00Z');
  expect(component.getFirstPropertyValue('status')).toBe('CONFIRMED');
  expect(component.getFirstProperty('categories')?.getValues()).toEqual(['E-mail', 'Shops, all']);
  expect(component.getFirstPropertyValue('url')).toBe('https://desk.example.com/campaigns/BF26');
  expect(event.description).toBe(
    '✔ 20 % off all shoes; until Sunday, everywhere\n\nNot for gift cards.\nC:\\outlet counts\n\nOwners: Bruno',
  );
  const [alarm = expect.fail('no alarm')] = component.getAllSubcomponents('valarm');
  expect([alarm.getFirstPropertyValue('action'), alarm.getFirstPropertyValue('trigger')?.toString()]).toEqual(['DISPLAY', '-PT15H']);
});

test('one that is cancelled says so and rings nobody; one day is one day', () => {
  const [{ component, event } = expect.fail('no event')] = eventsIn(feed([{ ...sale, to: sale.from, state: 'cancelled' }]));
  expect(component.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect(component.getAllSubcomponents('valarm')).toEqual([]);
  expect(event.duration.toSeconds()).toBe(86_400);
});

test.each(languages)('is a calendar by name in %s, and one of nothing is a calendar too', (language) => {
  const calendar = new ICAL.Component(ICAL.parse(feed([], language)));
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  expect(String(calendar.getFirstPropertyValue('name'))).toMatch(/\p{L}{6,}/u);
});

test('whatever is written comes back as it was, in lines of at most 75 octets', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.constantFrom('чорна пʼятниця '.repeat(20), 'a,b;c\\d\ne', '👩‍👩‍👧 '.repeat(40)),
  );
  fc.assert(
    fc.property(words, words, (name, facts) => {
      const text = feed([{ ...sale, name, facts, promises: [] }]);
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
      const plain = (one: string) => one.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t\x80-\x9f]/gu, '');
      const [{ event } = expect.fail('no event')] = eventsIn(text);
      expect(event.summary).toBe(plain(`${name} (BF26)`));
      expect(event.description).toContain(plain(facts));
    }),
  );
});
