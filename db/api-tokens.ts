// The tokens that programs bear at the API, and what each request with an Idempotency-Key was answered.
import type { Staff } from '../flows/turn.ts';
import { staffStatement } from './desk.ts';
import { toJson } from './json.ts';
import type { Row, Statement, Store } from './store.ts';
import { auditStatement } from './web.ts';

/** `hash`: SHA-256 of the secret, hex; the secret itself is nowhere. */
export type TokenRow = { id: string; name: string; hash: string; scopes: string[]; at: number };

export async function readTokens(store: Pick<Store, 'read'>): Promise<TokenRow[]> {
  const rows = await store.read({ sql: 'SELECT id, name, hash, scopes, at FROM api_token ORDER BY at, name', args: [] });
  return rows.map(tokenOf);
}

export async function readToken(store: Pick<Store, 'read'>, id: string): Promise<TokenRow | null> {
  const [row] = await store.read({ sql: 'SELECT id, name, hash, scopes, at FROM api_token WHERE id = ?1', args: [id] });
  return row ? tokenOf(row) : null;
}

/** A token and the member of staff that its program acts as. A name that is taken fails as a constraint. */
export const tokenStatements = ({ id, name, hash, scopes, at }: TokenRow, staff: Staff): Statement[] => [
  { sql: 'INSERT INTO api_token (id, name, hash, scopes, at) VALUES (?1, ?2, ?3, ?4, ?5)', args: [id, name, hash, toJson(scopes), at] },
  staffStatement(staff),
  auditStatement({ at, address: staff.address, name: staff.name, deed: 'token_made', about: scopes.join(', ') }),
];

/** The token is worth nothing any more; its member of staff is gone with it. */
export const revokeStatements = (name: string, staff: Staff, at: number): Statement[] => [
  { sql: 'DELETE FROM api_answer WHERE token IN (SELECT id FROM api_token WHERE name = ?1)', args: [name] },
  { sql: 'DELETE FROM api_token WHERE name = ?1', args: [name] },
  { sql: 'DELETE FROM staff WHERE address = ?1', args: [staff.address] },
  auditStatement({ at, address: staff.address, name: staff.name, deed: 'token_revoked' }),
];

/** `request`: SHA-256 of what was asked, hex. */
export type AnswerRow = { token: string; key: string; request: string; status: number; body: string; at: number };

export async function readAnswer(store: Pick<Store, 'read'>, token: string, key: string, since: number): Promise<AnswerRow | null> {
  const [row] = await store.read({
    sql: 'SELECT token, key, request, status, body, at FROM api_answer WHERE token = ?1 AND key = ?2 AND at > ?3',
    args: [token, key, since],
  });
  if (!row) return null;
  return {
    token: String(row.token),
    key: String(row.key),
    request: String(row.request),
    status: Number(row.status),
    body: String(row.body),
    at: Number(row.at),
  };
}

/** Keeps an answer, and drops those from before `since`. */
export const answerStatements = ({ token, key, request, status, body, at }: AnswerRow, since: number): Statement[] => [
  { sql: 'DELETE FROM api_answer WHERE at <= ?1', args: [since] },
  {
    sql: 'INSERT INTO api_answer (token, key, request, status, body, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING',
    args: [token, key, request, status, body, at],
  },
];

const tokenOf = (row: Row): TokenRow => ({
  id: String(row.id),
  name: String(row.name),
  hash: String(row.hash),
  scopes: JSON.parse(String(row.scopes)) as string[], // written by this house
  at: Number(row.at),
});
