// Working time, told in the wall clocks of six zones, and against a reference that looks at the clock minute by minute.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorked,
  addWorkingDays,
  dayOf,
  endOfWork,
  Hours,
  hoursMistakes,
  isWorking,
  nextOpening,
  usualDay,
  workedMs,
  workingDaysBetween,
} from '../../flows/hours.ts';
import { weekdays } from '../../flows/week.ts';
import { momentOf, wallOf } from '../../flows/zone.ts';
import { growth } from '../support/growth.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
type Spans = [string, string][];
const office: Spans = [['09:00', '18:00']];
const always: Spans = [['00:00', '24:00']];
const workdays = (spans: Spans) => ({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans });
const everyDay = (spans: Spans) => ({ ...workdays(spans), sat: spans, sun: spans });
const hoursOf = (
  zone: string,
  week: Partial<Record<(typeof weekdays)[number], Spans>> = workdays(office),
  holidays: string[] = [],
): Hours => Hours.parse({ zone, week, holidays });

/** `2026-03-07 09:30` on the wall of a zone, the first time it is shown. */
const at = (zone: string, wall: string): number => momentOf(zone, Date.parse(`${wall.replace(' ', 'T')}:00Z`));
const shown = (zone: string, moment: number): string => new Date(wallOf(zone, moment)).toISOString().slice(0, 16).replace('T', ' ');

const zones = ['America/Sao_Paulo', 'Asia/Jakarta', 'Europe/Istanbul', 'Europe/Kyiv', 'America/New_York', 'Australia/Lord_Howe'];

describe.each(zones)('in %s', (zone) => {
  const hours = hoursOf(zone, workdays(office), ['2026-12-25']);
  test.each([
    ['within a day', '2026-06-09 10:00', '2026-06-09 12:30', 2.5],
    ['before work begins', '2026-06-09 06:00', '2026-06-09 09:00', 0],
    ['over a night', '2026-06-09 17:00', '2026-06-10 10:00', 2],
    ['over a weekend', '2026-06-05 17:00', '2026-06-08 10:00', 2],
    ['within a weekend', '2026-06-06 00:00', '2026-06-08 00:00', 0],
    ['over a holiday', '2026-12-24 17:00', '2026-12-28 10:00', 2],
    ['a week, summer time or not', '2026-03-02 00:00', '2026-03-09 00:00', 45],
    ['March', '2026-03-01 00:00', '2026-04-01 00:00', 22 * 9],
    ['October and November', '2026-10-01 00:00', '2026-12-01 00:00', 43 * 9],
    ['a year', '2026-01-01 00:00', '2027-01-01 00:00', 260 * 9],
  ])('%s', (_, from, to, worked) => {
    expect(workedMs(hours, at(zone, from), at(zone, to)) / hour).toBe(worked);
    expect(workedMs(hours, at(zone, to), at(zone, from)) / hour + worked).toBe(0);
  });
  test('so much later', () => {
    const later = (from: string, worked: number): string => shown(zone, addWorked(hours, at(zone, from), worked * hour));
    expect(later('2026-06-05 17:00', 2)).toBe('2026-06-08 10:00');
    expect(later('2026-06-05 17:00', 1)).toBe('2026-06-05 18:00');
    expect(later('2026-12-24 12:00', 7)).toBe('2026-12-28 10:00');
    expect(later('2026-06-06 12:00', 0)).toBe('2026-06-06 12:00');
    expect(later('2026-01-01 00:00', 260 * 9)).toBe('2026-12-31 18:00');
  });
  test('whether and when there is work', () => {
    for (const [wall, works] of [
      ['2026-06-09 08:59', false],
      ['2026-06-09 09:00', true],
      ['2026-06-09 17:59', true],
      ['2026-06-09 18:00', false],
      ['2026-06-06 12:00', false],
      ['2026-12-25 12:00', false],
    ] as const)
      expect(isWorking(hours, at(zone, wall)), wall).toBe(works);
    const opening = (wall: string): string => shown(zone, nextOpening(hours, at(zone, wall)));
    expect(opening('2026-06-09 10:00')).toBe('2026-06-09 10:00');
    expect(opening('2026-06-09 18:00')).toBe('2026-06-10 09:00');
    expect(opening('2026-12-24 18:00')).toBe('2026-12-28 09:00');
  });
  test('working days', () => {
    const on = (from: string, n: number): string => shown(zone, addWorkingDays(hours, at(zone, from), n));
    expect(on('2026-06-09 10:30', 1)).toBe('2026-06-10 10:30');
    expect(on('2026-06-09 10:30', 0)).toBe('2026-06-09 10:30');
    expect(on('2026-06-05 10:30', 1)).toBe('2026-06-08 10:30');
    expect(on('2026-12-24 10:30', 1)).toBe('2026-12-28 10:30');
    expect(on('2026-06-05 22:00', 1)).toBe('2026-06-09 09:00');
    expect(on('2026-06-06 12:00', 1)).toBe('2026-06-09 09:00');
    expect(on('2026-03-27 10:30', 1)).toBe('2026-03-30 10:30');
    const between = (from: string, to: string): number => workingDaysBetween(hours, at(zone, from), at(zone, to));
    expect(between('2026-06-05 10:30', '2026-06-08 09:00')).toBe(1);
    expect(between('2026-06-05 10:30', '2026-06-07 23:00')).toBe(0);
    expect(between('2026-12-24 10:30', '2026-12-28 10:00')).toBe(1);
    expect(between('2026-06-08 10:30', '2026-06-05 10:00')).toBe(-1);
  });
  test('the end of a day’s work', () => {
    const end = (date: string): string => shown(zone, endOfWork(hours, date));
    expect(end('2026-06-09')).toBe('2026-06-09 18:00');
    expect(end('2026-06-07')).toBe('2026-06-05 18:00');
    expect(end('2026-12-25')).toBe('2026-12-24 18:00');
  });
});

