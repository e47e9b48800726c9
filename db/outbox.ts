// The outbox as statements: lanes in order, heads claimed with a lease, marks, retries and parking.
import type { Outbound } from '../flows/message.ts';
import { toJson } from './json.ts';
import type { Row, Statement, Store } from './store.ts';

/** A row that somebody has claimed and may send. `attempts` counts this one. */
export type Claimed = { id: string; lane: string; outbound: Outbound; attempts: number };

/** Claims the head of each lane, where it is free. `+due_at` keeps SQLite from looking through the index of moments. */
export const headsStatement = (lanes: readonly string[], owner: string, leaseUntil: number): Statement => ({
  sql: `UPDATE outbox SET due_at = ?2, owner = ?3, attempts = attempts + 1 WHERE +due_at IS NULL AND state = 'queued' AND seq IN
    (SELECT (SELECT min(o.seq) FROM outbox o WHERE o.address = a.value AND o.state = 'queued') FROM json_each(?1) a)`,
  args: [toJson(lanes), leaseUntil, owner],
});

/**
 * What was claimed with this lease, in one value: a row of a RETURNING costs the client more than writing it does.
 * A lease's moment is used once (see src/lease.ts), and is the same when a commit whose answer got lost is asked again.
 */
export const claimsStatement = (owner: string, leaseUntil: number): Statement => ({
  sql: "SELECT group_concat(id || char(9) || attempts, char(10)) AS claims FROM outbox WHERE state = 'queued' AND due_at = ?1 AND owner = ?2",
  args: [leaseUntil, owner],
});

/** Claims what is due: retries, what was put off, and leases that ran out with their owner. */
export const sweepStatement = (owner: string, now: number, leaseUntil: number): Statement => ({
  sql: `UPDATE outbox SET due_at = ?2, owner = ?3, attempts = attempts + 1 WHERE seq IN
    (SELECT seq FROM outbox WHERE state = 'queued' AND due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT 50)`,
  args: [now, leaseUntil, owner],
});

/** At the start of a file's only owner: whatever an ended process had claimed is due now. */
export const releaseStatement = (now: number): Statement => ({
  sql: "UPDATE outbox SET due_at = ?1, owner = NULL WHERE state = 'queued' AND owner IS NOT NULL AND due_at IS NOT NULL",
  args: [now],
});

/** A channel can send again: what was put off for it, and is on nobody's hands, is due now. */
export const wakeStatement = (contact: string, now: number): Statement => ({
  sql: "UPDATE outbox SET due_at = ?2 WHERE state = 'queued' AND owner IS NULL AND due_at > ?2 AND address >= ?1 || ':' AND address < ?1 || ';'",
  args: [contact, now],
});

/** When the next row is due, or null. */
export const nextDueStatement = (): Statement => ({
  sql: "SELECT min(due_at) AS due FROM outbox WHERE state = 'queued' AND due_at IS NOT NULL",
  args: [],
});

/** What became of a claimed row. */
export type Mark =
  | { type: 'sent'; row: Claimed; messages: string[]; chat: string; thread?: string; card?: string }
  | { type: 'dropped'; row: Claimed; error: string }
  /** Not the head of its lane any more: something goes before it. */
  | { type: 'requeued'; row: Claimed }
  | { type: 'later'; row: Claimed; dueAt: number; error: string; unattempted: boolean }
  /** `waits`: it leaves once the client writes. */
  | { type: 'parked'; row: Claimed; error: string; waits: boolean };

