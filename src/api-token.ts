// The tokens that programs bear at the API: made, known again, taken back. What is kept of one is a hash.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readToken, readTokens, revokeStatements, type TokenRow, tokenStatements } from '../db/api-tokens.ts';
import { type Store, StoreError } from '../db/store.ts';
import type { Staff } from '../flows/turn.ts';

export const scopes = ['read', 'write', 'admin'] as const;
export type Scope = (typeof scopes)[number];
export type Token = { id: string; name: string; scopes: readonly Scope[] };

/** What a program may be called: it is part of its address at the desk. */
export const tokenName = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** The member of staff that a program acts as. */
export const staffOf = ({ name }: Pick<Token, 'name'>): Staff => ({ address: `api:${name}`, name: `API · ${name}`, role: 'analyst' });

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const shape = /^alur_([0-9a-f]{16})_([\w-]{43})$/;

/** Makes a token and resolves to its words, which are nowhere else; null when the name is taken. `at`: ms since the epoch. */
export async function makeToken(store: Store, name: string, of: readonly Scope[], at: number): Promise<string | null> {
  const id = randomBytes(8).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const row: TokenRow = { id, name, hash: digest(secret).toString('hex'), scopes: [...of], at };
  try {
    await store.write(tokenStatements(row, staffOf(row)));
  } catch (error) {
    if (error instanceof StoreError && error.type === 'constraint') return null;
    throw error;
  }
  return `alur_${id}_${secret}`;
}

const nobody = Buffer.alloc(32);

/** Whose token this is, or null. One that there never was takes as long as a wrong one. */
export async function tokenOf(store: Pick<Store, 'read'>, given: string): Promise<Token | null> {
  const [, id = '', secret = ''] = shape.exec(given) ?? [];
  const row = await readToken(store, id);
  const fits = timingSafeEqual(digest(secret), row ? Buffer.from(row.hash, 'hex') : nobody);
  return row && fits ? { id: row.id, name: row.name, scopes: scopesIn(row) } : null;
}

const scopesIn = (row: TokenRow): Scope[] => scopes.filter((scope) => row.scopes.includes(scope));

export async function listTokens(store: Pick<Store, 'read'>): Promise<(Token & { at: number })[]> {
  return (await readTokens(store)).map((row) => ({ id: row.id, name: row.name, scopes: scopesIn(row), at: row.at }));
}

/** Whether there was one of that name. `at`: ms since the epoch. */
export async function revokeToken(store: Store, name: string, at: number): Promise<boolean> {
  if (!(await readTokens(store)).some((row) => row.name === name)) return false;
  await store.write(revokeStatements(name, staffOf({ name }), at));
  return true;
}
