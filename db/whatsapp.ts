// The statements over an account's own file (db/whatsapp/*.sql): pairing, keys, journal, what was sent, chats.
import { toJson } from './json.ts';
import type { Statement } from './store.ts';

type Rows = readonly (readonly (string | number | null)[])[];

/** How long a sent message is kept: a phone that was off so long asks for nothing any more. */
const keptMs = 30 * 86_400_000;

const many = (sql: string, rows: Rows | readonly string[]): Statement[] => (rows.length === 0 ? [] : [{ sql, args: [toJson(rows)] }]);

export const credsStatement = (value: string): Statement => ({
  sql: 'INSERT INTO creds (id, value) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET value = excluded.value',
  args: [value],
});

/** [type, id, value]; null deletes. */
export const keyStatements = (rows: Rows): Statement[] => [
  ...many(
    'INSERT INTO signal_key (type, id, value) SELECT r.value->>0, r.value->>1, r.value->>2 FROM json_each(?1) r WHERE true ON CONFLICT (type, id) DO UPDATE SET value = excluded.value',
    rows.filter(([, , value]) => value !== null),
  ),
  ...many(
    'DELETE FROM signal_key WHERE (type, id) IN (SELECT r.value->>0, r.value->>1 FROM json_each(?1) r)',
    rows.filter(([, , value]) => value === null),
  ),
];

/** [id, body, at] */
export const journalStatements = (rows: Rows): Statement[] =>
  many(
    'INSERT INTO journal (id, body, at) SELECT r.value->>0, r.value->>1, r.value->>2 FROM json_each(?1) r WHERE true ON CONFLICT (id) DO NOTHING',
    rows,
  );

export const doneStatements = (ids: readonly string[]): Statement[] =>
  many('DELETE FROM journal WHERE id IN (SELECT value FROM json_each(?1))', ids);

/** [id, body, at] */
export const sentStatements = (rows: Rows): Statement[] =>
  many(
    'INSERT INTO sent (id, body, at) SELECT r.value->>0, r.value->>1, r.value->>2 FROM json_each(?1) r WHERE true ON CONFLICT (id) DO NOTHING',
    rows,
  );

/** [address, lid, phone, jid, shut] */
export const chatStatements = (rows: Rows): Statement[] =>
  many(
    `INSERT INTO chat (address, lid, phone, jid, shut) SELECT r.value->>0, r.value->>1, r.value->>2, r.value->>3, r.value->>4 FROM json_each(?1) r WHERE true
      ON CONFLICT (address) DO UPDATE SET lid = excluded.lid, phone = excluded.phone, jid = excluded.jid, shut = excluded.shut`,
    rows,
  );

export const goneStatements = (addresses: readonly string[]): Statement[] =>
  many('DELETE FROM chat WHERE address IN (SELECT value FROM json_each(?1))', addresses);

export const forgetPairingStatements = (): Statement[] => [
  { sql: 'DELETE FROM creds', args: [] },
  { sql: 'DELETE FROM signal_key', args: [] },
];

export const forgetSentStatements = (ids: readonly string[]): Statement[] =>
  many('DELETE FROM sent WHERE id IN (SELECT value FROM json_each(?1))', ids);

export const pruneStatement = (now: number): Statement => ({ sql: 'DELETE FROM sent WHERE at < ?1', args: [now - keptMs] });

export const readCreds = (): Statement => ({ sql: 'SELECT value FROM creds', args: [] });
export const readKeys = (type: string, ids: readonly string[]): Statement => ({
  sql: 'SELECT id, value FROM signal_key WHERE type = ?1 AND id IN (SELECT value FROM json_each(?2))',
  args: [type, toJson(ids)],
});
export const readJournal = (): Statement => ({ sql: 'SELECT id, body FROM journal ORDER BY seq', args: [] });
export const readSent = (id: string): Statement => ({ sql: 'SELECT body FROM sent WHERE id = ?1', args: [id] });
export const readSentSince = (from: number): Statement => ({ sql: 'SELECT at FROM sent WHERE at > ?1 ORDER BY at', args: [from] });
/** Chats by address, LID or phone number (all as jids without a device, or the part of an address after the colon). */
export const readChats = (names: readonly string[]): Statement => ({
  sql: `SELECT address, lid, phone, jid, shut FROM chat WHERE address IN (SELECT value FROM json_each(?1))
    OR lid IN (SELECT value FROM json_each(?1)) OR phone IN (SELECT value FROM json_each(?1)) ORDER BY rowid`,
  args: [toJson(names)],
});
