// The HTTP side: /v23.0/{phone}/messages, /{phone}/media, /{media}, /{phone}, and the addresses of files.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { acceptMessage } from './accept.ts';
import { answerOf, type CallKind, type Faults } from './fault.ts';
import { describeMedia, openAddress, takeUpload } from './media.ts';
import { invalid, Refusal, unknownObject } from './refusal.ts';
import type { World } from './world.ts';

export type Call = { kind: CallKind; method: string; path: string; payload?: unknown; userAgent: string; status: number };

export type Exchange = { world: World; token: string; verifiedName: string; quality: string; faults: Faults; calls: Call[] };
type Answer = { status: number; type: string; body: string | Buffer; retryAfter?: number };

const version = '/v23.0/';

export function makeServer(exchange: Exchange): Server {
  return createServer((request, response) => {
    void serve(exchange, request, response).catch((error: unknown) => {
      if (!response.destroyed) write(response, { status: 500, type: 'text/plain', body: String(error) });
    });
  });
}

async function serve(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { faults, calls } = exchange;
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const call: Call = {
    kind: kindOf(exchange, url.pathname),
    method: request.method ?? '',
    path: url.pathname,
    userAgent: request.headers['user-agent'] ?? '',
    status: 0,
  };
  calls.push(call);
  const body = await readAll(request);
  if (body.length > 0 && request.headers['content-type'] === 'application/json') call.payload = JSON.parse(body.toString());
  const fault = faults.take(call.kind);
  if (fault?.delayMs) await sleep(fault.delayMs);
  if (fault?.reset) return void response.destroy();
  const answer = (fault && answerOf(fault)) ?? answerTo(exchange, call, url, body, request.headers);
  if (fault?.dropAnswer) return void response.destroy();
  call.status = answer.status;
  write(response, answer);
}

function kindOf({ world }: Exchange, path: string): CallKind {
  if (path.startsWith('/whatsapp_business/')) return 'download';
  if (path.endsWith('/messages')) return 'messages';
  if (path.endsWith('/media')) return 'media';
  return path === `${version}${world.phoneId}` ? 'number' : 'look-up';
}

function answerTo(exchange: Exchange, call: Call, url: URL, body: Buffer, headers: IncomingMessage['headers']): Answer {
  try {
    if (headers.authorization !== `Bearer ${exchange.token}`) throw new Refusal(401, 190, 'Invalid OAuth access token.');
    return call.kind === 'download'
      ? download(exchange, url, headers)
      : json(run(exchange, call, url, body, headers['content-type'] ?? ''));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, type: 'application/json', body: error.body() };
  }
}

function download({ world }: Exchange, url: URL, headers: IncomingMessage['headers']): Answer {
  const found = headers['user-agent'] ? openAddress(world, url.searchParams) : undefined;
  return found ? { status: 200, type: found.mime, body: found.bytes } : { status: 404, type: 'text/html', body: '<html>Not found</html>' };
}

function run({ world, verifiedName, quality }: Exchange, call: Call, url: URL, body: Buffer, contentType: string): object {
  const [id = '', edge] = url.pathname.startsWith(version) ? url.pathname.slice(version.length).split('/') : [];
  const isNumber = id === world.phoneId;
  if (call.method === 'GET' && edge === undefined) {
    if (isNumber) return { verified_name: verifiedName, quality_rating: quality, id };
    return describeMedia(world, url.origin, id);
  }
  if (call.method !== 'POST' || !isNumber) throw unknownObject(id);
  if (edge === 'media') return takeUpload(world, body, contentType);
  if (edge === 'messages') return acceptMessage(world, call.payload);
  throw invalid(`Unknown path components: /${edge}`);
}

const json = (value: object): Answer => ({ status: 200, type: 'application/json', body: JSON.stringify(value) });

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function write(response: ServerResponse, { status, type, body, retryAfter }: Answer): void {
  const bytes = Buffer.from(body);
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...wait });
  response.end(bytes);
}
