// What reports count: a row a ticket, made anew from its events when somebody looks and it has changed since; and the reading of those rows.
// Rows travel as one JSON text: a row object each costs libSQL's client fifty microseconds, and there may be a hundred thousand.
import type { Count } from '../flows/figures.ts';
import type { Hours } from '../flows/hours.ts';
import { type Fact, factOf, type Happened, type Loop, type Subject, type Turning } from '../flows/reports/fact.ts';
import { type Facts, factsOf, type Vocabulary } from '../flows/reports/facts.ts';
import { type Situation, type Stage, stages } from '../flows/ticket.ts';
import { toJson } from './json.ts';
import type { Statement, Store } from './store.ts';

/** Tickets that are counted in one go; between two, whatever else waits has its turn. */
const slice = 500;
const hoursKey = 'fact_hours';

/** Counts anew what has changed, the newest first; at most so many slices of it. How many tickets are left. */
export async function freshenFacts(store: Store, hours: Hours, slices = 20): Promise<number> {
  await countByTheseHours(store, hours);
  for (let done = 0; done < slices; done++) {
    const rows = await readDue(store);
    if (rows.length > 0) await store.write(factStatements(rows.map((row) => [row.version, factOf(row.subject, row.events, hours)])));
    if (rows.length < slice) return 0;
  }
  const [row] = await store.read({ sql: 'SELECT count(*) AS left FROM fact_due', args: [] });
  return Number(row?.left ?? 0);
}

/** Other working hours than last time: every length in working time is another. */
async function countByTheseHours(store: Store, hours: Hours): Promise<void> {
  const now = toJson(hours);
  const [row] = await store.read({ sql: 'SELECT value FROM setting WHERE key = ?1', args: [hoursKey] });
  if (row?.value === now) return;
  await store.write([
    { sql: 'INSERT INTO fact_due (number) SELECT number FROM ticket WHERE true ON CONFLICT DO NOTHING', args: [] },
    {
      sql: 'INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      args: [hoursKey, now],
    },
  ]);
}

type Due = { version: number; subject: Subject; events: Happened[] };
type DueRow = [
  ...[number: number, version: number, person: string, returning: 0 | 1, openedAt: number],
  ...[service: string, team: string | null, channel: string | null, campaign: string | null],
  ...[repliedAt: number | null, stars: number | null],
  events: [at: number, stage: Stage, situation: Situation, type: string, by: string, due: string | null][],
];

async function readDue(store: Store): Promise<Due[]> {
  const [row] = await store.read({
    sql: `SELECT json_group_array(json_array(t.number, t.version, t.person,
        EXISTS (SELECT 1 FROM ticket o WHERE o.person = t.person AND o.number < t.number), t.opened_at,
        t.body->>'$.service', t.body->>'$.route.team', iif(p.body->>'$.address' LIKE 'none:%', (SELECT channel FROM fact WHERE number = t.number), substr(p.body->>'$.address', 1, instr(p.body->>'$.address', ':') - 1)), t.body->>'$.campaign',
        t.body->>'$.repliedAt', t.body->>'$.rating.stars',
        json((SELECT json_group_array(json_array(e.at, e.stage, e.situation, e.body->>'$.type', e.body->>'$.by.type', e.body->>'$.due'))
          FROM (SELECT * FROM event WHERE ticket = t.id ORDER BY seq) e)))) AS rows
      FROM (SELECT number FROM fact_due ORDER BY number DESC LIMIT ?1) d JOIN ticket t ON t.number = d.number LEFT JOIN person p ON p.id = t.person`,
    args: [slice],
  });
  const rows = JSON.parse(String(row?.rows ?? '[]')) as DueRow[]; // as the statement makes them
  return rows.map(([number, version, person, returning, openedAt, service, team, channel, campaign, repliedAt, stars, events]) => ({
    version,
    subject: {
      ...{ number, person, returning: returning === 1, openedAt, service },
      ...known({ team, channel, campaign, repliedAt, stars }),
    },
    events: events.map(([at, stage, situation, type, by, due]) => ({
      at,
      stage,
      situation,
      type,
      byStaff: by === 'staff',
      ...known({ due }),
    })),
  }));
}

/** Without what is null. */
const known = <T extends object>(from: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(from).filter(([, value]) => value !== null)) as { [K in keyof T]?: NonNullable<T[K]> }; // just asked

/** Only while the ticket is what was counted; otherwise it is still due. */
function factStatements(rows: readonly [version: number, Fact][]): Statement[] {
  const args = [
    toJson(
      rows.map(([version, fact]) => [
        ...[fact.number, version, fact.person, fact.stage, fact.situation, fact.channel ?? null, fact.openedAt, fact.closedAt ?? null],
        rowOf(fact),
      ]),
    ),
  ];
  const counted = `WITH r (value, place) AS MATERIALIZED (SELECT j.value, j.key FROM json_each(?1) j JOIN ticket t ON t.number = j.value->>0
    WHERE t.version = j.value->>1 AND t.person = j.value->>2)`;
  return [
    {
      sql: `${counted} INSERT INTO fact (number, version, stage, situation, channel, opened_at, closed_at, body, mark)
        SELECT r.value->>0, r.value->>1, r.value->>3, r.value->>4, r.value->>5, r.value->>6, r.value->>7, r.value->>8,
          (SELECT coalesce(max(mark), 0) FROM fact) + 1 + r.place FROM r WHERE true
        ON CONFLICT (number) DO UPDATE SET version = excluded.version, stage = excluded.stage, situation = excluded.situation, mark = excluded.mark,
          channel = excluded.channel, opened_at = excluded.opened_at, closed_at = excluded.closed_at, body = excluded.body`,
      args,
    },
    { sql: `${counted} DELETE FROM fact_due WHERE number IN (SELECT r.value->>0 FROM r)`, args },
  ];
}

