// The answering side of WhatsApp's Noise XX handshake, then of the encrypted frames: everything a client sends
// arrives here first.
import { aesDecryptGCM, aesEncryptGCM, Curve, hkdf, NOISE_MODE, NOISE_WA_HEADER, proto, sha256 } from '@whiskeysockets/baileys';
import { certificateChain, serverKey } from './certificate.ts';

const NOTHING = Buffer.alloc(0);

export class Noise {
  /** The client's long-lived key; known once the handshake is over. */
  clientKey: Buffer | undefined;
  #hash: Buffer = Buffer.from(NOISE_MODE);
  #salt: Buffer = this.#hash;
  #key: Buffer = this.#hash;
  #counter = 0;
  readonly #ephemeral = Curve.generateKeyPair();
  #transport: { read: Counted; write: Counted } | undefined;

  get open(): boolean {
    return this.#transport !== undefined;
  }

  /** The client's first frame; returns the answer. */
  answer(frame: Buffer): Buffer {
    const hello = proto.HandshakeMessage.decode(frame).clientHello;
    if (!hello?.ephemeral) throw new Error('the client said no hello');
    this.#mixHash(NOISE_WA_HEADER);
    this.#mixHash(hello.ephemeral);
    this.#mixHash(this.#ephemeral.public);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, hello.ephemeral));
    const encryptedStatic = this.#encrypt(serverKey.public);
    this.#mixKey(Curve.sharedKey(serverKey.private, hello.ephemeral));
    const payload = this.#encrypt(certificateChain());
    const serverHello = { ephemeral: this.#ephemeral.public, static: encryptedStatic, payload };
    return Buffer.from(proto.HandshakeMessage.encode({ serverHello }).finish());
  }

  /** The client's second frame; returns what it wants: to register or to log in. */
  finish(frame: Buffer): proto.ClientPayload {
    const last = proto.HandshakeMessage.decode(frame).clientFinish;
    if (!last?.static || !last.payload) throw new Error('the client did not finish the handshake');
    this.clientKey = this.#decrypt(last.static);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, this.clientKey));
    const payload = proto.ClientPayload.decode(this.#decrypt(last.payload));
    const [read, write] = this.#expand(NOTHING);
    this.#transport = { read: new Counted(read), write: new Counted(write) };
    return payload;
  }

  read(frame: Buffer): Buffer {
    const { key, iv } = this.#opened.read.next();
    return aesDecryptGCM(frame, key, iv, NOTHING);
  }

  write(plain: Buffer): Buffer {
    const { key, iv } = this.#opened.write.next();
    return aesEncryptGCM(plain, key, iv, NOTHING);
  }

  get #opened(): { read: Counted; write: Counted } {
    if (!this.#transport) throw new Error('the handshake is not over');
    return this.#transport;
  }

  #mixHash(data: Uint8Array): void {
    this.#hash = sha256(Buffer.concat([this.#hash, data]));
  }

  #mixKey(secret: Buffer): void {
    const [salt, key] = this.#expand(secret);
    this.#salt = salt;
    this.#key = key;
    this.#counter = 0;
  }

  #expand(secret: Buffer): [Buffer, Buffer] {
    const both = Buffer.from(hkdf(secret, 64, { salt: this.#salt, info: '' }));
    return [both.subarray(0, 32), both.subarray(32)];
  }

  #encrypt(plain: Uint8Array): Buffer {
    const sealed = aesEncryptGCM(plain, this.#key, nonce(this.#counter++), this.#hash);
    this.#mixHash(sealed);
    return sealed;
  }

  #decrypt(sealed: Uint8Array): Buffer {
    const plain = aesDecryptGCM(sealed, this.#key, nonce(this.#counter++), this.#hash);
    this.#mixHash(sealed);
    return plain;
  }
}

class Counted {
  readonly #key: Buffer;
  #count = 0;

  constructor(key: Buffer) {
    this.#key = key;
  }

  next(): { key: Buffer; iv: Buffer } {
    return { key: this.#key, iv: nonce(this.#count++) };
  }
}

function nonce(count: number): Buffer {
  const iv = Buffer.alloc(12);
  iv.writeUInt32BE(count, 8);
  return iv;
}
