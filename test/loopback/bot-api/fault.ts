// Faults a test orders: the next calls that fit are refused, delayed or cut off, before or after they took effect.

export type Fault = {
  /** One method or several, any case; `download` is a file download. Default: every method but getUpdates. */
  method?: string | readonly string[];
  /** Only calls about this chat. */
  chat?: number | string | { id: number };
  /** How many calls; default 1. */
  times?: number;
  /** Default 500 when there is a description or a body, 429 when there is a retryAfter. */
  status?: number;
  description?: string;
  /** Seconds; also put into parameters.retry_after. */
  retryAfter?: number;
  migrateTo?: number;
  /** A raw body instead of JSON; without it and without a description, 5xx answers with an HTML page. */
  body?: string;
  /** Cut the connection before the call takes effect. */
  reset?: boolean;
  /** Let the call take effect, then cut the connection: the answer is lost. */
  dropAnswer?: boolean;
  /** Wait first; alone, it only slows the call down. */
  delayMs?: number;
};

export type FaultAnswer = { status: number; type: string; body: string };
export type OrderedFault = { left: number; cancel: () => void };

export class Faults {
  #ordered: { fault: Fault; left: number }[] = [];

  order(fault: Fault): OrderedFault {
    const entry = { fault, left: fault.times ?? 1 };
    this.#ordered.push(entry);
    const cancel = (): void => {
      entry.left = 0;
    };
    return {
      cancel,
      get left() {
        return entry.left;
      },
    };
  }

  /** The first ordered fault that fits this call; it is used up by one. */
  take(method: string, chatId: string): Fault | undefined {
    this.#ordered = this.#ordered.filter((entry) => entry.left > 0);
    const entry = this.#ordered.find(({ fault }) => fitsMethod(fault, method) && fitsChat(fault, chatId));
    if (!entry) return undefined;
    entry.left -= 1;
    return entry.fault;
  }

  clear(): void {
    this.#ordered = [];
  }
}

function fitsMethod(fault: Fault, method: string): boolean {
  if (fault.method === undefined) return method.toLowerCase() !== 'getupdates';
  const names = typeof fault.method === 'string' ? [fault.method] : fault.method;
  return names.some((name) => name.toLowerCase() === method.toLowerCase());
}

function fitsChat(fault: Fault, chatId: string): boolean {
  if (fault.chat === undefined) return true;
  return String(typeof fault.chat === 'object' ? fault.chat.id : fault.chat) === chatId;
}

/** What the fault answers, or undefined when it only delays. */
export function faultAnswer(fault: Fault): FaultAnswer | undefined {
  const { retryAfter, migrateTo } = fault;
  if (fault.status === undefined && fault.body === undefined && !fault.description && retryAfter === undefined) {
    return undefined;
  }
  const status = fault.status ?? (retryAfter === undefined ? 500 : 429);
  if (fault.body !== undefined) return { status, type: 'text/html', body: fault.body };
  if (status >= 500 && fault.description === undefined) return { status, type: 'text/html', body: page(status) };
  const tooMany = retryAfter === undefined ? undefined : `Too Many Requests: retry after ${retryAfter}`;
  const description = fault.description ?? tooMany ?? 'Bad Request';
  const parameters = { retry_after: retryAfter, migrate_to_chat_id: migrateTo };
  const hasParameters = retryAfter !== undefined || migrateTo !== undefined;
  const body = { ok: false, error_code: status, description, ...(hasParameters ? { parameters } : {}) };
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

function page(status: number): string {
  const title = `${status} ${status === 502 ? 'Bad Gateway' : 'Server Error'}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>`;
}
