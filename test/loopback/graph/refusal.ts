// Refusals as the Graph API words them.
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly more: { subcode?: number; details?: string; retryAfter?: number };

  constructor(status: number, code: number, message: string, more: Refusal['more'] = {}) {
    super(`(#${code}) ${message}`);
    this.status = status;
    this.code = code;
    this.more = more;
  }

  body(): string {
    const { subcode, details } = this.more;
    return JSON.stringify({
      error: {
        message: this.message,
        type: 'OAuthException',
        code: this.code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
        fbtrace_id: 'ALoopbackTraceIdentifier',
      },
    });
  }
}

export const invalid = (details: string): Refusal => new Refusal(400, 100, 'Invalid parameter', { details });
export const unknownObject = (id: string): Refusal =>
  new Refusal(400, 100, `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions`, {
    subcode: 33,
  });
