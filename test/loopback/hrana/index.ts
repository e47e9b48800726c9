// A libSQL server for tests: Hrana over HTTP in JSON on a loopback port, over the real engine and a file.
// It stands in for libsql-server where no binary of it is to be had; it is not for production.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'libsql';
import type { ErrorCodes } from './errors.ts';
import { ProtocolError, StreamError } from './errors.ts';
import type { AnswerLoss, Refusal } from './faults.ts';
import { makeFaults } from './faults.ts';
import { answerPipeline } from './pipeline.ts';
import { Streams } from './stream.ts';

const maxBodyBytes = 128 * 1024 * 1024;

/** How the server is set up. */
export interface HranaOptions {
  /** Path of the database file; made when missing. */
  file: string;
  /** When given, requests need `Authorization: Bearer <token>`. */
  token?: string;
  /** 0, the default, takes a free port; a number lets a server come back where it was. */
  port?: number;
  /** How long a writer waits for the lock before SQLITE_BUSY; 5,000 by default. */
  busyMs?: number;
  /** How long an idle stream and its transaction live; 10,000 by default, as in libsql-server. */
  expiryMs?: number;
  /** `extended` by default; `basic` is what libsql-server sends. */
  codes?: ErrorCodes;
}

/** A running server. */
export interface Hrana {
  readonly url: string;
  readonly port: number;
  /** Pipelines received so far, refused ones too. */
  readonly requests: number;
  /** The effect happens, but the connection is reset before the answer. `{}` ends it. */
  loseAnswers(loss: AnswerLoss): void;
  /** The next requests have no effect and are answered with a status (503 by default) or a reset. */
  refuse(next: number, how?: Refusal): void;
  /** Rolls back what is open, breaks all connections and closes the file. */
  stop(): Promise<void>;
}

/** Starts a server on 127.0.0.1; rejects when the port is taken or the file cannot be opened. */
export const startHrana = async (options: HranaOptions): Promise<Hrana> => {
  const { file, token, port = 0, busyMs = 5000, expiryMs = 10_000, codes = 'extended' } = options;
  const keeper = new Database(file, { timeout: busyMs }); // keeps the WAL open between requests
  keeper.exec('PRAGMA journal_mode = WAL');
  const streams = new Streams(file, busyMs, expiryMs);
  const faults = makeFaults();
  const underWay = new Set<Promise<void>>();
  let requests = 0;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const route = `${request.method} ${new URL(request.url ?? '/', 'http://loopback').pathname}`;
    if (route === 'GET /v2' || route === 'GET /v3') return sendText(response, 200, 'Hrana over HTTP');
    if (route !== 'POST /v2/pipeline' && route !== 'POST /v3/pipeline') return sendText(response, 404, 'not found');
    requests += 1;
    const text = await readBody(request);
    const refusal = faults.takeRefusal();
    if (refusal === 'reset') return void request.socket.resetAndDestroy();
    if (refusal !== undefined) return sendText(response, refusal, 'refused by the test');
    if (text === undefined) return sendText(response, 413, 'length limit exceeded');
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      return sendJson(response, 401, JSON.stringify({ error: 'Unauthorized: `The JWT is invalid`' }));
    }
    const answer = await answerPipeline(streams, text, route === 'POST /v3/pipeline' ? 3 : 2, codes);
    if (faults.takeLoss(text)) return void request.socket.resetAndDestroy();
    sendJson(response, 200, answer);
  };

  const server = createServer((request, response) => {
    const served = serve(request, response).catch((error: unknown) => sendFailure(response, error));
    underWay.add(served);
    void served.then(() => underWay.delete(served));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const taken = (server.address() as AddressInfo).port; // a TCP server that listens has an AddressInfo

  return {
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    get requests() {
      return requests;
    },
    loseAnswers: (loss) => faults.loseAnswers(loss),
    refuse: (next, how = 503) => faults.refuse(next, how),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      streams.close();
      await Promise.all([closed, ...underWay]);
      keeper.close();
    },
  };
};

/** The whole body as text; undefined when it is too long. */
const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer; // no encoding is set on the request, so chunks are buffers
    length += bytes.length;
    if (length <= maxBodyBytes) chunks.push(bytes);
  }
  return length > maxBodyBytes ? undefined : Buffer.concat(chunks).toString('utf8');
};

const send = (response: ServerResponse, status: number, type: string, body: string): void => {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
};

const sendText = (response: ServerResponse, status: number, body: string): void => send(response, status, 'text/plain', body);

const sendJson = (response: ServerResponse, status: number, body: string): void => send(response, status, 'application/json', body);

const sendFailure = (response: ServerResponse, error: unknown): void => {
  if (error instanceof ProtocolError) {
    sendText(response, 400, error.message);
  } else if (error instanceof StreamError) {
    sendJson(response, 500, JSON.stringify({ message: error.message, code: error.code }));
  } else {
    sendText(response, 500, `Internal error: ${error instanceof Error ? error.message : String(error)}`);
  }
};
