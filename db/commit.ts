// The one commit of ENGINE.md as statements: a gate on what came in and on the versions read, then one statement a table.
// Rows are positional arrays that begin [inbound id, turn, …]; the rows of a turn that the gate dropped write nothing.
import type { BookedCampaign } from '../flows/campaigns/campaign.ts';
import type { Joins } from '../flows/joins.ts';
import type { Inbound, Outbound } from '../flows/message.ts';
import type { RoutingRow } from '../flows/routing-shape.ts';
import type { Ticket, TicketEvent } from '../flows/ticket.ts';
import type { Conversation, Delivery, Desk, Erasure, Guest, Person, Staff, Timer } from '../flows/turn.ts';
import { campaignRow } from './campaigns.ts';
import { eraseStatements } from './erase.ts';
import { addressRows, addressSql, joinsStatements } from './joins.ts';
import { toJson } from './json.ts';
import type { Row, Statement, Written } from './store.ts';

/** One turn's rows. `name` is `uuid.attempt`. */
export type TurnRows = {
  name: string;
  inbound: Inbound;
  /** Why it could not be worked on, when it could not. */
  parked?: string;
  /** Key (`c:…`, `t:…`) → the version that was read; 0 where there was none. */
  needs: [string, number][];
  conversation?: { key: string; version: number; state: Conversation };
  person?: Person;
  changes: { ticket: Ticket; events: TicketEvent[]; isNew: boolean }[];
  timers: Timer[];
  outbox: { id: string; outbound: Outbound }[];
  /** The inbound's messages that concern this ticket: an edit or a quote of one finds its way by this. */
  links?: { message: string; ticket: number; role: string }[];
  staff?: Staff;
  guest?: Guest;
  desk?: Desk;
  claimed?: boolean;
  delivery?: Delivery;
  /** What the desk keeps by name from now on; who is on it no more. */
  keeps?: { key: string; value: string }[];
  leaves?: string;
  /** Teams, contact points and rules that are put in or, without a body, taken out. */
  routing?: readonly RoutingRow[];
  erasure?: Erasure;
  campaign?: BookedCampaign;
  joins?: Joins;
  /** The person whose links to their own page end. */
  closesLinks?: string;
  /** The desk's chat has a new address; `desk` is the desk with it. */
  moved?: { from: string; to: string };
};

/** `committed` now or before (a lost answer) · `duplicate` it had come already · `stale` a version had moved on. */
export type Outcome = 'committed' | 'duplicate' | 'stale';

// Materialized: json_each makes a row's text anew each time a column of it is asked for.
const withRows = 'WITH r (value) AS MATERIALIZED (SELECT value FROM json_each(?1))';
const gated = '(SELECT turn FROM inbox WHERE id = r.value->>0) = r.value->>1';

