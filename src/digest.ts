// The morning's digest comes by the clock, once a day: what is handed in bears the day's name, so that a restart or a second process
// repeats it in vain. The hour is the wall clock's of the team's zone, whatever summer time makes of it.
import { digestKey } from '../flows/digest.ts';
import type { Inbound } from '../flows/message.ts';
import type { Desk } from '../flows/turn.ts';
import { timeOf } from '../flows/week.ts';
import { dayMs, wallOf } from '../flows/zone.ts';

/** A house that was down at the hour says it so much later; after that the morning is over. */
const lateMs = 4 * 3_600_000;

export type DigestParts = {
  /** `HH:MM` */
  at: string;
  zone: string;
  desk: () => Desk | null;
  take: (inbound: Inbound) => Promise<unknown>;
  /** Whether this inbound was taken before, by whomever. */
  isTaken: (id: string) => Promise<boolean>;
};

/** To be called with every beat of the clock; hands the digest in when its hour has come. `now`: ms since the epoch. */
export function createDigest({ at, zone, desk, take, isTaken }: DigestParts): (now: number) => Promise<void> {
  const hour = timeOf(at);
  let handed = '';
  return async (now) => {
    const wall = wallOf(zone, now);
    const day = new Date(wall).toISOString().slice(0, 10);
    const time = wall % dayMs;
    const to = desk();
    if (handed === day || !to || time < hour || time >= hour + lateMs) return;
    const { contact, chat } = to;
    const id = `clock:digest:${day}`;
    if (!(await isTaken(id)))
      await take({
        type: 'timer',
        id,
        contact,
        chat,
        from: { address: chat, name: '' },
        at: now,
        key: digestKey,
        body: {},
      });
    handed = day;
  };
}