/** The statements for many marks, and the lanes whose next row may be free now. Only the owner's own rows are touched, but a send that happened is marked whoever owns it now. */
export function markStatements(marks: readonly Mark[], owner: string, now: number): { statements: Statement[]; lanes: string[] } {
  const statements: Statement[] = [];
  const add = (rows: unknown[], sql: string, ...args: (string | number)[]) => {
    if (rows.length > 0) statements.push({ sql, args: [toJson(rows), ...args] });
  };
  const of = <T extends Mark['type']>(type: T) => marks.filter((mark): mark is Extract<Mark, { type: T }> => mark.type === type);
  const sent = of('sent');
  add(
    sent.map(({ row, messages }) => [row.id, messages[0] ?? null]),
    "UPDATE outbox SET state = 'sent', due_at = NULL, external_id = r.value->>1 FROM json_each(?1) r WHERE outbox.id = r.value->>0 AND outbox.state = 'queued'",
  );
  add(
    sent.flatMap(({ row, messages, chat }) =>
      row.outbound.ticket !== undefined && row.outbound.role
        ? messages.map((message) => [chat, message, row.outbound.ticket, row.outbound.role, row.id])
        : [],
    ),
    'INSERT INTO message (chat, external_id, ticket, role) SELECT r.value->>0, r.value->>1, r.value->>2, r.value->>3 FROM json_each(?1) r WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.id = r.value->>4) ON CONFLICT DO UPDATE SET ticket = excluded.ticket, role = excluded.role',
  );
  add(
    sent
      .filter(({ thread, card }) => thread !== undefined || card !== undefined)
      .map(({ row, chat, thread, card }) => [row.lane, chat, thread ?? null, card ?? null]),
    `INSERT INTO topic (lane, chat, thread, card) SELECT r.value->>0, r.value->>1, r.value->>2, r.value->>3 FROM json_each(?1) r WHERE true ON CONFLICT (lane) DO UPDATE SET
      card = CASE WHEN topic.chat <> excluded.chat OR excluded.thread <> topic.thread THEN excluded.card ELSE coalesce(excluded.card, topic.card) END,
      thread = CASE WHEN topic.chat <> excluded.chat THEN excluded.thread ELSE coalesce(excluded.thread, topic.thread) END, chat = excluded.chat`,
  );
  add(
    of('dropped').map(({ row, error }) => [row.id, error]),
    "UPDATE outbox SET state = 'dropped', due_at = NULL, error = r.value->>1 FROM json_each(?1) r WHERE outbox.id = r.value->>0 AND outbox.owner = ?2",
    owner,
  );
  add(
    of('later').map(({ row, dueAt, error, unattempted }) => [row.id, dueAt, error, unattempted ? 1 : 0]),
    'UPDATE outbox SET due_at = r.value->>1, error = r.value->>2, attempts = attempts - (r.value->>3), owner = NULL FROM json_each(?1) r WHERE outbox.id = r.value->>0 AND outbox.owner = ?2',
    owner,
  );
  add(
    of('requeued').map(({ row }) => [row.id]),
    'UPDATE outbox SET due_at = NULL, owner = NULL FROM json_each(?1) r WHERE outbox.id = r.value->>0 AND outbox.owner = ?2',
    owner,
  );
  add(
    of('parked').map(({ row, error, waits }) => [row.id, error, waits ? 1 : 0]),
    "UPDATE outbox SET state = 'parked', due_at = NULL, owner = NULL, error = r.value->>1, waits = r.value->>2 FROM json_each(?1) r WHERE outbox.id = r.value->>0 AND outbox.owner = ?2",
    owner,
  );
  const follow = marks.flatMap((mark) => followUps(mark));
  add(
    follow.map(({ id, of, outbound }) => [id, outbound.lane, outbound, outbound.coalesce ?? null, now, of]),
    'INSERT INTO outbox (id, address, body, coalesce_key, at) SELECT r.value->>0, r.value->>1, r.value->>2, r.value->>3, r.value->>4 FROM json_each(?1) r WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.id = r.value->>5) ON CONFLICT (id) DO NOTHING',
  );
  const lanes = new Set([
    ...marks.filter(({ type }) => type !== 'later').map(({ row }) => row.lane),
    ...follow.map(({ outbound }) => outbound.lane),
  ]);
  return { statements, lanes: [...lanes] };
}

