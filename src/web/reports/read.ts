// Reads a report: what its page, its files and the API's report have in common.
import { freshenFacts } from '../../../db/reports.ts';
import type { Facts } from '../../../flows/reports/facts.ts';
import type { Means } from '../../../flows/reports/measures.ts';
import { type Asked, neededFor, type Report, reportOf } from '../../../flows/reports/report.ts';
import { dayOf } from '../../../flows/zone.ts';
import type { AppParts } from '../parts.ts';

type Parts = Pick<AppParts, 'house' | 'clock'>;

/** `all`: the facts that it is made of, before its filter. `today`: in the team's zone. */
export type Reading = { today: string; asked: Asked; all: Facts; means: Means; report: Report };

/** The day that it is for the team. */
export const todayIn = ({ house, clock }: Parts): string => dayOf(house.hours.zone, clock.now());

/** Counts at most so many slices of what changed: how many tickets are left. */
export const freshen = ({ house }: Parts, slices = Number.POSITIVE_INFINITY): Promise<number> =>
  freshenFacts(house.store, house.hours, slices);

/** The report, of what is counted. */
export async function readReport(parts: Parts, asked: Asked): Promise<Reading> {
  const { memory, hours, catalogue } = parts.house;
  const today = todayIn(parts);
  const all = await memory.facts.read(neededFor(asked, hours.zone, today));
  const services = catalogue.current();
  const complaints = [...services, ...(services.past ?? [])].flatMap(({ id, role }) => (role === 'complaint' ? [id] : []));
  const means: Means = { zone: hours.zone, complaints: new Set(complaints) };
  return { today, asked, all, means, report: reportOf(all, asked, means, today) };
}
