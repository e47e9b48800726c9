// The open tickets as the board needs them, remembered between requests: what was committed is read again, the rest is not.
import { setImmediate as breathe } from 'node:timers/promises';
import { type BoardRow, readBoardRows, readOpen } from '../../../db/board.ts';
import { isClosed } from '../../../flows/ticket.ts';
import type { AppParts } from '../parts.ts';
import { timeOf } from './time.ts';
import { findOut, type Time } from './view.ts';

/** Other processes may have committed too: after so long it is looked which versions there are. */
const oldMs = 60_000;
/** So many tickets are read in one breath: whoever else waits for the house is let in between. */
const perBreath = 200;

export type Rows = {
  /** Every open ticket as it is now; the same list while nothing changes. */
  current(): Promise<readonly BoardRow[]>;
};

export function createRows(parts: Pick<AppParts, 'house' | 'clock'>): Rows {
  const { house, clock } = parts;
  let known = new Map<number, BoardRow>();
  let list: readonly BoardRow[] = [];
  const changed = new Set<number>();
  const people = new Set<string>();
  let readAt: number | undefined;
  let last: Promise<unknown> = Promise.resolve();
  house.changes.listen((committed) => {
    for (const number of committed.tickets) changed.add(number);
    for (const person of committed.people) people.add(person);
  });

  async function read(): Promise<readonly BoardRow[]> {
    const now = clock.now();
    const ofThem = people.size > 0 ? list.filter(({ ticket }) => people.has(ticket.person)).map(({ ticket }) => ticket.number) : [];
    const numbers = new Set([...changed, ...ofThem]);
    changed.clear();
    people.clear();
    if (readAt === undefined || now - readAt > oldMs) {
      await readVersions(numbers);
      readAt = now;
    } else if (numbers.size > 0) await readAnew([...numbers], timeOf(parts));
    else return list;
    list = [...known.values()];
    return list;
  }

  /** Everything that is open, in its order; only what is not known by its version is read whole. */
  async function readVersions(numbers: ReadonlySet<number>): Promise<void> {
    const open = await readOpen(house.store);
    const isSame = (row: BoardRow, version: number) => row.ticket.version === version && !numbers.has(row.ticket.number);
    const before = known;
    known = new Map();
    const others: number[] = [];
    for (const { number, version, client } of open) {
      const row = before.get(number);
      if (row && isSame(row, version)) known.set(number, row.client === client ? row : { ...row, client });
      else others.push(number);
    }
    const time = timeOf(parts);
    for (let from = 0; from < others.length; from += perBreath) {
      await readAnew(others.slice(from, from + perBreath), time);
      await breathe();
    }
  }

  async function readAnew(numbers: readonly number[], time: Time): Promise<void> {
    const rows = await readBoardRows(house.store, numbers);
    for (const number of numbers) known.delete(number);
    for (const row of rows) {
      if (isClosed(row.ticket)) continue;
      findOut(row.ticket, time);
      known.set(row.ticket.number, row);
    }
  }

  return {
    current: () => {
      const next = last.then(read);
      last = next.catch(() => {
        readAt = undefined; // what was to be read again is forgotten: everything is looked at again at the next try
      });
      return next;
    },
  };
}