describe('the clock changes', () => {
  test.each([
    ['America/New_York', '2026-03-08', 23, '2026-11-01', 25],
    ['Europe/Kyiv', '2026-03-29', 23, '2026-10-25', 25],
    ['Australia/Lord_Howe', '2026-10-04', 23.5, '2026-04-05', 24.5],
    ['America/Sao_Paulo', '2018-11-04', 23, '2019-02-16', 25],
    ['Asia/Jakarta', '2026-03-29', 24, '2026-10-25', 24],
    ['Europe/Istanbul', '2016-03-27', 23, '2026-10-25', 24],
    // Where the clock went back from one past midnight into the day before, which then came twice in part.
    ['America/St_Johns', '2010-03-14', 23, '2010-11-06', 24 + 59 / 60],
    // Where a whole day was left out.
    ['Pacific/Apia', '2011-12-30', 0, '2012-04-01', 25],
  ])('in %s the %s has %d hours, the %s %d', (zone, short, shortHours, long, longHours) => {
    const hours = hoursOf(zone, everyDay(always));
    const only = (date: string) => {
      const weekday = weekdays[(new Date(date).getUTCDay() + 6) % 7] ?? 'mon';
      return workedMs(hoursOf(zone, { [weekday]: always }), Date.parse(date) - 3 * day, Date.parse(date) + 4 * day) / hour;
    };
    expect(only(short)).toBe(shortHours);
    expect(only(long)).toBe(longHours);
    expect(workedMs(hours, Date.parse(short), Date.parse(long))).toBe(Date.parse(long) - Date.parse(short));
  });
  test('an hour that is not is no work; one that is twice is twice', () => {
    const zone = 'America/New_York';
    const night = hoursOf(zone, { sun: [['01:00', '02:30']] });
    expect(workedMs(night, at(zone, '2026-03-08 00:00'), at(zone, '2026-03-08 06:00')) / hour).toBe(1);
    expect(workedMs(night, at(zone, '2026-11-01 00:00'), at(zone, '2026-11-01 06:00')) / hour).toBe(2.5);
    expect(shown(zone, addWorked(night, at(zone, '2026-03-08 00:00'), 1.5 * hour))).toBe('2026-03-15 01:30');
    // 01:00–02:00 twice, then half an hour: two hours in, it is 02:00 for the only time.
    expect(addWorked(night, at(zone, '2026-11-01 00:00'), 2 * hour)).toBe(Date.parse('2026-11-01T07:00:00Z'));
    expect(nextOpening(hoursOf(zone, { sun: [['02:00', '03:00']] }), at(zone, '2026-03-07 12:00'))).toBe(at(zone, '2026-03-15 02:00'));
    expect(isWorking(night, Date.parse('2026-11-01T06:30:00Z'))).toBe(true);
  });
  test('the end of work that is shown twice is the second, one that is leapt over the leap, and of a day that was not, the day before', () => {
    const early = hoursOf('America/New_York', { ...workdays(office), sun: [['00:00', '01:30']] });
    expect(endOfWork(early, '2026-11-01')).toBe(Date.parse('2026-11-01T06:30:00Z'));
    const leap = hoursOf('America/New_York', { ...workdays(office), sun: [['00:00', '02:30']] });
    expect(endOfWork(leap, '2026-03-08')).toBe(Date.parse('2026-03-08T07:00:00Z'));
    const apia = hoursOf('Pacific/Apia');
    expect(shown('Pacific/Apia', endOfWork(apia, '2011-12-30'))).toBe('2011-12-29 18:00');
  });
  test('a time of day that the clock leaps over is the moment of the leap', () => {
    expect(at('America/New_York', '2026-03-08 02:30')).toBe(Date.parse('2026-03-08T07:00:00Z'));
    expect(at('America/New_York', '2026-11-01 01:30')).toBe(Date.parse('2026-11-01T05:30:00Z'));
    const nights = hoursOf('America/New_York', everyDay(always));
    expect(addWorkingDays(nights, at('America/New_York', '2026-03-07 02:30'), 1)).toBe(Date.parse('2026-03-08T07:00:00Z'));
  });
  test('the day of a zone', () => {
    expect(dayOf('America/Sao_Paulo', Date.parse('2026-06-10T02:59:00Z'))).toBe('2026-06-09');
    expect(dayOf('Asia/Jakarta', Date.parse('2026-06-09T17:00:00Z'))).toBe('2026-06-10');
    expect(dayOf('Australia/Lord_Howe', Date.parse('2026-06-09T13:29:59Z'))).toBe('2026-06-09');
    expect(dayOf('Australia/Lord_Howe', Date.parse('2026-06-09T13:30:00Z'))).toBe('2026-06-10');
  });
});

