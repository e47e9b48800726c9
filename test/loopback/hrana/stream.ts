// Streams: a connection with its transaction, kept between two HTTP requests for whoever shows its baton.
// A baton is good for one request; a stream that nobody asks for is rolled back after its time.
import { randomUUID } from 'node:crypto';
import { Connection } from './connection.ts';
import { ProtocolError, StreamError } from './errors.ts';
import { Gate } from './gate.ts';
import type { StoredSql } from './statement.ts';

/** One client's conversation with the database. */
export interface Stream {
  readonly id: string;
  readonly connection: Connection;
  readonly stored: StoredSql;
  /** Set by a `close` request: the connection is gone. */
  closed: boolean;
  turn: number;
  idle: NodeJS.Timeout | undefined;
}

/** How many connections wait for the next stream. */
const spareCount = 8;

/** All streams of a server. */
export class Streams {
  readonly #gate = new Gate();
  readonly #streams = new Map<string, Stream>();
  readonly #expired = new Set<string>();
  readonly #spare: Connection[] = [];
  readonly #file: string;
  readonly #busyMs: number;
  readonly #expiryMs: number;

  constructor(file: string, busyMs: number, expiryMs: number) {
    this.#file = file;
    this.#busyMs = busyMs;
    this.#expiryMs = expiryMs;
  }

  /** Finds the stream of a baton, or makes one; it belongs to the caller until `release` or `drop`. */
  take(baton: string | null | undefined): Stream {
    if (!baton) return this.#make();
    const [id = '', turn = ''] = baton.split('.');
    if (this.#expired.has(id)) {
      throw new StreamError('The stream has expired due to inactivity', 'STREAM_EXPIRED');
    }
    const stream = this.#streams.get(id);
    if (stream === undefined) throw new ProtocolError('Received an invalid baton');
    if (stream.idle === undefined || String(stream.turn) !== turn) {
      throw new ProtocolError('Received a baton that has already been used');
    }
    clearTimeout(stream.idle);
    stream.idle = undefined;
    stream.turn += 1;
    return stream;
  }

  /** Puts a stream back for the next request and gives its baton; null when it is closed. */
  release(stream: Stream): string | null {
    if (stream.closed || !this.#streams.has(stream.id)) {
      this.drop(stream);
      return null;
    }
    stream.idle = setTimeout(() => this.#expire(stream), this.#expiryMs);
    return `${stream.id}.${stream.turn}`;
  }

  /** Ends a stream; an open transaction is rolled back. */
  drop(stream: Stream): void {
    clearTimeout(stream.idle);
    if (!this.#streams.delete(stream.id)) return;
    const { connection } = stream;
    if (!connection.reusable || this.#spare.length >= spareCount) {
      connection.close();
      return;
    }
    connection.reset();
    this.#spare.push(connection);
  }

  /** Ends everything: the server stops. */
  close(): void {
    this.#gate.close();
    for (const stream of this.#streams.values()) {
      clearTimeout(stream.idle);
      stream.connection.close();
    }
    this.#streams.clear();
    for (const connection of this.#spare.splice(0)) connection.close();
  }

  #make(): Stream {
    const connection = this.#spare.pop() ?? new Connection(this.#file, this.#gate, this.#busyMs);
    const stream: Stream = {
      id: randomUUID(),
      connection,
      stored: new Map(),
      closed: false,
      turn: 0,
      idle: undefined,
    };
    this.#streams.set(stream.id, stream);
    return stream;
  }

  #expire(stream: Stream): void {
    this.drop(stream);
    this.#expired.add(stream.id);
  }
}
