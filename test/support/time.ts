// Weeks in a moment: the clock of a room goes from timer to timer, and what each says is written down with its time.
import type { Outbound } from '../../flows/message.ts';
import { momentOf, wallOf } from '../../flows/zone.ts';
import { type Room, readBy } from './flow-room.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

/** `2026-11-23 10:00` of a zone's clock → the moment. */
export const momentAt = (wall: string, zone = 'UTC'): number => momentOf(zone, Date.parse(`${wall.replace(' ', 'T')}:00Z`));

/** `Mon 23 10:00` */
export function shownAt(moment: number, zone = 'UTC'): string {
  const wall = new Date(wallOf(zone, moment));
  const [name = '', date = ''] = [wall.toUTCString().slice(0, 3), wall.toISOString().slice(8, 10)];
  return `${name} ${date} ${wall.toISOString().slice(11, 16)}`;
}

export type Heard = { at: number; client: string; desk: string; topic: string; outbound: Outbound[] };

/** Time goes by until a moment, with a beat at each timer's own, and what was said meanwhile. Put off for ever is a mistake. */
export function passUntil(room: Room, until: number): Heard[] {
  const heard: Heard[] = [];
  for (let beats = 0; ; beats++) {
    if (beats > 2_000) throw new Error(`A timer comes due again and again: ${JSON.stringify(room.timers())}`);
    const [due] = room
      .timers()
      .flatMap(({ dueAt }) => (dueAt === null || dueAt > until ? [] : [Math.max(dueAt, room.now())]))
      .sort((a, b) => a - b);
    if (due === undefined) break;
    const outbound = room.wait(due - room.now());
    const said = { client: readBy(outbound), desk: readBy(outbound, 'desk'), topic: readBy(outbound, 'desk:1001') };
    if (outbound.length > 0) heard.push({ at: due, ...said, outbound });
  }
  room.wait(until - room.now());
  return heard;
}

/** What the client heard, one line a message: when, and a line of it that says which it was. */
export const clientLines = (heard: readonly Heard[], line = 1, zone = 'UTC'): string[] =>
  heard.flatMap(({ at, client }) => (client === '' ? [] : [`${shownAt(at, zone)} ${client.split('\n')[line] ?? ''}`]));
