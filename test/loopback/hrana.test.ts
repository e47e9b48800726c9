// Shows that the loopback libSQL server behaves to the real @libsql/client/web as a libSQL server does.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client, Config } from '@libsql/client/web';
import { createClient, LibsqlError } from '@libsql/client/web';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Hrana, HranaOptions } from './hrana/index.ts';
import { startHrana } from './hrana/index.ts';
import { patienceMs } from './patience.ts';

let folder = '';
let endings: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hrana-'));
});

afterEach(async () => {
  for (const end of endings.reverse()) await end();
  endings = [];
  await rm(folder, { recursive: true });
});

const start = async (options: Partial<HranaOptions> = {}): Promise<Hrana> => {
  const hrana = await startHrana({ file: join(folder, 'test.db'), ...options });
  endings.push(() => hrana.stop());
  return hrana;
};

const connect = (hrana: Hrana, config: Partial<Config> = {}): Client => {
  const client = createClient({ url: hrana.url, ...config });
  endings.push(() => client.close());
  return client;
};

const startWithTable = async (options: Partial<HranaOptions> = {}): Promise<{ hrana: Hrana; client: Client }> => {
  const hrana = await start(options);
  const client = connect(hrana);
  await client.execute('CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, n INTEGER) STRICT');
  return { hrana, client };
};

const count = async (client: Client): Promise<unknown> => (await client.execute('SELECT count(*) AS c FROM item')).rows[0]?.c;

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof LibsqlError) return error.code;
  return error === undefined ? 'no error' : `not a LibsqlError: ${String(error)}`;
};

interface Answer {
  status: number;
  text: string;
  baton: string | null;
  results: { type: string; response?: Record<string, unknown>; error?: { code: string } }[];
}

const post = async (hrana: Hrana, requests: unknown[], baton?: string | null, version = 3): Promise<Answer> => {
  const body = JSON.stringify({ baton, requests });
  const response = await fetch(`${hrana.url}/v${version}/pipeline`, { method: 'POST', body });
  const text = await response.text();
  const answer = response.ok ? (JSON.parse(text) as Pick<Answer, 'baton' | 'results'>) : { baton: null, results: [] };
  return { status: response.status, text, ...answer };
};

