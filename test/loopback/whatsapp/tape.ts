// What went over the wires, kept for tests: every frame, and every coming and going of a client.

export type Frame = {
  at: number;
  /** Counts the connections from 1. */
  connection: number;
  /** Seen from the server: `in` came from the client. */
  direction: 'in' | 'out';
  /** As it crossed the wire. */
  wire: Buffer;
  /** Without the transport's encryption: the stanza, in which messages are still encrypted for their reader. */
  plain: Buffer;
};

export type ConnectionEvent = {
  at: number;
  connection: number;
  /** `open` the socket, `register` a device without account, `login`, `ready` it takes messages, `refuse`, `close`. */
  what: 'open' | 'register' | 'login' | 'ready' | 'refuse' | 'close';
  device?: number;
  /** Of a refusal, or of a close by the server. */
  reason?: string;
};

export class Tape {
  readonly frames: Frame[] = [];
  readonly connections: ConnectionEvent[] = [];

  frame(connection: number, direction: Frame['direction'], wire: Buffer, plain: Buffer): void {
    this.frames.push({ at: Date.now(), connection, direction, wire, plain });
  }

  event(connection: number, what: ConnectionEvent['what'], more: { device?: number; reason?: string } = {}): void {
    this.connections.push({ at: Date.now(), connection, what, ...more });
  }
}