test('a usual day is the week’s work shared among its days', () => {
  expect(usualDay(hoursOf('UTC'))).toBe(9 * hour);
  expect(usualDay(hoursOf('UTC', { mon: office, sat: [['09:00', '12:00']] }))).toBe(6 * hour);
});

describe('mistakes are sentences', () => {
  const week = { mon: [['09:00', '18:00']] };
  test.each([
    [{ zone: 'UTC', week }, []],
    [{ zone: 'Mars/Olympus', week }, ['zone must be a time zone such as America/Sao_Paulo.']],
    [{ zone: 'UTC', week: {} }, ['week must have working time on at least one day.']],
    [{ zone: 'UTC', week: { mon: [], tue: [] } }, ['week must have working time on at least one day.']],
    [{ zone: 'UTC', week: { mon: [['9:00', '18:00']] } }, ['week.mon.0.0 must be a time from 00:00 to 24:00, such as 09:00.']],
    [{ zone: 'UTC', week: { mon: [['09:00', '24:01']] } }, ['week.mon.0.1 must be a time from 00:00 to 24:00, such as 09:00.']],
    [{ zone: 'UTC', week: { mon: [['18:00', '02:00']] } }, [/^week\.mon\.0 must end later than it begins; .+\.$/]],
    [
      {
        zone: 'UTC',
        week: {
          mon: [
            ['09:00', '13:00'],
            ['12:00', '18:00'],
          ],
        },
      },
      ['week.mon must have its spans in order, and none over another.'],
    ],
    [{ zone: 'UTC', week: { lun: office } }, [/^week must have spans by weekday: mon, tue/]],
    [{ zone: 'UTC', week, holidays: ['2026-02-30'] }, ['holidays.0 must be a day such as 2026-12-25.']],
    [{ zone: 'UTC', week, holidays: ['2026-13-01'] }, ['holidays.0 must be a day such as 2026-12-25.']],
    [{ week }, ['zone must be a time zone such as America/Sao_Paulo.']],
  ])('%j', (written, mistakes) => {
    expect(hoursMistakes(written)).toEqual(mistakes.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))));
  });
  test('a week without work, made past the schema, is told too, and does not loop for ever', () => {
    const nothing: Hours = { zone: 'UTC', week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, holidays: [] };
    for (const call of [() => addWorked(nothing, 0, 1), () => nextOpening(nothing, 0), () => endOfWork(nothing, '2026-01-01')])
      expect(call).toThrow('There is no working time on any day of the week.');
    expect(() => addWorked(hoursOf('UTC'), 0, -1)).toThrow(RangeError);
    expect(() => addWorked(hoursOf('UTC'), 0, Number.NaN)).toThrow(RangeError);
    expect(() => addWorked(hoursOf('UTC'), 0, Number.POSITIVE_INFINITY)).toThrow('more than a hundred years');
  });
});