/** What a row asked for once it had left, or could not. `of`: that row; erased meanwhile, it asks for nothing. */
function followUps(mark: Mark): { id: string; of: string; outbound: Outbound }[] {
  const next = mark.type === 'sent' ? mark.row.outbound.onSent : mark.type === 'parked' ? mark.row.outbound.onParked : undefined;
  return (next ?? []).map((outbound, i) => ({ id: `${mark.row.id}.${mark.type}${i}`, of: mark.row.id, outbound }));
}

/** A lost or new desk: the topic and the newest card of these lanes are sent anew, before anything else in the lane. */
export const reopenTopicStatements = (lanes: readonly string[]): Statement[] => {
  const again = "UPDATE outbox SET state = 'queued', due_at = NULL, owner = NULL, attempts = 0 WHERE state <> 'queued' AND seq IN";
  const of = (type: 'topic' | 'card') =>
    `(SELECT max(seq) FROM outbox WHERE body->>'$.body.type' = '${type}' AND address IN (SELECT value FROM json_each(?1)) GROUP BY address)`;
  return [
    { sql: 'DELETE FROM topic WHERE lane IN (SELECT value FROM json_each(?1))', args: [toJson(lanes)] },
    { sql: `${again} ${of('topic')}`, args: [toJson(lanes)] },
    { sql: `${again} ${of('card')}`, args: [toJson(lanes)] },
  ];
};

/** The lanes where something waits for the client to write. */
export async function readWaitingLanes(store: Pick<Store, 'read'>): Promise<string[]> {
  const rows = await store.read({ sql: "SELECT DISTINCT address FROM outbox WHERE state = 'parked' AND waits = 1", args: [] });
  return rows.map((row) => String(row.address));
}

/** What waited in a lane for its client to write leaves now. */
export const unparkStatements = (lane: string, now: number): Statement[] => [
  {
    sql: "UPDATE outbox SET state = 'queued', due_at = NULL, owner = NULL, attempts = 0, waits = 0 WHERE state = 'parked' AND waits = 1 AND address = ?1",
    args: [lane],
  },
  ...freeStatements(lane, now),
];

/** After rows of a lane were queued again, which may stand before what it was about to send: its first one goes now. */
export const freeStatements = (lane: string, now: number): Statement[] => [
  // What was to be tried again later waits for its turn like the others.
  { sql: "UPDATE outbox SET due_at = NULL WHERE address = ?1 AND state = 'queued' AND owner IS NULL", args: [lane] },
  {
    // A row of the lane that is on its way holds it: its mark frees the lane for the one before.
    sql: `UPDATE outbox SET due_at = ?2 WHERE due_at IS NULL AND seq = (SELECT min(seq) FROM outbox WHERE address = ?1 AND state = 'queued')
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE address = ?1 AND state = 'queued' AND due_at IS NOT NULL)`,
    args: [lane, now],
  },
];

/** The claimed rows that a `claimsStatement` found, in the order they were written where they are read. What is not `known` is read. */
export async function claimedRows(
  store: Pick<Store, 'read'>,
  found: readonly Row[],
  known: ReadonlyMap<string, Outbound>,
): Promise<Claimed[]> {
  const claims = typeof found[0]?.claims === 'string' ? found[0].claims.split('\n').map((claim) => claim.split('\t')) : [];
  const attempts = new Map(claims.map(([id = '', times]) => [id, Number(times)]));
  const missing = [...attempts.keys()].filter((id) => !known.has(id));
  const read =
    missing.length === 0
      ? []
      : await store.read({
          sql: 'SELECT id, body FROM outbox WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY seq',
          args: [toJson(missing)],
        });
  const rows: [string, Outbound][] = [
    ...read.map((row): [string, Outbound] => [String(row.id), JSON.parse(String(row.body)) as Outbound]), // written by this house
    ...[...known].filter(([id]) => attempts.has(id)),
  ];
  return rows.map(([id, outbound]) => ({ id, lane: outbound.lane, outbound, attempts: attempts.get(id) ?? 1 }));
}
