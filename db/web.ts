// What the staff's pages keep: sessions, sign-in codes, and the log of who changed what there.
import type { Audited } from '../flows/audit.ts';
import type { Statement, Store } from './store.ts';

/** A row of the log. `about`: what else it was about, never somebody's words. */
export type Audit = { at: number; address: string; name: string; deed: Audited; ticket?: number; about?: string };

export const auditStatement = ({ at, address, name, deed, ticket, about }: Audit): Statement => ({
  sql: 'INSERT INTO audit (at, address, name, deed, ticket, about) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
  args: [at, address, name, deed, ticket ?? null, about ?? null],
});

/** The log's newest rows before an id, newest first. */
export async function readAudit(
  store: Pick<Store, 'read'>,
  before = Number.MAX_SAFE_INTEGER,
  most = 100,
): Promise<(Audit & { id: number })[]> {
  const rows = await store.read({
    sql: 'SELECT id, at, address, name, deed, ticket, about FROM audit WHERE id < ?1 ORDER BY id DESC LIMIT ?2',
    args: [before, most],
  });
  return rows.map((row) => ({
    id: Number(row.id),
    at: Number(row.at),
    address: String(row.address),
    name: String(row.name),
    deed: String(row.deed) as Audited, // written by auditStatement
    ...(row.ticket === null ? {} : { ticket: Number(row.ticket) }),
    ...(row.about === null ? {} : { about: String(row.about) }),
  }));
}

export const sessionStatement = (hash: string, address: string, at: number): Statement => ({
  sql: 'INSERT INTO session (hash, address, at, seen_at) VALUES (?1, ?2, ?3, ?3)',
  args: [hash, address, at],
});

/** Whose session it is, and when it was last seen; null when there is none. */
export async function readSession(store: Pick<Store, 'read'>, hash: string): Promise<{ address: string; seenAt: number } | null> {
  const [row] = await store.read({ sql: 'SELECT address, seen_at FROM session WHERE hash = ?1', args: [hash] });
  return row ? { address: String(row.address), seenAt: Number(row.seen_at) } : null;
}

export const seenStatement = (hash: string, at: number): Statement => ({
  sql: 'UPDATE session SET seen_at = ?2 WHERE hash = ?1',
  args: [hash, at],
});

/** Ends a session. */
export const endSession = (hash: string): Statement => ({ sql: 'DELETE FROM session WHERE hash = ?1', args: [hash] });
/** Sessions that nobody used since are gone, and so are codes. */
export const tidySessions = (since: number, codesSince: number): Statement[] => [
  { sql: 'DELETE FROM session WHERE seen_at < ?1', args: [since] },
  { sql: 'DELETE FROM sign_in WHERE at < ?1', args: [codesSince] },
];

/** Where a member of staff gets mails, by address; those without one are not in the map. */
export async function readStaffMails(store: Pick<Store, 'read'>): Promise<Map<string, string>> {
  const rows = await store.read({ sql: 'SELECT address, mail FROM staff WHERE mail IS NOT NULL', args: [] });
  return new Map(rows.map((row) => [String(row.address), String(row.mail)]));
}

export const staffMailStatement = (address: string, mail: string | null): Statement => ({
  sql: 'UPDATE staff SET mail = ?2 WHERE address = ?1',
  args: [address, mail],
});

/** A code's row and the message that takes it to `to`. The message is in a lane of its own, and goes once the code does. */
export const codeStatements = (
  code: { address: string; browser: string; hash: string; at: number },
  message: { id: string; lane: string; body: string },
): Statement[] => [
  {
    sql: 'INSERT INTO sign_in (address, browser, hash, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (address) DO UPDATE SET browser = excluded.browser, hash = excluded.hash, at = excluded.at, tries = 0',
    args: [code.address, code.browser, code.hash, code.at],
  },
  { sql: 'DELETE FROM outbox WHERE address = ?1', args: [message.lane] },
  {
    sql: 'INSERT INTO outbox (id, address, body, at, due_at) VALUES (?1, ?2, ?3, ?4, ?4)',
    args: [message.id, message.lane, message.body, code.at],
  },
];

/** Counts a browser's try at the code that it asked for; what is kept of it, or null when there is none or it was tried too often. */
export async function tryCode(
  store: Store,
  address: string,
  browser: string,
  mostTries: number,
): Promise<{ hash: string; at: number } | null> {
  const [written] = await store.write([
    {
      sql: 'UPDATE sign_in SET tries = tries + 1 WHERE address = ?1 AND browser = ?2 AND tries < ?3 RETURNING hash, at',
      args: [address, browser, mostTries],
    },
  ]);
  const [row] = written?.rows ?? [];
  return row ? { hash: String(row.hash), at: Number(row.at) } : null;
}

/** The code is used up, and the message that bore it is gone. */
export const usedStatements = (address: string, lane: string): Statement[] => [
  { sql: 'DELETE FROM sign_in WHERE address = ?1', args: [address] },
  { sql: 'DELETE FROM outbox WHERE address = ?1', args: [lane] },
];

/** When a member was last sent a code, or null. */
export async function readCodeAt(store: Pick<Store, 'read'>, address: string): Promise<number | null> {
  const [row] = await store.read({ sql: 'SELECT at FROM sign_in WHERE address = ?1', args: [address] });
  return row ? Number(row.at) : null;
}

/** The text of the notice that a deed was answered with: empty when it was done, undefined when it was not answered. */
export async function readNotice(store: Pick<Store, 'read'>, deed: string): Promise<string | undefined> {
  const [row] = await store.read({
    sql: "SELECT coalesce(body->>'$.body.text', '') AS text FROM outbox WHERE id >= ?1 || '#' AND id < ?1 || '$' AND body->>'$.body.type' = 'notice'",
    args: [deed],
  });
  return row === undefined ? undefined : String(row.text);
}
