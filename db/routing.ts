// Reads and writes teams, contact points and rules. Turns write them with their commit (commit.ts); pages and the terminal by these.
import { ContactPoint, type Routing, type RoutingRow, Rule, rowsOf, Team } from '../flows/routing-shape.ts';
import { toJson } from './json.ts';
import type { Statement, Store } from './store.ts';

/** All of it, in order. Throws a ZodError where a row was written by another hand, and wrongly. */
export async function readRouting(store: Store): Promise<Routing> {
  const rows = await store.read({ sql: 'SELECT kind, body FROM routing ORDER BY kind, place, id', args: [] });
  const of = (kind: RoutingRow['kind']): unknown[] => rows.flatMap((row) => (row.kind === kind ? [JSON.parse(String(row.body))] : []));
  return {
    teams: of('team').map((body) => Team.parse(body)),
    contacts: of('contact').map((body) => ContactPoint.parse(body)),
    rules: of('rule').map((body) => Rule.parse(body)),
  };
}

/** Puts rows in the place of those with the same kind and id; those without a body go. */
export const routingStatements = (rows: readonly RoutingRow[]): Statement[] => [
  {
    sql: `INSERT INTO routing (kind, id, place, body) SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(?1) WHERE value->>3 IS NOT NULL
      ON CONFLICT (kind, id) DO UPDATE SET place = excluded.place, body = excluded.body`,
    args: [toJson(rows.map(({ kind, id, place, body }) => [kind, id, place, body]))],
  },
  {
    sql: 'DELETE FROM routing WHERE (kind, id) IN (SELECT value->>0, value->>1 FROM json_each(?1))',
    args: [toJson(rows.flatMap(({ kind, id, body }) => (body ? [] : [[kind, id]])))],
  },
];

/** Takes the place of all that was there. */
export const replaceRoutingStatements = (routing: Routing): Statement[] => [
  { sql: 'DELETE FROM routing', args: [] },
  ...routingStatements(rowsOf(routing)),
];
