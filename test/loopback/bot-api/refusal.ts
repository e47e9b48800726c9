// An answer of the Bot API that is not ok: thrown by a method, written out by the server.

export type RefusalParameters = { migrate_to_chat_id?: number; retry_after?: number };

export class Refusal extends Error {
  readonly status: number;
  readonly parameters: RefusalParameters | undefined;

  constructor(status: number, description: string, parameters?: RefusalParameters) {
    super(description);
    this.name = 'Refusal';
    this.status = status;
    this.parameters = parameters;
  }
}

export function badRequest(description: string, parameters?: RefusalParameters): Refusal {
  return new Refusal(400, `Bad Request: ${description}`, parameters);
}

export function forbidden(description: string): Refusal {
  return new Refusal(403, `Forbidden: ${description}`);
}

export function conflict(description: string): Refusal {
  return new Refusal(409, `Conflict: ${description}`);
}

/** 429, with the wait in whole seconds in words and in `parameters.retry_after`. */
export function tooMany(retryAfter: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
}