/** The batch for a group of turns, of which no two share an inbound id or a key. The gate is its first statement, the outbox its last. */
export function commitStatements(turns: readonly TurnRows[], owner: string, leaseUntil: number): Statement[] {
  const statements: Statement[] = [];
  const add = (rows: unknown[], sql: string) => {
    if (rows.length > 0) statements.push({ sql: `${withRows} ${sql}`, args: [toJson(rows)] });
  };
  const each = <T>(pick: (turn: TurnRows) => T[]): T[] => turns.flatMap(pick);
  const head = (turn: TurnRows): [string, string] => [turn.inbound.id, turn.name];

  statements.push({
    sql: `${withRows} INSERT INTO inbox (id, turn, at, chat, body, parked)
      SELECT r.value->>0, r.value->>1, r.value->>2, r.value->>3, r.value->>4, r.value->>5 FROM r
      WHERE r.value->>0 NOT IN (SELECT n.value->>0 FROM json_each(?2) n WHERE n.value->>2 <> coalesce(
        (SELECT version FROM conversation WHERE id = n.value->>1), (SELECT version FROM ticket WHERE id = n.value->>1),
        (SELECT version FROM campaign WHERE id = n.value->>1), 0))
      ON CONFLICT (id) DO NOTHING`,
    args: [
      toJson(turns.map((turn) => [...head(turn), turn.inbound.at, turn.inbound.chat, turn.inbound, turn.parked ?? null])),
      toJson(each((turn) => turn.needs.map(([key, version]) => [turn.inbound.id, key, version]))),
    ],
  });
  add(
    each((turn) => (turn.conversation ? [[...head(turn), turn.conversation.key, turn.conversation.version, turn.conversation.state]] : [])),
    `INSERT INTO conversation (id, version, state) SELECT r.value->>2, r.value->>3, r.value->>4 FROM r WHERE ${gated}
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state`,
  );
  add(
    each((turn) => addressRows(turn).map((row) => [...head(turn), ...row])),
    `${addressSql} WHERE ${gated} ON CONFLICT (chat) DO NOTHING`,
  );
  add(
    each((turn) => (turn.person ? [[...head(turn), turn.person.id, turn.person]] : [])),
    `INSERT INTO person (id, body) SELECT r.value->>2, r.value->>3 FROM r WHERE ${gated} ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
  );
  add(
    each((turn) =>
      turn.changes.map(({ ticket }) => [
        ...head(turn),
        ticket.id,
        ticket.version,
        ticket.number,
        ticket.person,
        ticket.stage,
        ticket.situation,
        ticket.openedAt,
        ticket.changedAt,
        ticket,
      ]),
    ),
    `INSERT INTO ticket (id, version, number, person, stage, situation, opened_at, changed_at, body)
      SELECT r.value->>2, r.value->>3, r.value->>4, r.value->>5, r.value->>6, r.value->>7, r.value->>8, r.value->>9, r.value->>10 FROM r WHERE ${gated}
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, person = excluded.person, stage = excluded.stage, situation = excluded.situation, changed_at = excluded.changed_at, body = excluded.body`,
  );
  add(
    each((turn) =>
      turn.changes.flatMap(({ ticket, events }) =>
        events.map((event, i) => [
          ...head(turn),
          ticket.id,
          ticket.events - events.length + i + 1,
          event.at,
          ticket.stage,
          ticket.situation,
          event,
        ]),
      ),
    ),
    `INSERT INTO event (ticket, seq, at, stage, situation, body) SELECT r.value->>2, r.value->>3, r.value->>4, r.value->>5, r.value->>6, r.value->>7 FROM r WHERE ${gated}`,
  );
  add(
    each((turn) => turn.changes.filter(({ isNew }) => isNew).map(({ ticket }) => [...head(turn), ticket.number, wordsOf(ticket)])),
    `INSERT INTO ticket_text (rowid, words) SELECT r.value->>2, r.value->>3 FROM r WHERE ${gated}`,
  );
  add(
    each((turn) => turn.timers.map(({ key, dueAt, body }) => [...head(turn), key, dueAt, body ?? {}])),
    `INSERT INTO timer (key, due_at, body) SELECT r.value->>2, r.value->>3, r.value->>4 FROM r WHERE ${gated}
      ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, body = excluded.body`,
  );
  add(
    each((turn) => (turn.links ?? []).map(({ message, ticket, role }) => [...head(turn), turn.inbound.chat, message, ticket, role])),
    `INSERT INTO message (chat, external_id, ticket, role) SELECT r.value->>2, r.value->>3, r.value->>4, r.value->>5 FROM r WHERE ${gated} ON CONFLICT DO NOTHING`,
  );
  add(
    each((turn) => [
      ...(turn.staff ? [[...head(turn), turn.staff.address, turn.staff.name, turn.staff.role]] : []),
      ...(turn.guest ? [[...head(turn), turn.guest.address, turn.guest.name, 'guest']] : []),
    ]),
    `INSERT INTO staff (address, name, role) SELECT r.value->>2, r.value->>3, r.value->>4 FROM r WHERE ${gated}
      ON CONFLICT (address) DO UPDATE SET name = excluded.name, role = excluded.role`,
  );
  add(
    each((turn) => (turn.leaves ? [[...head(turn), turn.leaves]] : [])),
    `DELETE FROM staff WHERE address IN (SELECT r.value->>2 FROM r WHERE ${gated})`,
  );
  add(
    each((turn) => [
      ...(turn.desk ? [[...head(turn), 'desk', turn.desk]] : []),
      ...(turn.claimed ? [[...head(turn), 'claim_code', '']] : []),
      ...(turn.keeps ?? []).map(({ key, value }) => [...head(turn), key, value]),
    ]),
    `INSERT INTO setting (key, value) SELECT r.value->>2, r.value->>3 FROM r WHERE ${gated} ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  const routed = each((turn) => (turn.routing ?? []).map(({ kind, id, place, body }) => [...head(turn), kind, id, place, body]));
  add(
    routed.filter((row) => row.at(-1) === null),
    `DELETE FROM routing WHERE (kind, id) IN (SELECT r.value->>2, r.value->>3 FROM r WHERE ${gated})`,
  );
  add(
    routed.filter((row) => row.at(-1) !== null),
    `INSERT INTO routing (kind, id, place, body) SELECT r.value->>2, r.value->>3, r.value->>4, r.value->>5 FROM r WHERE ${gated}
      ON CONFLICT (kind, id) DO UPDATE SET place = excluded.place, body = excluded.body`,
  );
  add(
    each((turn) => (turn.campaign ? [[...head(turn), ...campaignRow(turn.campaign)]] : [])),
    `INSERT INTO campaign (id, version, starts, ends, body) SELECT r.value->>2, r.value->>3, r.value->>4, r.value->>5, r.value->>6 FROM r WHERE ${gated}
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, starts = excluded.starts, ends = excluded.ends, body = excluded.body`,
  );
  add(
    each((turn) => {
      const { delivery } = turn;
      return delivery ? [[...head(turn), delivery.chat, delivery.message, delivery.state, delivery.at, delivery.why ?? null]] : [];
    }),
    `INSERT INTO delivery (chat, external_id, state, at, why) SELECT r.value->>2, r.value->>3, r.value->>4, r.value->>5, r.value->>6 FROM r WHERE ${gated}
      ON CONFLICT (chat, external_id) DO UPDATE SET state = excluded.state, at = excluded.at, why = excluded.why
      WHERE iif(delivery.state = 'sent', excluded.state <> 'sent', delivery.state = 'delivered' AND excluded.state = 'read')`,
  );
  add(
    each(({ delivery, ...turn }) =>
      delivery?.next ? [[turn.inbound.id, turn.name, delivery.chat, delivery.message, delivery.next, delivery.why ?? null]] : [],
    ),
    // The newest rows are enough: a provider tells of a failure within days, and there is no index for so rare a question.
    `UPDATE outbox SET state = iif(r.value->>4 = 'again', 'queued', 'parked'), due_at = iif(r.value->>4 = 'again', 0, NULL), owner = NULL, attempts = 0, error = r.value->>5,
      waits = iif(r.value->>4 = 'again', 0, 1)
      FROM r WHERE ${gated} AND outbox.state = 'sent' AND outbox.address = r.value->>2 AND outbox.external_id = r.value->>3
      AND outbox.seq > (SELECT max(seq) FROM outbox) - 50000`,
  );
  add(
    each((turn) => (turn.closesLinks ? [[...head(turn), turn.closesLinks]] : [])),
    `DELETE FROM panel_link WHERE person IN (SELECT r.value->>2 FROM r WHERE ${gated})`,
  );
  statements.push(...turns.flatMap(({ inbound, name, erasure }) => (erasure ? eraseStatements(inbound.id, name, erasure) : [])));
  statements.push(...turns.flatMap(({ inbound, name, joins }) => (joins ? joinsStatements(inbound.id, name, joins) : [])));
  statements.push(...outboxStatements(turns, owner, leaseUntil));
  return statements;
}

/**
 * The outbox rows, last in the batch. Where a lane has nothing queued, its first row is claimed as it is written, and the rows
 * behind it bear the owner's name too: they leave with it, so that nothing may be put in their place any more.
 */
function outboxStatements(turns: readonly TurnRows[], owner: string, leaseUntil: number): Statement[] {
  const lanes = new Set<string>();
  const isFirst = (lane: string) => !lanes.has(lane) && lanes.add(lane) && 1;
  const rows = turns.flatMap((turn) =>
    turn.outbox.map(({ id, outbound }) => [
      turn.inbound.id, turn.name, id, outbound.lane, outbound, outbound.coalesce ?? null, turn.inbound.at, isFirst(outbound.lane) || 0,
    ]),
  ); // biome-ignore format: a row is one line
  if (rows.length === 0) return [];
  const coalesced = rows.filter((row) => row[5] !== null);
  const replace: Statement = {
    sql: `${withRows} UPDATE outbox SET body = r.value->>4 FROM r WHERE ${gated} AND outbox.coalesce_key = r.value->>5 AND outbox.state = 'queued' AND outbox.owner IS NULL`,
    args: [toJson(coalesced)],
  };
  const insert: Statement = {
    sql: `${withRows}, free AS MATERIALIZED (SELECT r.value AS value, NOT EXISTS (SELECT 1 FROM outbox o WHERE o.address = r.value->>3 AND o.state = 'queued') AS free FROM r WHERE ${gated}
        AND (r.value->>5 IS NULL OR NOT EXISTS (SELECT 1 FROM outbox o WHERE o.coalesce_key = r.value->>5 AND o.state = 'queued' AND o.owner IS NULL)))
      INSERT INTO outbox (id, address, body, coalesce_key, at, due_at, owner, attempts)
      SELECT value->>2, value->>3, value->>4, value->>5, value->>6, iif(free AND value->>7, ?2, NULL), iif(free, ?3, NULL), free AND value->>7 FROM free`,
    args: [toJson(rows), leaseUntil, owner],
  };
  return [...(coalesced.length > 0 ? [replace] : []), insert];
}

/** The words that a later ticket may share: what the client wrote, in their own words. */
const wordsOf = (ticket: Ticket): string =>
  [ticket.title, ticket.first.text, ...ticket.brief.map((line) => line.text)].filter(Boolean).join(' ');

/** How many turns the gate let in. */
export const passedOf = (results: readonly Written[]): number => results[0]?.changed ?? 0;

/** Asked only when the gate let in fewer than it was given. */
export const outcomeStatement = (turns: readonly TurnRows[]): Statement => ({
  sql: 'SELECT r.value->>0 AS id, i.turn AS turn FROM json_each(?1) r LEFT JOIN inbox i ON i.id = r.value->>0',
  args: [toJson(turns.map((turn) => [turn.inbound.id]))],
});

/** No row = stale · the same uuid = committed, now or at an attempt whose answer got lost · else it had come before. */
export function outcomesOf(rows: readonly Row[], turns: readonly TurnRows[]): Outcome[] {
  const taken = new Map(rows.map((row) => [String(row.id), row.turn === null ? null : String(row.turn)]));
  return turns.map((turn) => {
    const by = taken.get(turn.inbound.id);
    if (by === null || by === undefined) return 'stale';
    return by.split('.')[0] === turn.name.split('.')[0] ? 'committed' : 'duplicate';
  });
}
