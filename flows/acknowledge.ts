// The promise that is made when a request is filed: by when a person will have answered, and how that is said (R35).
import type { Service } from './catalogue.ts';
import { dayOf, type Hours, usualDay } from './hours.ts';
import { promiseReply, sayReply } from './promise.ts';
import type { Settings } from './settings.ts';
import type { Holes } from './texts.ts';
import type { Reply } from './turn.ts';
import { numberOf } from './week.ts';
import { wallOf } from './zone.ts';

const hourMs = 3_600_000;
const roundMs = 5 * 60_000;
/** So many first replies are looked at; so many of one service are enough to judge by them alone. */
const most = 200;
const enough = 20;

/** `waiting`: how many requests wait for their first reply now. */
type Known = { now: number; hours: Hours; settings: Settings; replies: readonly Reply[]; waiting: number };

/** The moment (ms since the epoch) that is promised to whoever files a request now, on full five minutes. */
export function replyBy({ now, hours, replies, waiting }: Known, service: Pick<Service, 'id' | 'firstReplyHours'>): number {
  const own = replies.filter((one) => one.service === service.id);
  const lately = (own.length >= enough ? own : replies).slice(-most);
  const counted = lately.flatMap((one) => (one.waiting === undefined ? [] : [{ ms: one.ms, waiting: one.waiting }]));
  const history = (counted.length >= enough ? counted : lately).map(({ ms }) => ms);
  const backlog = counted.length >= enough ? { backlog: { now: waiting, atFiling: counted.map((one) => one.waiting) } } : {};
  const target = service.firstReplyHours * hourMs;
  const { by } = sayReply(hours, now, promiseReply({ history, target, day: usualDay(hours), ...backlog }));
  return Math.ceil(by / roundMs) * roundMs;
}

/** How a moment is said, as holes for `when` and `by`: today, tomorrow, by the weekday or by the day. */
export function momentHoles(zone: string, now: number, at: number): Holes {
  const days = numberOf(dayOf(zone, at)) - numberOf(dayOf(zone, now));
  const when = days <= 0 ? 'today' : days === 1 ? 'tomorrow' : days < 7 ? 'week' : 'later';
  return { when, by: new Date(wallOf(zone, at)) };
}
