// Who listens hears of what was committed: pages that are open are shown anew. It is told of this process's own commits.
import type { TurnRows } from '../db/commit.ts';

/** `tickets`: by number · `people`: whose they are, or who changed. */
export type Committed = { tickets: readonly number[]; people: readonly string[] };
export type Listener = (committed: Committed) => void;

export type Changes = {
  /** Hears of every commit that changed something, until the returned function is called. */
  listen(listener: Listener): () => void;
};

export function createChanges(): Changes & { tell(rows: readonly TurnRows[]): void } {
  const listeners = new Set<Listener>();
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (rows) => {
      if (listeners.size === 0) return;
      const tickets = [...new Set(rows.flatMap(({ changes }) => changes.map(({ ticket }) => ticket.number)))];
      const people = [
        ...new Set(rows.flatMap(({ changes, person }) => [...changes.map(({ ticket }) => ticket.person), ...(person ? [person.id] : [])])),
      ];
      if (tickets.length + people.length > 0) for (const listener of listeners) listener({ tickets, people });
    },
  };
}
