// When the team works and what time does to tickets, as the configuration says; with the public holidays of the team's country.
import type { Hours } from '../flows/hours.ts';
import { parseHours } from '../flows/hours-written.ts';
import { type Settings, usualSettings } from '../flows/settings.ts';
import type { Env } from './env.ts';
import { holidaysOf } from './holidays.ts';
import { StartError } from './open-store.ts';

/** Holidays are known so many years ahead of the start, and one back. */
const yearsAhead = 5;

/** The team's hours from now on. Throws StartError for a country that nothing is known of, or a free day that is no day. */
export async function teamHours(env: Env, now: number): Promise<Hours> {
  const year = new Date(now).getUTCFullYear();
  const years = Array.from({ length: yearsAhead + 2 }, (_, i) => year - 1 + i);
  try {
    const holidays = env.TEAM_COUNTRY ? await holidaysOf(env.TEAM_COUNTRY, years) : [];
    const free = env.TEAM_FREE_DAYS?.split(',').map((day) => day.trim()) ?? [];
    return parseHours(env.TZ_NAME, env.TEAM_HOURS, [...holidays, ...free]);
  } catch (error) {
    if (error instanceof RangeError) throw new StartError(`TEAM_COUNTRY or TEAM_FREE_DAYS is wrong. ${error.message}`);
    throw error;
  }
}

export const teamSettings = (env: Env): Settings => ({
  ...usualSettings,
  answer: { remindDays: env.REMIND_DAYS, endDays: env.CLOSE_DAYS },
  approval: { remindDays: env.ACCEPT_REMIND_DAYS, endDays: env.ACCEPT_DAYS },
  warnAt: env.WARN_PERCENT / 100,
  escalateDays: env.ESCALATE_DAYS,
  ratingHours: env.RATING_HOURS,
  followUpDays: env.FOLLOW_UP_DAYS,
  quietMs: env.QUIET_MS,
});
