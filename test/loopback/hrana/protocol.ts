// The Hrana messages in JSON: what a client may ask, checked with zod, and what it is answered.
// After docs/HRANA_3_SPEC.md in github.com/tursodatabase/libsql; unknown fields are ignored, as there.
import { z } from 'zod';
import type { WireError } from './errors.ts';
import { ProtocolError } from './errors.ts';

const value = z.discriminatedUnion('type', [
  z.object({ type: z.literal('null') }),
  z.object({ type: z.literal('integer'), value: z.string().regex(/^-?\d{1,19}$/) }),
  z.object({ type: z.literal('float'), value: z.number() }),
  z.object({ type: z.literal('text'), value: z.string() }),
  z.object({ type: z.literal('blob'), base64: z.string() }),
]);

/** A value as it travels. */
export type WireValue = z.infer<typeof value>;

const sqlId = z.int32();
const sqlSource = { sql: z.string().nullish(), sql_id: sqlId.nullish() };

const statement = z.object({
  ...sqlSource,
  args: z.array(value).default([]),
  named_args: z.array(z.object({ name: z.string(), value })).default([]),
  want_rows: z.boolean().nullish(),
});

/** A statement with its arguments, by text or by the number of a stored text. */
export type WireStatement = z.infer<typeof statement>;

/** When a step of a batch runs. */
export type Condition =
  | { type: 'ok' | 'error'; step: number }
  | { type: 'not'; cond: Condition }
  | { type: 'and' | 'or'; conds: Condition[] }
  | { type: 'is_autocommit' };

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.object({ type: z.enum(['ok', 'error']), step: z.int().min(0) }),
    z.object({ type: z.literal('not'), cond: condition }),
    z.object({ type: z.enum(['and', 'or']), conds: z.array(condition) }),
    z.object({ type: z.literal('is_autocommit') }),
  ]),
);

const batch = z.object({ steps: z.array(z.object({ condition: condition.nullish(), stmt: statement })) });

/** Steps run in order on one connection, each under its condition. */
export type WireBatch = z.infer<typeof batch>;

const request = z.discriminatedUnion('type', [
  z.object({ type: z.literal('execute'), stmt: statement }),
  z.object({ type: z.literal('batch'), batch }),
  z.object({ type: z.literal('sequence'), ...sqlSource }),
  z.object({ type: z.literal('describe'), ...sqlSource }),
  z.object({ type: z.literal('store_sql'), sql_id: sqlId, sql: z.string() }),
  z.object({ type: z.literal('close_sql'), sql_id: sqlId }),
  z.object({ type: z.literal('get_autocommit') }),
  z.object({ type: z.literal('close') }),
]);

/** One request of a pipeline. */
export type WireRequest = z.infer<typeof request>;

/** The body of POST /v2/pipeline and /v3/pipeline. */
export const pipelineBody = z.object({ baton: z.string().nullish(), requests: z.array(request) });

/** What one statement gave. */
export interface StatementResult {
  cols: { name: string; decltype: string | null }[];
  rows: WireValue[][];
  affected_row_count: number;
  last_insert_rowid: string | null;
}

/** What the steps of a batch gave: a result, an error, or neither when the step was passed over. */
export interface BatchResult {
  step_results: (StatementResult | null)[];
  step_errors: (WireError | null)[];
}

/** What a statement is, without running it. */
export interface Description {
  params: { name: string | null }[];
  cols: { name: string; decltype: string | null }[];
  is_explain: boolean;
  is_readonly: boolean;
}

/** A value as the engine's binding takes it. A JS number is bound as REAL, a bigint as INTEGER. */
export type EngineValue = null | bigint | number | string | Buffer;

/** From the wire to the engine; throws a ProtocolError for an integer beyond 64 bits. */
export const decodeValue = (wire: WireValue): EngineValue => {
  switch (wire.type) {
    case 'null':
      return null;
    case 'integer': {
      const integer = BigInt(wire.value);
      if (BigInt.asIntN(64, integer) !== integer) throw new ProtocolError(`Integer ${wire.value} is out of range`);
      return integer;
    }
    case 'float':
    case 'text':
      return wire.value;
    case 'blob':
      return Buffer.from(wire.base64, 'base64');
  }
};

/** From the engine to the wire. */
export const encodeValue = (engine: EngineValue): WireValue => {
  if (engine === null) return { type: 'null' };
  if (typeof engine === 'bigint') return { type: 'integer', value: String(engine) };
  if (typeof engine === 'number') return { type: 'float', value: engine };
  if (typeof engine === 'string') return { type: 'text', value: engine };
  return { type: 'blob', base64: engine.toString('base64') };
};
