// The media host: takes and hands out encrypted files over TLS, under a certificate made for this run.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Faults } from './faults.ts';
import { makeTlsIdentity } from './tls.ts';

export type MediaRequest = { method: string; path: string; status: number };

export class MediaHost {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** PEM. */
  readonly certificate: string;
  readonly requests: MediaRequest[] = [];
  readonly #files = new Map<string, Buffer>();
  readonly #lasting = new Set<string>();
  readonly #server: Server;
  readonly #faults: Faults;

  private constructor(server: Server, certificate: string, faults: Faults) {
    this.#server = server;
    this.certificate = certificate;
    this.#faults = faults;
    const { port } = server.address() as AddressInfo; // it listens on TCP
    this.host = `127.0.0.1:${port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.#answer(request, response);
    });
  }

  static async open(faults: Faults): Promise<MediaHost> {
    const { key, certificate } = makeTlsIdentity();
    const server = createServer({ key, cert: certificate });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new MediaHost(server, certificate, faults);
  }

  /** Keeps the bytes; returns their direct path. A lasting file stays when media expire: a phone uploaded it again. */
  store(bytes: Buffer, lasting = false): string {
    const path = `/v/t62.7118-24/${randomBytes(12).toString('hex')}`;
    this.#files.set(path, bytes);
    if (lasting) this.#lasting.add(path);
    return `${path}?ccb=11-4`;
  }

  load(directPath: string): Buffer | undefined {
    return this.#files.get(directPath.split('?')[0] ?? '');
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status, body } = method === 'POST' ? this.#upload(Buffer.concat(chunks)) : this.#download(url);
    this.requests.push({ method, path: url, status });
    response.writeHead(status, { 'content-length': body.length }).end(body);
  }

  #upload(bytes: Buffer): { status: number; body: Buffer } {
    if (this.#faults.uploadStatus) return { status: this.#faults.uploadStatus, body: Buffer.from('{}') };
    const directPath = this.store(bytes);
    const answer = { url: `https://${this.host}${directPath}`, direct_path: directPath };
    return { status: 200, body: Buffer.from(JSON.stringify(answer)) };
  }

  #download(url: string): { status: number; body: Buffer } {
    const lasting = this.#lasting.has(url.split('?')[0] ?? '');
    if (this.#faults.mediaStatus && !lasting) return { status: this.#faults.mediaStatus, body: Buffer.alloc(0) };
    const bytes = this.load(url);
    return bytes ? { status: 200, body: bytes } : { status: 404, body: Buffer.alloc(0) };
  }
}