const anyZone = fc.constantFrom(...zones, 'UTC', 'America/St_Johns', 'Africa/Casablanca', 'Asia/Kathmandu', 'Pacific/Apia');
const anySpans = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 * 12 }), { maxLength: 6 })
  .map((marks) => marks.slice(marks.length % 2).sort((a, b) => a - b))
  .map((marks) => marks.map((mark) => `${String(Math.floor(mark / 12)).padStart(2, '0')}:${String((mark % 12) * 5).padStart(2, '0')}`))
  .map((times) => times.flatMap((time, i): Spans => (i % 2 ? [] : [[time, times[i + 1] ?? '24:00']])));
const from2009 = Date.UTC(2009, 0, 1);
const to2028 = Date.UTC(2028, 0, 1);
const anyMoment = fc.integer({ min: from2009 / minute, max: to2028 / minute }).map((minutes) => minutes * minute);
const anyHours = fc
  .record({
    zone: anyZone,
    week: fc.record({ mon: anySpans, tue: anySpans, wed: anySpans, thu: anySpans, fri: anySpans, sat: anySpans, sun: anySpans }),
    holidays: fc.array(
      anyMoment.map((moment) => new Date(moment).toISOString().slice(0, 10)),
      { maxLength: 5 },
    ),
  })
  .filter(({ week }) => Object.values(week).some((spans) => spans.length > 0))
  .map((written) => Hours.parse(written));

