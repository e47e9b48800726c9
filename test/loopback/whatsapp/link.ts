// One connection of a client: frames in and out, over the Noise transport.
import { type BinaryNode, decodeBinaryNode, encodeBinaryNode, type proto } from '@whiskeysockets/baileys';
import type { WebSocket } from 'ws';
import type { Companion } from './companion.ts';
import { Noise } from './noise.ts';
import type { Tape } from './tape.ts';

const INTRO = Buffer.from('WA');
const ROUTED = Buffer.from('ED');

export type LinkEvents = {
  onPayload(link: Link, payload: proto.ClientPayload): void;
  onNode(link: Link, node: BinaryNode): Promise<void> | void;
  onClose(link: Link): void;
  /** Milliseconds that a stanza to the client takes now. */
  slowMs(): number;
};

export class Link {
  readonly number: number;
  companion: Companion | undefined;
  /** The companion asked for its messages. */
  active = false;
  /** Takes everything and answers nothing, as a dead network does. */
  deaf = false;
  readonly #socket: WebSocket;
  readonly #tape: Tape;
  readonly #events: LinkEvents;
  readonly #noise = new Noise();
  #bytes: Buffer = Buffer.alloc(0);
  #introduced = false;
  #greeted = false;
  #work: Promise<void> = Promise.resolve();
  #outgoing: Promise<void> = Promise.resolve();
  #late = 0;

  constructor(number: number, socket: WebSocket, tape: Tape, events: LinkEvents) {
    this.number = number;
    this.#socket = socket;
    this.#tape = tape;
    this.#events = events;
    tape.event(number, 'open');
    socket.on('message', (data: Buffer) => this.#take(data));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      tape.event(number, 'close', { device: this.companion?.device });
      events.onClose(this);
    });
  }

  /** The client's long-lived key. */
  get key(): Buffer {
    if (!this.#noise.clientKey) throw new Error('the client has not shown its key yet');
    return this.#noise.clientKey;
  }

  send(node: BinaryNode): void {
    if (this.deaf) return;
    const slowMs = this.#events.slowMs();
    if (slowMs > 0 || this.#late > 0) {
      this.#late++;
      const due = Date.now() + slowMs;
      this.#outgoing = this.#outgoing.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
        this.#late--;
        this.#write(node);
      });
    } else {
      this.#write(node);
    }
  }

  /** Says goodbye properly: what was sent before still arrives. */
  end(): void {
    this.#outgoing = this.#outgoing.then(() => this.#socket.close());
  }

  /** Cuts the wire. */
  cut(): void {
    this.#socket.terminate();
  }

  #write(node: BinaryNode): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const plain = encodeBinaryNode(node);
    const wire = this.#noise.write(plain);
    this.#tape.frame(this.number, 'out', wire, plain);
    this.#socket.send(framed(wire));
  }

  #take(data: Buffer): void {
    this.#bytes = this.#bytes.length ? Buffer.concat([this.#bytes, data]) : data;
    try {
      if (!this.#introduced && !this.#introduce()) return;
      for (let frame = this.#nextFrame(); frame; frame = this.#nextFrame()) this.#read(frame);
    } catch (error) {
      console.error('loopback WhatsApp could not read what a client sent', error);
      this.cut();
    }
  }

  /** Skips `WA` and its two bytes of version, and a routing prefix before them. False: not all there yet. */
  #introduce(): boolean {
    if (this.#bytes.length < 4) return false;
    if (this.#bytes.subarray(0, 2).equals(ROUTED)) {
      const length = this.#bytes.length < 7 ? 0 : this.#bytes.readUIntBE(4, 3);
      if (this.#bytes.length < 7 + length + 4) return false;
      this.#bytes = this.#bytes.subarray(7 + length);
    }
    if (!this.#bytes.subarray(0, 2).equals(INTRO)) throw new Error('this is no WhatsApp client');
    this.#bytes = this.#bytes.subarray(4);
    this.#introduced = true;
    return true;
  }

  #nextFrame(): Buffer | undefined {
    if (this.#bytes.length < 3) return undefined;
    const end = 3 + this.#bytes.readUIntBE(0, 3);
    if (this.#bytes.length < end) return undefined;
    const frame = this.#bytes.subarray(3, end);
    this.#bytes = this.#bytes.subarray(end);
    return frame;
  }

  #read(frame: Buffer): void {
    if (this.#noise.open) {
      const plain = this.#noise.read(frame);
      this.#tape.frame(this.number, 'in', frame, plain);
      if (this.deaf) return;
      this.#work = this.#work
        .then(async () => this.#events.onNode(this, await decodeBinaryNode(plain)))
        .catch((error: unknown) => {
          console.error('loopback WhatsApp could not handle a stanza', error);
        });
      return;
    }
    this.#tape.frame(this.number, 'in', frame, frame);
    if (!this.#greeted) {
      this.#greeted = true;
      const answer = this.#noise.answer(frame);
      this.#tape.frame(this.number, 'out', answer, answer);
      this.#socket.send(framed(answer));
      return;
    }
    this.#events.onPayload(this, this.#noise.finish(frame));
  }
}

function framed(bytes: Buffer): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntBE(bytes.length, 0, 3);
  return Buffer.concat([header, bytes]);
}
