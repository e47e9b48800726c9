// Runs a batch: steps in order on one connection, each only when its condition holds.
// A failed step is told in the result and stops nothing by itself; the conditions do that.
import { setImmediate as turn } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import type { ErrorCodes } from './errors.ts';
import { ProtocolError, tellError } from './errors.ts';
import type { BatchResult, Condition, WireBatch } from './protocol.ts';
import type { Statement, StoredSql } from './statement.ts';
import { readStatement } from './statement.ts';

/** How long a batch may keep the event loop for itself. */
const sliceMs = 20;

const checkCondition = (condition: Condition, step: number, version: 2 | 3): void => {
  switch (condition.type) {
    case 'ok':
    case 'error':
      if (condition.step >= step) throw new ProtocolError('Invalid reference to step in a batch condition');
      return;
    case 'not':
      checkCondition(condition.cond, step, version);
      return;
    case 'and':
    case 'or':
      for (const part of condition.conds) checkCondition(part, step, version);
      return;
    case 'is_autocommit':
      if (version === 3) return;
      throw new ProtocolError('BatchCond of type `is_autocommit` needs protocol version hrana3');
    default:
      throw new ProtocolError(`BatchCond type not recognized: ${String(condition satisfies never)}`);
  }
};

const holds = (condition: Condition, result: BatchResult, connection: Connection): boolean => {
  switch (condition.type) {
    case 'ok':
      return result.step_results[condition.step] !== null;
    case 'error':
      return result.step_errors[condition.step] !== null;
    case 'not':
      return !holds(condition.cond, result, connection);
    case 'and':
      return condition.conds.every((part) => holds(part, result, connection));
    case 'or':
      return condition.conds.some((part) => holds(part, result, connection));
    case 'is_autocommit':
      return connection.autocommit;
  }
};

/** Runs a batch. Texts and conditions are checked before the first step: a malformed batch does nothing. */
export const runBatch = async (
  connection: Connection,
  batch: WireBatch,
  stored: StoredSql,
  version: 2 | 3,
  codes: ErrorCodes,
): Promise<BatchResult> => {
  const statements = batch.steps.map((step, index) => {
    if (step.condition) checkCondition(step.condition, index, version);
    return readStatement(step.stmt, stored);
  });
  const result: BatchResult = { step_results: [], step_errors: [] };
  let since = performance.now();
  for (const [index, statement] of statements.entries()) {
    if (performance.now() - since > sliceMs) {
      await turn();
      since = performance.now();
    }
    const condition = batch.steps[index]?.condition;
    const runs = !condition || holds(condition, result, connection);
    await runStep(connection, runs ? statement : undefined, result, codes);
  }
  return result;
};

const runStep = async (connection: Connection, statement: Statement | undefined, result: BatchResult, codes: ErrorCodes): Promise<void> => {
  let done: BatchResult['step_results'][number] = null;
  let failed: BatchResult['step_errors'][number] = null;
  try {
    if (statement) done = await connection.execute(statement.sql, statement.args, statement.wantRows);
  } catch (error) {
    failed = tellError(error, codes);
  }
  result.step_results.push(done);
  result.step_errors.push(failed);
};
