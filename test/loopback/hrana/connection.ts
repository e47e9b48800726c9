// One connection to the file: runs statements, takes the write lock through the gate, and never leaves a
// half-run statement behind, because after one this engine acknowledges writes that it does not commit.
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { isBusy } from './errors.ts';
import type { Gate } from './gate.ts';
import type { Description, EngineValue, StatementResult } from './protocol.ts';
import { encodeValue } from './protocol.ts';
import type { SqlShape } from './sql.ts';
import { readSql } from './sql.ts';

/** Takes the write lock and changes nothing: in a transaction it keeps it, outside it lets go at once. */
const takeWriteLock = 'PRAGMA incremental_vacuum(1)';
const changeVerbs = new Set(['INSERT', 'UPDATE', 'DELETE', 'REPLACE']);

type Engine = InstanceType<typeof Database>;

const open = (file: string): Engine => {
  const engine = new Database(file, { timeout: 0 });
  engine.exec('PRAGMA synchronous = FULL');
  return engine;
};

/** A live connection, used by one stream at a time. */
export class Connection {
  readonly #file: string;
  readonly #gate: Gate;
  readonly #busyMs: number;
  #engine: Engine;
  #writer = false;
  /** False once a statement changed the connection's own settings: then no other stream may have it. */
  reusable = true;

  constructor(file: string, gate: Gate, busyMs: number) {
    this.#file = file;
    this.#gate = gate;
    this.#busyMs = busyMs;
    this.#engine = open(file);
  }

  /** True outside of a transaction. */
  get autocommit(): boolean {
    return !this.#engine.inTransaction;
  }

  /** Runs one statement. */
  async execute(sql: string, args: EngineValue[], wantRows: boolean): Promise<StatementResult> {
    const shape = readSql(sql);
    return this.#guarded(shape, async () => {
      if (!shape.controls) return this.#run(sql, shape, args, wantRows);
      await this.#untilFree(() => this.#engine.exec(sql));
      return { cols: [], rows: [], affected_row_count: 0, last_insert_rowid: null };
    });
  }

  /** Runs any number of statements and stops at the first that fails. */
  async sequence(sql: string): Promise<void> {
    const shape = readSql(sql);
    const alone = shape.verbs.length === 1 && shape.controls;
    await this.#guarded({ ...shape, writes: shape.writes || (shape.controls && !alone) }, async () => {
      this.#engine.exec(sql);
    });
  }

  /** Tells what a statement is, without running it. */
  describe(sql: string): Description {
    const { verbs, params, writes } = readSql(sql);
    return {
      params: params.map((name) => ({ name })),
      cols: this.#columns(this.#engine.prepare(sql)),
      is_explain: verbs[0] === 'EXPLAIN',
      is_readonly: !writes,
    };
  }

  /** Rolls back what is open and gives the write lock back. */
  reset(): void {
    if (this.#engine.inTransaction) this.#engine.exec('ROLLBACK');
    this.#letGo();
  }

  /** Rolls back and closes for good. */
  close(): void {
    if (!this.#engine.open) return;
    this.reset();
    this.#engine.close();
  }

  async #guarded<T>(shape: SqlShape, work: () => Promise<T>): Promise<T> {
    if (shape.marks) this.reusable = false;
    try {
      if (shape.writes && !this.#writer) await this.#becomeWriter(shape);
      return await work();
    } finally {
      if (!this.#engine.open || !this.#engine.inTransaction) this.#letGo();
    }
  }

  async #becomeWriter(shape: SqlShape): Promise<void> {
    if (shape.controls && this.#engine.inTransaction) return; // a second BEGIN: SQLite will refuse it
    await this.#gate.enter(this.#busyMs);
    this.#writer = true;
    if (shape.controls) return; // BEGIN IMMEDIATE takes the lock itself
    try {
      await this.#untilFree(() => this.#engine.exec(takeWriteLock));
    } catch (error) {
      this.#letGo();
      throw error;
    }
  }

  async #run(sql: string, shape: SqlShape, args: EngineValue[], wantRows: boolean): Promise<StatementResult> {
    const statement = this.#engine.prepare(sql).safeIntegers(true);
    let rows: EngineValue[][] = [];
    try {
      await this.#untilFree(() => {
        // `run` would leave a statement with rows half-run; in raw mode `all` gives arrays.
        if (statement.reader) rows = statement.raw(true).all(args) as EngineValue[][];
        else statement.run(args);
      });
    } catch (error) {
      if (isBusy(error)) this.#replace();
      throw error;
    }
    const verb = shape.verbs[0] ?? '';
    const [changes, rowid] = changeVerbs.has(verb) ? this.#changes() : [0n, 0n];
    return {
      cols: this.#columns(statement),
      rows: wantRows ? rows.map((row) => row.map(encodeValue)) : [],
      affected_row_count: Number(changes),
      last_insert_rowid: verb === 'INSERT' || verb === 'REPLACE' ? String(rowid) : null,
    };
  }

  #changes(): [bigint, bigint] {
    const counts = this.#engine.prepare('SELECT changes(), last_insert_rowid()').safeIntegers(true).raw(true);
    return counts.all([])[0] as [bigint, bigint]; // two integers in one row, by the statement above
  }

  #columns(statement: ReturnType<Engine['prepare']>): { name: string; decltype: string | null }[] {
    return statement.columns().map(({ name, type }) => ({ name, decltype: type }));
  }

  /** Tries again while another process holds the lock, with pauses in which the event loop turns. */
  async #untilFree(work: () => void): Promise<void> {
    const deadline = performance.now() + this.#busyMs;
    for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, 25)) {
      try {
        work();
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() >= deadline) throw error;
        await sleep(pauseMs);
      }
    }
  }

  #replace(): void {
    this.#engine.close();
    this.#engine = open(this.#file);
  }

  #letGo(): void {
    if (!this.#writer) return;
    this.#writer = false;
    this.#gate.leave();
  }
}
