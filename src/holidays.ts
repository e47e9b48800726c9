// The public holidays of a country or a part of it, as days, by the package date-holidays. It is big, so it is loaded when first asked for.
// Must not know the team's own days off, nor what is done with the days.
import type HolidayList from 'date-holidays';
import { isNear } from '../flows/match.ts';
import { normalize } from '../flows/normalize.ts';

type Known = { readonly code: string; readonly names: readonly string[] };

const hourMs = 3_600_000;
const mostNear = 6;

/**
 * The days `YYYY-MM-DD` of these years that are public holidays the whole day through, in order. The place is an ISO 3166 code: `BR`, `BR-SP`.
 * Throws a RangeError with a sentence, and with the places that may have been meant.
 */
export async function holidaysOf(place: string, years: readonly number[]): Promise<string[]> {
  const { default: Holidays } = await import('date-holidays');
  const list = new Holidays();
  const [country = '', state, region, ...rest] = place.trim().toUpperCase().split(/[-_]/);
  const countries = knownFrom(list.getCountries('en'), list.getCountries());
  check(place, country, countries, '', place);
  const within = place.trim().slice(country.length + 1);
  if (state !== undefined) check(place, state, knownFrom(list.getStates(country, 'en')), `${country}-`, within);
  if (region !== undefined) check(place, region, knownFrom(list.getRegions(country, state ?? '', 'en')), `${country}-${state}-`, region);
  if (rest.length > 0) throw unknown(place, []);
  list.init(country, state, region);
  return daysOf(list, years);
}

function daysOf(list: HolidayList, years: readonly number[]): string[] {
  const days = new Set<string>();
  // A holiday of several days may begin in the year before.
  for (const year of new Set(years.flatMap((one) => [one - 1, one])))
    for (const { type, date, start, end } of list.getHolidays(year)) {
      if (type !== 'public') continue;
      // Whole days only, whatever the hour the clock changed by; those that begin at sunset are named by the day after it.
      const length = Math.floor((end.getTime() - start.getTime() + hourMs) / (24 * hourMs));
      const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
      for (let i = 0; i < length; i++) days.add(new Date(first + i * 24 * hourMs).toISOString().slice(0, 10));
    }
  return [...days].filter((day) => years.includes(Number(day.slice(0, 4)))).sort();
}

/** Each code with its names in these languages. */
function knownFrom(...lists: (Record<string, string> | undefined)[]): Known[] {
  const codes = Object.keys(lists[0] ?? {});
  return codes.map((code) => ({ code, names: lists.flatMap((list) => list?.[code] ?? []) }));
}

function check(place: string, code: string, known: readonly Known[], before: string, said: string): void {
  if (known.some((one) => one.code === code)) return;
  const near = known.filter((one) => isMeant(said, code, one));
  const shown = near.length > 0 || before === '' ? near : known;
  throw unknown(
    place,
    shown.map((one) => `${before}${one.code} (${one.names[0]})`),
  );
}

/** A code of three letters, a name or its beginning, a slip, or the first letters of a name. */
function isMeant(written: string, code: string, known: Known): boolean {
  const said = normalize(written);
  if (code.length === 3 && code.startsWith(known.code)) return true;
  return known.names.map(normalize).some((name) => {
    const initials = name
      .split(' ')
      .map((word) => word[0])
      .join('');
    return isNear(said, name) || (said.length >= 3 && name.startsWith(said)) || (said.length >= 2 && initials === said);
  });
}

function unknown(place: string, near: readonly string[]): RangeError {
  const meant = near.length > mostNear ? [...near.slice(0, mostNear), '…'] : near;
  const hint = meant.length > 0 ? `Known are: ${meant.join(', ')}.` : 'Write a code such as BR, BR-SP or US-CA.';
  return new RangeError(`No holidays are known for “${place}”. ${hint}`);
}
