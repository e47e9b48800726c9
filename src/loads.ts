// How many open tickets each of the team has, kept up to date with every commit: whoever is first in line is found without a read.
import { isClosed, type Ticket } from '../flows/ticket.ts';

/** Counts by address. A ticket that nobody has taken counts for whoever is first in line for it. */
export function createLoads() {
  let holders = new Map<number, string>();
  let counts: ReadonlyMap<string, number> | undefined;
  return {
    /** Takes the place of what was known: the holder of each open ticket, by number. */
    read(all: Map<number, string>): void {
      holders = all;
      counts = undefined;
    },
    note(ticket: Ticket): void {
      const holder = isClosed(ticket) ? undefined : (ticket.analyst ?? ticket.route?.analyst)?.address;
      if (holder === holders.get(ticket.number)) return;
      if (holder === undefined) holders.delete(ticket.number);
      else holders.set(ticket.number, holder);
      counts = undefined;
    },
    counted(): ReadonlyMap<string, number> {
      if (counts) return counts;
      const counting = new Map<string, number>();
      for (const holder of holders.values()) counting.set(holder, (counting.get(holder) ?? 0) + 1);
      counts = counting;
      return counting;
    },
  };
}
