// The HTTP side: /bot<token>/<method> and /file/bot<token>/<path>, the log of calls, and the ordered faults.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readParams } from './body.ts';
import { type Fault, type Faults, faultAnswer } from './fault.ts';
import { findMethod } from './methods/index.ts';
import { type Params, textOf } from './params.ts';
import { Refusal } from './refusal.ts';
import type { Json } from './wire.ts';
import type { World } from './world.ts';

export type Call = {
  method: string;
  params: Json;
  /** The names of the parts that came as files. */
  files: string[];
  /** Milliseconds, by the world's clock. */
  at: number;
  /** The HTTP status answered; 0 while none was, or when the connection was cut. */
  status: number;
  description?: string;
  result?: unknown;
};

export type Exchange = { world: World; token: string; faults: Faults; calls: Call[] };
type Answer = { status: number; body: string | Buffer; type: string; retryAfter?: number };

export function makeServer(exchange: Exchange): Server {
  return createServer((request, response) => {
    void serve(exchange, request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      write(response, show(new Refusal(500, `Internal Server Error: ${error}`)));
    });
  });
}

async function serve(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://loopback');
  const path = decodeURIComponent(url.pathname);
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
  const call = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(path);
  if (!file && !call) return write(response, show(new Refusal(404, 'Not Found')));
  if ((file ?? call)?.[1] !== exchange.token) return write(response, show(new Refusal(401, 'Unauthorized')));
  if (file) return download(exchange, file[2] ?? '', response);
  await answerCall(exchange, call?.[2] ?? '', url.searchParams, request, response);
}

async function answerCall(
  { world, faults, calls }: Exchange,
  name: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const entry: Call = {
    method: findMethod(name)?.name ?? name,
    params: {},
    files: [],
    at: world.now(),
    status: 0,
  };
  calls.push(entry);
  let answer: Answer | undefined;
  try {
    const params = await readParams(request, query);
    entry.params = params.values;
    entry.files = [...params.uploads.keys()];
    world.changes.announce();
    const fault = faults.take(entry.method, textOf(params, 'chat_id'));
    if (fault) entry.description = `ordered fault: ${JSON.stringify(fault)}`;
    const spoiled = fault ? await spoil(fault, response) : undefined;
    if (response.destroyed) return;
    answer = spoiled ?? (await run(world, entry, params, gone.signal));
    if (fault?.dropAnswer) {
      response.destroy();
      return;
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    entry.description = error.message;
    answer = show(error);
  }
  if (gone.signal.aborted) return;
  entry.status = answer.status;
  write(response, answer);
  world.changes.announce();
}

/** Plays the fault; undefined when the call shall take its way all the same. */
async function spoil(fault: Fault, response: ServerResponse): Promise<Answer | undefined> {
  if (fault.delayMs) await sleep(fault.delayMs);
  if (fault.reset) response.destroy();
  if (fault.reset || fault.dropAnswer) return undefined;
  const answer = faultAnswer(fault);
  return answer && { ...answer, retryAfter: fault.retryAfter };
}

async function run(world: World, entry: Call, params: Params, signal: AbortSignal): Promise<Answer> {
  const found = findMethod(entry.method);
  if (!found) throw new Refusal(404, 'Not Found: method not found');
  try {
    entry.result = await found.method(world, params, signal);
  } catch (error) {
    if (error instanceof Refusal || !signal.aborted) throw error;
    entry.description = 'the client went away';
    entry.result = [];
  }
  return { status: 200, type: 'application/json', body: JSON.stringify({ ok: true, result: entry.result }) };
}

/** A method call that a webhook gave in its answer; as in Telegram, nobody hears what became of it. */
export async function runReply({ world, calls }: Exchange, reply: unknown): Promise<void> {
  if (typeof reply !== 'object' || reply === null || !('method' in reply)) return;
  const { method, ...values } = reply as Json; // an object, seen above
  const found = findMethod(String(method));
  const entry: Call = {
    method: found?.name ?? String(method),
    params: values,
    files: [],
    at: world.now(),
    status: 200,
  };
  calls.push(entry);
  try {
    await run(world, entry, { values, uploads: new Map() }, AbortSignal.timeout(60_000));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    entry.status = error.status;
    entry.description = error.message;
  }
}

async function download({ world, faults }: Exchange, path: string, response: ServerResponse): Promise<void> {
  const fault = faults.take('download', '');
  const spoiled = fault ? await spoil(fault, response) : undefined;
  if (fault?.dropAnswer) response.destroy();
  if (response.destroyed) return;
  const file = world.files.byPath(path);
  if (spoiled) write(response, spoiled);
  else if (!file) write(response, show(new Refusal(404, 'Not Found')));
  else write(response, { status: 200, type: 'application/octet-stream', body: file.bytes });
}

function show({ status, message, parameters }: Refusal): Answer {
  const body = { ok: false, error_code: status, description: message, ...(parameters ? { parameters } : {}) };
  return {
    status,
    type: 'application/json',
    body: JSON.stringify(body),
    retryAfter: parameters?.retry_after,
  };
}

function write(response: ServerResponse, { status, type, body, retryAfter }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    'content-type': type,
    'content-length': bytes.length,
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(bytes);
}