/** How many stand where. */
export async function readCounts(store: Store): Promise<Count[]> {
  const rows = await store.read({ sql: 'SELECT stage, situation, count(*) AS count FROM fact GROUP BY stage, situation', args: [] });
  return rows.map((row) => ({
    stage: String(row.stage) as Stage,
    situation: String(row.situation) as Situation,
    count: Number(row.count),
  })); // copied from the ticket's columns, which have CHECKs
}

/** A fact as it lies in the store. `turns`: only where there is more than one. `loops`: two digits each, the stages they led from and to. */
type FactRow = [
  ...[number: number, person: string, returning: 0 | 1, service: string, team: string | null, channel: string | null],
  ...[campaign: string | null, stage: Stage, situation: Situation, openedAt: number, repliedAt: number | null, replyMs: number | null],
  ...[contacts: number, closedAt: number | null, turns: readonly Turning[] | null, lateDays: number | null, promises: number],
  ...[stars: number | null, loops: string | null, awaitingMs: number, waits: readonly number[]],
];

const rowOf = (fact: Fact): FactRow => [
  ...([fact.number, fact.person, fact.returning ? 1 : 0, fact.service, fact.team ?? null, fact.channel ?? null] as const),
  ...([fact.campaign ?? null, fact.stage, fact.situation, fact.openedAt, fact.repliedAt ?? null, fact.replyMs ?? null] as const),
  ...([fact.contacts, fact.closedAt ?? null, fact.turns.length > 1 ? fact.turns : null, fact.lateDays ?? null, fact.promises] as const),
  ...([fact.stars ?? null, loopsWritten(fact.loops) || null, fact.awaitingMs, fact.waits] as const),
];

/** Facts that are read in one go: what is read leaves little behind to be collected, and whatever else waits has its turn. */
const readSlice = 5000;

/** `mark`: as far as the store was read. `era`: where it is another than before, tickets were deleted since. `isAll`: there are no more. */
export type FactsRead = { facts: Facts; mark: number; era: string; isAll: boolean };

/** The next of the facts that were written after a mark, of tickets that are open or were not closed before a moment. */
export async function readFactsAfter(store: Store, mark: number, from: number, vocabulary: Vocabulary): Promise<FactsRead> {
  const [row] = await store.read({
    sql: `SELECT (SELECT value FROM setting WHERE key = 'fact_era') AS era, '[' || group_concat(body) || ']' AS rows, count(*) AS count,
        iif(count(*) < ?3, (SELECT max(mark) FROM fact), max(mark)) AS mark
      FROM (SELECT mark, body FROM fact WHERE mark > ?1 AND (closed_at IS NULL OR closed_at >= ?2) ORDER BY mark LIMIT ?3)`,
    args: [mark, from, readSlice],
  });
  return {
    facts: factsOf((JSON.parse(String(row?.rows ?? '[]')) as FactRow[]).map(factOfRow), vocabulary), // as rowOf makes them
    mark: Number(row?.mark ?? mark),
    era: String(row?.era),
    isAll: Number(row?.count) < readSlice,
  };
}

/** One object, made at once: there may be a hundred thousand. */
function factOfRow(row: FactRow): Fact {
  return {
    number: row[0],
    person: row[1],
    returning: row[2] === 1,
    service: row[3],
    team: row[4] ?? undefined,
    channel: row[5] ?? undefined,
    campaign: row[6] ?? undefined,
    stage: row[7],
    situation: row[8],
    openedAt: row[9],
    repliedAt: row[10] ?? undefined,
    replyMs: row[11] ?? undefined,
    contacts: row[12],
    closedAt: row[13] ?? undefined,
    turns: row[14] ?? (row[13] === null ? never : [[row[13], row[8]]]),
    lateDays: row[15] ?? undefined,
    promises: row[16],
    stars: row[17] ?? undefined,
    loops: row[18] === null ? never : loopsOf(row[18]),
    awaitingMs: row[19],
    waits: row[20],
  };
}
const never: readonly never[] = [];

/** `4332`: from delivery to production, and from there to planning. */
const loopsOf = (written: string): Loop[] =>
  (written.match(/\d\d/g) ?? []).map((one): Loop => [stages[Number(one[0])] ?? 'triage', stages[Number(one[1])] ?? 'triage']);
const loopsWritten = (loops: readonly Loop[]): string => loops.map(([from, to]) => `${stages.indexOf(from)}${stages.indexOf(to)}`).join('');