describe('statements', () => {
  test('carries every type there and back', async () => {
    const client = connect(await start(), { intMode: 'bigint' });
    const blob = new Uint8Array([0, 1, 254, 255]);
    const args = [null, 9_223_372_036_854_775_807n, -1.5, 'zażółć "🦊"\n', blob, true, 3];
    const result = await client.execute({ sql: 'SELECT ?, ?, ?, ?, ?, ?, ?, typeof(?7) AS kind', args });
    const row = Array.from({ length: 8 }, (_, index) => result.rows[0]?.[index]);
    expect(row).toEqual([null, 9_223_372_036_854_775_807n, -1.5, 'zażółć "🦊"\n', blob.buffer, 1n, 3, 'real']);
  });

  test('binds named arguments with and without their sign', async () => {
    const client = connect(await start());
    const sql = "SELECT :a AS a, $b AS b, @c AS c, :a || ':x' AS d -- :not";
    const result = await client.execute({ sql, args: { a: 'one', $b: 'two', c: null } });
    expect({ ...result.rows[0] }).toEqual({ a: 'one', b: 'two', c: null, d: 'one:x' });
  });

  test('refuses arguments that do not fit, no statement, and several', async () => {
    const client = connect(await start());
    expect(await codeOf(client.execute('SELECT ?, ?', [1]))).toBe('ARGS_INVALID');
    expect(await codeOf(client.execute('SELECT ?', [1, 2]))).toBe('ARGS_INVALID');
    expect(await codeOf(client.execute('-- nothing'))).toBe('SQL_NO_STATEMENT');
    expect(await codeOf(client.execute('SELECT 1; SELECT 2'))).toBe('SQL_MANY_STATEMENTS');
  });

  test('gives columns, affected rows and the last rowid', async () => {
    const { client } = await startWithTable();
    const inserted = await client.execute("INSERT INTO item (name) VALUES ('a'), ('b')");
    expect([inserted.rowsAffected, inserted.lastInsertRowid]).toEqual([2, 2n]);
    const updated = await client.execute('UPDATE item SET n = 1 WHERE id > 1');
    expect([updated.rowsAffected, updated.lastInsertRowid]).toEqual([1, undefined]);
    const read = await client.execute('SELECT id, name AS label, id + 1 FROM item');
    expect(read.columns).toEqual(['id', 'label', 'id + 1']);
    expect(read.columnTypes).toEqual(['INTEGER', 'TEXT', '']);
    expect(read.rowsAffected).toBe(0);
  });

  test('gives the rows of RETURNING and counts them', async () => {
    const { client } = await startWithTable();
    const sql = "INSERT INTO item (name) VALUES ('a'), ('b'), ('c') RETURNING id, name";
    const result = await client.execute(sql);
    expect(result.rows.map((row) => [row.id, row.name])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(result.rowsAffected).toBe(3);
    expect(await count(client)).toBe(3);
  });

  test('inserts many rows from one JSON text of megabytes', async () => {
    const { client } = await startWithTable();
    const names = Array.from({ length: 20_000 }, (_, index) => `${index} ${'x'.repeat(500)}`);
    const sql = 'INSERT INTO item (name, n) SELECT value, key FROM json_each(?) WHERE true ON CONFLICT DO NOTHING';
    const result = await client.execute(sql, [JSON.stringify([...names, names[0]])]);
    expect(result.rowsAffected).toBe(20_000);
    const read = await client.execute('SELECT name FROM item ORDER BY n');
    expect(read.rows.map((row) => row.name)).toEqual(names);
  });

  test('keeps what was committed over a restart on the same port', async () => {
    const { hrana, client } = await startWithTable();
    await client.execute("INSERT INTO item (name) VALUES ('a')");
    await hrana.stop();
    await expect(client.execute('SELECT 1')).rejects.toThrow('fetch failed');
    await start({ port: hrana.port });
    expect(await count(client)).toBe(1);
  });
});

describe('errors', () => {
  test('names constraints by their extended codes', async () => {
    const { client } = await startWithTable();
    await client.execute("INSERT INTO item VALUES (1, 'a', 1)");
    const codes = [
      "INSERT INTO item VALUES (1, 'b', 1)",
      "INSERT INTO item VALUES (2, 'a', 1)",
      "INSERT INTO item VALUES (2, 'b', 'no number')",
      'SELEC 1',
    ].map((sql) => codeOf(client.execute(sql)));
    expect(await Promise.all(codes)).toEqual([
      'SQLITE_CONSTRAINT_PRIMARYKEY',
      'SQLITE_CONSTRAINT_UNIQUE',
      'SQLITE_CONSTRAINT_DATATYPE',
      'SQLITE_ERROR',
    ]);
    await expect(client.execute("INSERT INTO item VALUES (1, 'b', 1)")).rejects.toThrow(
      'SQLITE_CONSTRAINT_PRIMARYKEY: UNIQUE constraint failed: item.id',
    );
  });

  test('names them as libsql-server does when asked to', async () => {
    const { client } = await startWithTable({ codes: 'basic' });
    await client.execute("INSERT INTO item VALUES (1, 'a', 1)");
    await expect(client.execute("INSERT INTO item VALUES (1, 'b', 1)")).rejects.toThrow(
      'SQLITE_CONSTRAINT: SQLite error: UNIQUE constraint failed: item.id',
    );
    expect(await codeOf(client.execute('SELECT * FROM missing'))).toBe('SQL_INPUT_ERROR');
    expect(await codeOf(client.execute('SELEC 1'))).toBe('SQL_PARSE_ERROR');
  });

  test('refuses a wrong token', async () => {
    const hrana = await start({ token: 'secret' });
    const wrong = connect(hrana, { authToken: 'guess' });
    await expect(wrong.execute('SELECT 1')).rejects.toThrow('SERVER_ERROR: Server returned HTTP status 401');
    expect(await codeOf(connect(hrana).execute('SELECT 1'))).toBe('SERVER_ERROR');
    const right = connect(hrana, { authToken: 'secret' });
    expect((await right.execute('SELECT 1 AS one')).rows[0]?.one).toBe(1);
  });
});

describe('batches', () => {
  test('commits all statements of a batch or none', async () => {
    const { client } = await startWithTable();
    const insert = 'INSERT INTO item (id, name) VALUES (?, ?) RETURNING name';
    const results = await client.batch([[insert, [1, 'a']], [insert, [2, 'b']], 'SELECT max(id) AS m FROM item'], 'write');
    expect(results.map((result) => result.rows[0]?.[0])).toEqual(['a', 'b', 2]);
    const failing = client.batch(
      [
        [insert, [3, 'c']],
        [insert, [1, 'd']],
        [insert, [4, 'e']],
      ],
      'write',
    );
    await expect(failing).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY', statementIndex: 1 });
    expect(await count(client)).toBe(2);
    await client.batch([[insert, [3, 'c']]], 'deferred');
    expect((await client.batch(['SELECT count(*) FROM item'], 'read'))[0]?.rows[0]?.[0]).toBe(3);
  });

  test('runs migrations and scripts', async () => {
    const client = connect(await start());
    await client.executeMultiple(`
      CREATE TABLE log (text TEXT); CREATE TABLE item (id INTEGER PRIMARY KEY);
      CREATE TRIGGER told AFTER INSERT ON item BEGIN
        INSERT INTO log (text) VALUES (CASE new.id WHEN 1 THEN 'one' ELSE 'many' END); SELECT 1;
      END;
      BEGIN; INSERT INTO item VALUES (1); INSERT INTO item VALUES (2); COMMIT;`);
    await client.migrate([
      'ALTER TABLE log ADD COLUMN at TEXT',
      'CREATE TRIGGER told2 AFTER DELETE ON item BEGIN UPDATE log SET at = 1; DELETE FROM log; END;',
    ]);
    expect((await client.execute('SELECT text FROM log')).rows.map((row) => row.text)).toEqual(['one', 'many']);
    expect(await codeOf(client.executeMultiple('INSERT INTO item VALUES (3); INSERT INTO item VALUES (1)'))).toBe(
      'SQLITE_CONSTRAINT_PRIMARYKEY',
    );
    expect(await count(client)).toBe(3);
  });

  test('obeys every condition of a step', async () => {
    const { hrana } = await startWithTable();
    const good = { type: 'ok', step: 0 };
    const bad = { type: 'error', step: 0 };
    const conditions = [
      undefined,
      good,
      bad,
      { type: 'not', cond: bad },
      { type: 'and', conds: [good, bad] },
      { type: 'or', conds: [bad, good] },
      { type: 'and', conds: [] },
      { type: 'or', conds: [] },
      { type: 'is_autocommit' },
      { type: 'ok', step: 2 },
      { type: 'error', step: 2 },
    ];
    const steps = conditions.map((condition) => ({ condition, stmt: { sql: 'SELECT 1' } }));
    const answer = await post(hrana, [{ type: 'batch', batch: { steps } }, { type: 'close' }]);
    const result = answer.results[0]?.response?.result as { step_results: unknown[]; step_errors: unknown[] };
    const ran = [true, true, false, true, false, true, true, false, true, false, false];
    expect(result.step_results.map((step) => step !== null)).toEqual(ran);
    expect(result.step_errors).toEqual(ran.map(() => null));
    expect((await post(hrana, [{ type: 'batch', batch: { steps } }], null, 2)).status).toBe(400);
  });
});

describe('transactions', () => {
  test('keeps an interactive transaction to itself until it commits', async () => {
    const { hrana, client } = await startWithTable();
    const other = connect(hrana);
    const transaction = await client.transaction('write');
    await transaction.execute("INSERT INTO item (name) VALUES ('a')");
    expect([await count(other), (await transaction.execute('SELECT * FROM item')).rows.length]).toEqual([0, 1]);
    expect(await codeOf(transaction.execute("INSERT INTO item (name) VALUES ('a')"))).toBe('SQLITE_CONSTRAINT_UNIQUE');
    await transaction.batch(["INSERT INTO item (name) VALUES ('b')", "INSERT INTO item (name) VALUES ('c')"]);
    await transaction.commit();
    expect(await count(other)).toBe(3);
    const undone = await client.transaction('deferred');
    await undone.execute('DELETE FROM item');
    await undone.rollback();
    const forgotten = await client.transaction('write');
    await forgotten.execute('DELETE FROM item');
    forgotten.close();
    await client.execute("INSERT INTO item (name) VALUES ('d')");
    expect(await count(other)).toBe(4);
  });

  test('lets two clients contend and loses nothing', async () => {
    const { hrana, client } = await startWithTable({ busyMs: patienceMs });
    await client.execute("INSERT INTO item VALUES (1, 'sum', 0)");
    const clients = [client, connect(hrana)];
    const add = async (who: Client): Promise<void> => {
      const transaction = await who.transaction('write');
      const n = Number((await transaction.execute('SELECT n FROM item')).rows[0]?.n);
      await transaction.execute({ sql: 'UPDATE item SET n = ?', args: [n + 1] });
      await transaction.commit();
    };
    const single = (who: Client): Promise<unknown> => who.execute('UPDATE item SET n = n + 1');
    await Promise.all(clients.flatMap((who) => Array.from({ length: 20 }, () => [add(who), single(who)]).flat()));
    expect((await client.execute('SELECT n FROM item')).rows[0]?.n).toBe(80);
  });

  test('says SQLITE_BUSY to whoever waited too long, and goes on afterwards', async () => {
    const { hrana, client } = await startWithTable({ busyMs: 50 });
    const holder = await connect(hrana).transaction('write');
    await holder.execute("INSERT INTO item (name) VALUES ('a')");
    const insert = "INSERT INTO item (name) VALUES ('b')";
    expect(await codeOf(client.execute(insert))).toBe('SQLITE_BUSY');
    expect(await codeOf(client.batch([insert], 'write'))).toBe('SQLITE_BUSY');
    expect(await count(client)).toBe(0);
    await holder.commit();
    await client.execute(insert);
    expect(await count(client)).toBe(2);
  });

  test('waits without blocking for another process at the file, and commits what it says', async () => {
    const { hrana, client } = await startWithTable({ busyMs: 100 });
    const outside = new Database(join(folder, 'test.db'));
    endings.push(() => outside.close());
    outside.exec('BEGIN IMMEDIATE');
    const insert = 'INSERT INTO item (name) VALUES (?)';
    expect(await codeOf(client.execute(insert, ['a']))).toBe('SQLITE_BUSY');
    expect(await codeOf(client.batch([[insert, ['b']]], 'write'))).toBe('SQLITE_BUSY');
    const waiting = client.execute(insert, ['c']);
    await connect(hrana).execute('SELECT * FROM item');
    outside.exec('COMMIT');
    await waiting;
    await client.execute(insert, ['d']);
    expect(outside.prepare('SELECT name FROM item').raw(true).all([])).toEqual([['c'], ['d']]);
  });

  test('tells a reader that turns writer too late that its snapshot is stale', async () => {
    const { hrana, client } = await startWithTable();
    const late = await connect(hrana).transaction('deferred');
    await late.execute('SELECT * FROM item');
    await client.execute("INSERT INTO item (name) VALUES ('a')");
    expect(await codeOf(late.execute("INSERT INTO item (name) VALUES ('b')"))).toBe('SQLITE_BUSY_SNAPSHOT');
    await late.rollback();
    await client.execute("INSERT INTO item (name) VALUES ('c')");
    expect(await count(client)).toBe(2);
  });
});

describe('streams', () => {
  test('rolls an idle stream back after its time', async () => {
    const { hrana, client } = await startWithTable({ expiryMs: 60 });
    const idle = await connect(hrana).transaction('write');
    await idle.execute("INSERT INTO item (name) VALUES ('a')");
    await client.execute("INSERT INTO item (name) VALUES ('b')"); // waits until the other is gone
    expect(await codeOf(idle.commit())).toBe('STREAM_EXPIRED');
    expect(await count(client)).toBe(1);
  });

  test('takes a baton once', async () => {
    const { hrana } = await startWithTable();
    const begin = [{ type: 'execute', stmt: { sql: 'BEGIN' } }, { type: 'get_autocommit' }];
    const first = await post(hrana, begin);
    expect(first.results[1]?.response).toEqual({ type: 'get_autocommit', is_autocommit: false });
    const second = await post(hrana, [{ type: 'get_autocommit' }], first.baton);
    expect(second.results[0]?.response?.is_autocommit).toBe(false);
    expect((await post(hrana, [], first.baton)).text).toBe('Received a baton that has already been used');
    expect((await post(hrana, [{ type: 'close' }], second.baton)).baton).toBe(null);
    expect((await post(hrana, [], second.baton)).text).toBe('Received an invalid baton');
    expect((await post(hrana, [], 'nonsense')).status).toBe(400);
  });

  test('describes statements, and stores texts by number', async () => {
    const { hrana } = await startWithTable();
    const sql = 'SELECT id, name FROM item WHERE id = :id AND name = ?';
    const answer = await post(hrana, [
      { type: 'store_sql', sql_id: 7, sql },
      { type: 'describe', sql_id: 7 },
      { type: 'close_sql', sql_id: 7 },
      { type: 'describe', sql: 'WITH x AS (SELECT 1) INSERT INTO item (id) SELECT * FROM x' },
      { type: 'describe', sql: 'SELECT nothing' },
    ]);
    expect(answer.results[1]?.response?.result).toEqual({
      params: [{ name: ':id' }, { name: null }],
      cols: [
        { name: 'id', decltype: 'INTEGER' },
        { name: 'name', decltype: 'TEXT' },
      ],
      is_explain: false,
      is_readonly: true,
    });
    expect(answer.results[3]?.response?.result).toMatchObject({ cols: [], is_readonly: false });
    expect(answer.results[4]?.error?.code).toBe('SQLITE_ERROR');
    expect((await post(hrana, [{ type: 'describe', sql_id: 7 }], answer.baton)).status).toBe(400);
  });

  test('says which versions it speaks', async () => {
    const hrana = await start();
    const paths = ['v2', 'v3', 'v3-protobuf', 'elsewhere'];
    const statuses = await Promise.all(paths.map(async (path) => (await fetch(`${hrana.url}/${path}`)).status));
    expect(statuses).toEqual([200, 200, 404, 404]);
  });
});

describe('faults', () => {
  test('loses the answer but not the effect', async () => {
    const { hrana, client } = await startWithTable();
    hrana.loseAnswers({ next: 1, match: /INSERT/ });
    expect(await count(client)).toBe(0);
    const insert = "INSERT INTO item (name) VALUES ('a')";
    await expect(client.batch([insert], 'write')).rejects.toThrow('fetch failed');
    expect(await count(client)).toBe(1);
    expect(await codeOf(client.batch([insert], 'write'))).toBe('SQLITE_CONSTRAINT_UNIQUE');
    hrana.loseAnswers({ fraction: 0.5, seed: 3 });
    const told = await Promise.allSettled(Array.from({ length: 40 }, () => client.execute('SELECT 1')));
    const lost = told.filter(({ status }) => status === 'rejected').length;
    expect(lost).toBeGreaterThan(5);
    expect(lost).toBeLessThan(35);
    hrana.loseAnswers({});
    expect(await count(client)).toBe(1);
  });

  test('refuses the next requests without any effect', async () => {
    const { hrana, client } = await startWithTable();
    const before = hrana.requests;
    const insert = "INSERT INTO item (name) VALUES ('a')";
    hrana.refuse(2, 502);
    await expect(client.execute(insert)).rejects.toThrow('SERVER_ERROR: Server returned HTTP status 502');
    expect(await codeOf(client.execute(insert))).toBe('SERVER_ERROR');
    hrana.refuse(1, 'reset');
    await expect(client.execute(insert)).rejects.toThrow('fetch failed');
    expect(await count(client)).toBe(0);
    expect(hrana.requests - before).toBe(4);
  });
});
