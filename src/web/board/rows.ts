// The open tickets as the board needs them, remembered between requests: what was committed is read again, the rest is not.
import { type BoardRow, readBoard, readBoardRows } from '../../../db/board.ts';
import { isClosed } from '../../../flows/ticket.ts';
import type { AppParts } from '../parts.ts';

/** Other processes may have committed too: after so long everything is read again. */
const oldMs = 60_000;

export type Rows = {
  /** Every open ticket as it is now. */
  current(): Promise<readonly BoardRow[]>;
};

export function createRows({ house, clock }: Pick<AppParts, 'house' | 'clock'>): Rows {
  const known = new Map<number, BoardRow>();
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
    const ofThem = [...known.values()].filter(({ ticket }) => people.has(ticket.person)).map(({ ticket }) => ticket.number);
    const numbers = new Set([...changed, ...ofThem]);
    changed.clear();
    people.clear();
    if (readAt === undefined || now - readAt > oldMs) {
      const rows = await readBoard(house.store);
      const before = new Map(known);
      known.clear();
      for (const row of rows) known.set(row.ticket.number, same(before.get(row.ticket.number), row));
      readAt = now;
    } else if (numbers.size > 0) {
      for (const number of numbers) known.delete(number);
      for (const row of await readBoardRows(house.store, [...numbers])) if (!isClosed(row.ticket)) known.set(row.ticket.number, row);
    }
    return [...known.values()];
  }

  return {
    current: () => {
      const next = last.then(read);
      last = next.catch(() => {
        readAt = undefined; // what was to be read again is forgotten: everything is read at the next try
      });
      return next;
    },
  };
}

/** One that did not change stays the same value: what was found out about it is kept with it. */
const same = (before: BoardRow | undefined, row: BoardRow): BoardRow =>
  before && before.ticket.version === row.ticket.version ? { ...row, ticket: before.ticket } : row;
