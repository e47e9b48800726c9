// Makes a runnable statement of what the client sent: finds its text, counts, lines up the arguments.
// The rules are libsql-server's (stmt.rs, query.rs): stricter than the engine's own binding.
import { ProtocolError, RequestError } from './errors.ts';
import type { EngineValue, WireStatement } from './protocol.ts';
import { decodeValue } from './protocol.ts';
import type { SqlShape } from './sql.ts';
import { readSql } from './sql.ts';

/** SQL texts that a client stored in its stream, by number. */
export type StoredSql = Map<number, string>;

/** A statement ready to run: one value for each parameter, in order. */
export interface Statement {
  sql: string;
  args: EngineValue[];
  wantRows: boolean;
}

/** Finds the text of a request, given by itself or by number. */
export const findSql = (source: { sql?: string | null; sql_id?: number | null }, stored: StoredSql): string => {
  const { sql, sql_id: id } = source;
  if (typeof sql === 'string') {
    if (typeof id === 'number') throw new ProtocolError('Either `sql` or `sql_id` are required, but not both');
    return sql;
  }
  if (typeof id !== 'number') throw new ProtocolError('Either `sql` or `sql_id` are required');
  const found = stored.get(id);
  if (found === undefined) throw new ProtocolError(`SQL text ${id} not found`);
  return found;
};

const lineUp = ({ params, verbs }: SqlShape, wire: WireStatement): EngineValue[] => {
  const explained = verbs[0] === 'EXPLAIN';
  const given = wire.args.map(decodeValue);
  const named = new Map(wire.named_args.map((arg) => [arg.name, decodeValue(arg.value)]));
  const wrong = (what: string): RequestError => new RequestError(`Arguments do not match SQL parameters: ${what}`, 'ARGS_INVALID');
  if (given.length > 0 && named.size > 0) {
    const text = 'Specifying both positional and named arguments is not supported';
    throw new RequestError(text, 'ARGS_BOTH_POSITIONAL_AND_NAMED');
  }
  const count = given.length + named.size;
  if (count > params.length) throw wrong(`too many parameters, expected ${params.length} found ${count}`);
  return params.map((name, index) => {
    const positional = name === null || name.startsWith('?');
    const found = positional ? given[index] : named.get(named.has(name) ? name : name.slice(1));
    if (found !== undefined) return found;
    if (explained) return null;
    throw wrong(`value for parameter ${name ?? index + 1} not found`);
  });
};

/** Reads a statement; throws a RequestError when it is none, more than one, or its arguments do not fit. */
export const readStatement = (wire: WireStatement, stored: StoredSql): Statement => {
  const sql = findSql(wire, stored);
  const shape = readSql(sql);
  const { verbs } = shape;
  if (verbs.length === 0) throw new RequestError('SQL string does not contain any statement', 'SQL_NO_STATEMENT');
  if (verbs.length > 1) {
    throw new RequestError('SQL string contains more than one statement', 'SQL_MANY_STATEMENTS');
  }
  return { sql, args: lineUp(shape, wire), wantRows: wire.want_rows ?? true };
};