describe('whatever the hours', () => {
  test('parts add up, no part is less than nothing or more than its length, and what is not work is the rest', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, anyMoment, anyMoment, (hours, ...moments) => {
        const [a = 0, b = 0, c = 0] = moments.toSorted((x, y) => x - y);
        const [first, second, both] = [workedMs(hours, a, b), workedMs(hours, b, c), workedMs(hours, a, c)];
        expect(first + second).toBe(both);
        for (const [worked, length] of [
          [first, b - a],
          [second, c - b],
          [both, c - a],
        ] as const) {
          expect(worked).toBeGreaterThanOrEqual(0);
          expect(worked).toBeLessThanOrEqual(length);
        }
        expect(workedMs(hours, c, a)).toBe(-both);
      }),
      { numRuns: 300 },
    );
  });
  test('work and rest are the whole time', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, fc.integer({ min: 0, max: 400 * day }), (hours, from, length) => {
        const rest = restOf(hours);
        if (!rest) return;
        expect(workedMs(hours, from, from + length) + workedMs(rest, from, from + length)).toBe(length);
      }),
      { numRuns: 300 },
    );
  });
  test('adding undoes counting, and no earlier moment would do', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, fc.integer({ min: 1, max: 2000 * 60 }), (hours, from, minutes) => {
        // No more than three years bring, with a little to spare: the week may have five minutes of work.
        const ms = Math.min(minutes * minute, workedMs(hours, from, from + 1100 * day) + 1);
        const end = addWorked(hours, from, ms);
        expect(workedMs(hours, from, end)).toBe(ms);
        expect(workedMs(hours, from, end - 1)).toBe(ms - 1);
      }),
      { numRuns: 300 },
    );
  });
  test('between a moment and the next opening there is no work, at it there is', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, (hours, moment) => {
        const opening = nextOpening(hours, moment);
        expect(workedMs(hours, moment, opening)).toBe(0);
        expect(isWorking(hours, opening)).toBe(true);
        expect(workedMs(hours, opening, opening + 1)).toBe(1);
        expect(isWorking(hours, moment)).toBe(opening === moment);
        expect(workedMs(hours, moment, moment + 1)).toBe(isWorking(hours, moment) ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });
  test('the end of a day’s work is the last of that day, or of one before it', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, (hours, moment) => {
        const date = dayOf(hours.zone, moment);
        const end = endOfWork(hours, date);
        expect(isWorking(hours, end - 1)).toBe(true);
        expect(dayOf(hours.zone, end - 1) <= date).toBe(true);
        const tomorrow = momentOf(hours.zone, Date.parse(`${date}T24:00:00Z`));
        if (tomorrow > end) expect(workedMs(hours, end, tomorrow)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
  test('working days on are counted back; a later beginning comes to no earlier end', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, fc.integer({ min: 0, max: 30 * day }), fc.nat({ max: 60 }), (hours, from, later, n) => {
        const end = addWorkingDays(hours, from, n);
        expect(isWorking(hours, end)).toBe(true);
        expect(workingDaysBetween(hours, nextOpening(hours, from), end)).toBeGreaterThanOrEqual(n);
        // Where the clock is set back by an hour, a time of day later on can be an earlier one on the wall.
        expect(addWorkingDays(hours, from + later, n) + (later < 2 * day ? hour : 0)).toBeGreaterThanOrEqual(end);
      }),
      { numRuns: 300 },
    );
  });
  test('it is what a look at the clock at every minute counts', () => {
    fc.assert(
      fc.property(anyHours, fc.oneof(anyMoment, aroundChange), fc.integer({ min: 1, max: 4000 }), (hours, from, minutes) => {
        expect(workedMs(hours, from, from + minutes * minute) / minute).toBe(minuteByMinute(hours, from, minutes));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** Days on which some of the zones changed their clocks. */
const aroundChange = fc
  .tuple(
    fc.constantFrom('2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25', '2026-10-04', '2010-11-07', '2011-12-30', '2026-02-15'),
    fc.nat(2880),
  )
  .map(([date, minutes]) => Date.parse(date) - day + minutes * minute);

/** The hours in which these are free, where there are any. Their holidays are left out on both sides. */
function restOf(hours: Hours): Hours | undefined {
  if (hours.holidays.length > 0) return undefined;
  const week = Object.fromEntries(
    weekdays.map((one) => {
      const marks = ['00:00', ...hours.week[one].flat(), '24:00'];
      const spans = marks.flatMap((time, i): Spans => (i % 2 === 0 && time < (marks[i + 1] ?? '') ? [[time, marks[i + 1] ?? '']] : []));
      return [one, spans];
    }),
  );
  return Hours.safeParse({ ...hours, week }).data;
}

/** The reference: slow, and without a thought. */
function minuteByMinute(hours: Hours, from: number, minutes: number): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.zone,
    weekday: 'short',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  let worked = 0;
  for (let i = 0; i < minutes; i++) {
    const parts = Object.fromEntries(clock.formatToParts(from + i * minute).map(({ type, value }) => [type, value]));
    const weekday = weekdays.find((one) => one === parts.weekday?.toLowerCase()) ?? 'mon';
    const time = `${parts.hour}:${parts.minute}`;
    const isFree = hours.holidays.includes(`${parts.year}-${parts.month}-${parts.day}`);
    if (!isFree && hours.week[weekday].some(([begin, end]) => begin <= time && time < end)) worked++;
  }
  return worked;
}

test('a year is not counted day by day', () => {
  const hours = hoursOf(
    'America/New_York',
    workdays([
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ]),
    ['2026-07-03', '2026-12-25'],
  );
  const from = at('America/New_York', '2026-01-01 00:00');
  const counts = (days: number) => () => {
    for (let i = 0; i < 50; i++) {
      workedMs(hours, from + i * minute, from + days * day);
      addWorked(hours, from + i * minute, ((2000 * days) / 365) * hour);
    }
  };
  expect(growth(counts(10), counts(365))).toBeLessThan(20); // 36 times as many days
});
