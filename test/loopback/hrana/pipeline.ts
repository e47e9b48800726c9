// Answers one pipeline: its requests in order on one stream, each with a result or an error of its own.
// The limits on stored texts are libsql-server's.
import { runBatch } from './batch.ts';
import type { ErrorCodes } from './errors.ts';
import { ProtocolError, RequestError, tellError } from './errors.ts';
import type { WireRequest } from './protocol.ts';
import { pipelineBody } from './protocol.ts';
import { findSql, readStatement } from './statement.ts';
import type { Stream, Streams } from './stream.ts';

const maxStored = 50;
const maxStoredLength = 5000;

/** Answers the body of a pipeline request with the body of its response. */
export const answerPipeline = async (streams: Streams, text: string, version: 2 | 3, codes: ErrorCodes): Promise<string> => {
  const body = parseBody(text);
  const stream = streams.take(body.baton);
  try {
    const results: unknown[] = [];
    for (const request of body.requests) results.push(await answer(stream, request, version, codes));
    return JSON.stringify({ baton: streams.release(stream), base_url: null, results });
  } catch (error) {
    streams.drop(stream);
    throw error;
  }
};

const parseBody = (text: string): ReturnType<typeof pipelineBody.parse> => {
  try {
    return pipelineBody.parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProtocolError(`Cannot deserialize client message from JSON: ${reason}`, { cause });
  }
};

const answer = async (stream: Stream, request: WireRequest, version: 2 | 3, codes: ErrorCodes): Promise<unknown> => {
  try {
    const response = { type: request.type, ...(await handle(stream, request, version, codes)) };
    return { type: 'ok', response };
  } catch (error) {
    return { type: 'error', error: tellError(error, codes) };
  }
};

const handle = async (stream: Stream, request: WireRequest, version: 2 | 3, codes: ErrorCodes): Promise<object> => {
  const { connection, stored } = stream;
  if (stream.closed && request.type !== 'close') throw new ProtocolError('Stream for this baton was closed');
  switch (request.type) {
    case 'execute': {
      const { sql, args, wantRows } = readStatement(request.stmt, stored);
      return { result: await connection.execute(sql, args, wantRows) };
    }
    case 'batch':
      return { result: await runBatch(connection, request.batch, stored, version, codes) };
    case 'sequence':
      await connection.sequence(findSql(request, stored));
      return {};
    case 'describe':
      return { result: connection.describe(findSql(request, stored)) };
    case 'store_sql':
      storeSql(stream, request.sql_id, request.sql);
      return {};
    case 'close_sql':
      stored.delete(request.sql_id);
      return {};
    case 'get_autocommit':
      if (version === 3) return { is_autocommit: connection.autocommit };
      throw new ProtocolError('The `get_autocommit` request needs protocol version hrana3');
    case 'close':
      stream.closed = true;
      return {};
    default:
      throw new ProtocolError(`StreamRequest type not recognized: ${String(request satisfies never)}`);
  }
};

const storeSql = ({ stored }: Stream, id: number, sql: string): void => {
  if (stored.has(id)) throw new ProtocolError(`SQL text ${id} already exists`);
  if (stored.size >= maxStored) {
    const text = `The server already stores ${stored.size} SQL texts, it cannot store more`;
    throw new RequestError(text, 'SQL_STORE_TOO_MANY');
  }
  if (sql.length > maxStoredLength) {
    const text = `The statement is too large to be stored: ${sql.length}/5.0 KB`;
    throw new RequestError(text, 'SQL_STORE_TOO_LARGE');
  }
  stored.set(id, sql);
};
