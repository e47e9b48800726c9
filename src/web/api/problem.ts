// What a program is answered when something is wrong: problem details (RFC 9457), whose detail is a sentence that somebody can act on.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

const titles: Partial<Record<ContentfulStatusCode, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

type Mistake = { where: string; detail: string };

/** Thrown by whoever works on a request; the API answers with it. `retryAfterMs`: when it is worth asking again. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly errors: readonly Mistake[];
  readonly retryAfterMs: number | undefined;
  constructor(status: ContentfulStatusCode, detail: string, more: { errors?: readonly Mistake[]; retryAfterMs?: number } = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.errors = more.errors ?? [];
    this.retryAfterMs = more.retryAfterMs;
  }
}

const ProblemShape = z
  .object({
    type: z.string().openapi({ example: 'about:blank' }),
    title: z.string().openapi({ example: 'Conflict' }),
    status: z.int().openapi({ example: 409 }),
    detail: z.string().openapi({ description: 'A sentence that says what is wrong and what to do.' }),
    errors: z
      .array(z.object({ where: z.string(), detail: z.string() }))
      .optional()
      .openapi({ description: 'Each mistake of a request that could not be read.' }),
  })
  .openapi('Problem');

const content = { 'application/problem+json': { schema: ProblemShape } };
const told = (description: string) => ({ description, content });

/** The problems that any request may meet, for the document. */
export const problems = {
  400: told('The request could not be read; `errors` says where.'),
  401: told('There is no token, or it is none of ours.'),
  403: told('The token lacks the scope.'),
  429: told('Too many requests; `Retry-After` says when to ask again, in seconds.'),
} as const;
export const missing = { 404: told('There is no such thing.') } as const;
export const refused = { 409: told('It is not possible now; the sentence says what is.') } as const;
export const unfit = { 422: told('What was sent does not fit: the sentence says what.') } as const;

export function answerProblem(c: Context, { status, message, errors, retryAfterMs }: Problem): Response {
  if (retryAfterMs !== undefined) c.header('Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  if (status === 401) c.header('WWW-Authenticate', 'Bearer');
  c.header('Cache-Control', 'no-store');
  const body = { type: 'about:blank', title: titles[status] ?? 'Error', status, detail: message, ...(errors.length > 0 ? { errors } : {}) };
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' });
}

/** What was thrown, as a problem; undefined for what nobody foresaw. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (!(error instanceof HTTPException)) return undefined;
  return new Problem(error.status as ContentfulStatusCode, error.message || 'This was not taken.'); // those that are thrown have a body
}

/** The mistakes that zod found, as one problem. */
export function unreadable(error: z.ZodError): Problem {
  const errors = error.issues.map(({ path, message }) => ({ where: path.join('.') || 'request', detail: message }));
  const [first] = errors;
  return new Problem(400, `The request has a mistake in “${first?.where}”: ${first?.detail}.`, { errors });
}
