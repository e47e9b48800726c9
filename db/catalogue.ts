// Reads and writes the service catalogue: every version of every service, which of them are retired, and where they came from.
import type { ServiceBody } from '../flows/catalogue.ts';
import { toJson } from './json.ts';
import type { Statement, Store } from './store.ts';

/** Where a service came from: with Alur, from a file of the team's own, or by an import into the store. */
export type Origin = 'shipped' | 'import' | `file:${string}`;

/** A version as it is kept. `body` is parsed by whoever reads it: an older Alur may have written it. */
export type KeptService = { id: string; version: number; body: string; origin: Origin; retired: boolean };

/** All versions, the newest of each service first. */
export async function readServices(store: Store): Promise<KeptService[]> {
  const rows = await store.read({
    sql: 'SELECT id, version, body, origin, retired FROM service ORDER BY id, version DESC',
    args: [],
  });
  return rows.map((row) => ({
    id: String(row.id),
    version: Number(row.version),
    body: String(row.body),
    origin: String(row.origin) as Origin, // written by this house, from this type
    retired: row.retired !== null,
  }));
}

/** The body as the store keeps it: two that say the same are the same text. */
export const bodyText = (body: ServiceBody): string => toJson(body);

/** A new version; nothing where another process was faster with the same one. */
export const addVersionStatement = (id: string, version: number, body: string, origin: Origin, at: number): Statement => ({
  sql: 'INSERT INTO service (id, version, body, origin, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id, version) DO NOTHING',
  args: [id, version, body, origin, at],
});

/** The version is offered (again), and this is where it comes from now. */
export const offerStatement = (id: string, version: number, origin: Origin): Statement => ({
  sql: 'UPDATE service SET origin = ?3, retired = NULL WHERE id = ?1 AND version = ?2',
  args: [id, version, origin],
});

/** The version is offered no more. */
export const retireStatement = (id: string, version: number, at: number): Statement => ({
  sql: 'UPDATE service SET retired = ?3 WHERE id = ?1 AND version = ?2 AND retired IS NULL',
  args: [id, version, at],
});
