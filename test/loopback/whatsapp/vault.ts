// The secrets of one simulated phone: its identity, its sessions with each companion device, its sender keys.
import {
  Curve,
  DEFAULT_CONNECTION_CONFIG,
  generateRegistrationId,
  generateSignalPubKey,
  type KeyPair,
  type proto,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStoreWithTransaction,
  type SignalRepositoryWithLIDStore,
  signedKeyPair,
} from '@whiskeysockets/baileys';
import { pino } from 'pino';
import './agreement.ts';
import { makeLock } from './lock.ts';
import { silently } from './silence.ts';

export type Sealed = { type: 'pkmsg' | 'msg'; ciphertext: Buffer };

export type KeyBundle = {
  registrationId: number;
  identityKey: Uint8Array;
  signedPreKey: { keyId: number; publicKey: Uint8Array; signature: Uint8Array };
  preKey?: { keyId: number; publicKey: Uint8Array };
};

export class Vault {
  readonly identity: KeyPair = Curve.generateKeyPair();
  readonly registrationId = generateRegistrationId();
  readonly #signedPreKey = signedKeyPair(this.identity, 1);
  readonly #store = new Map<string, unknown>();
  readonly #signal: SignalRepositoryWithLIDStore;
  readonly #name: string;
  readonly #lock = makeLock();
  #lastPreKey = 0;

  /** The name keeps this phone's peers apart from other phones': libsignal queues by the peer's name, process-wide. */
  constructor(name: string) {
    this.#name = name;
    const creds = { signedIdentityKey: this.identity, signedPreKey: this.#signedPreKey, registrationId: this.registrationId };
    this.#signal = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds, keys: this.#keys() }, pino({ level: 'silent' }));
  }

  /** A bundle with a one-time key of its own. */
  async bundle(): Promise<KeyBundle> {
    const pair = Curve.generateKeyPair();
    const keyId = ++this.#lastPreKey;
    this.#store.set(`pre-key ${keyId}`, pair);
    const { keyPair, signature } = this.#signedPreKey;
    return {
      registrationId: this.registrationId,
      identityKey: this.identity.public,
      signedPreKey: { keyId: this.#signedPreKey.keyId, publicKey: keyPair.public, signature },
      preKey: { keyId, publicKey: pair.public },
    };
  }

  /** Encrypts for that companion; asks for its bundle when there is no session yet. */
  seal(peer: string, plain: Uint8Array, bundle: () => KeyBundle): Promise<Sealed> {
    return this.#alone(async () => {
      const jid = this.#peer(peer);
      const { exists } = await this.#signal.validateSession(jid);
      if (!exists) await this.#signal.injectE2ESession({ jid, session: withPrefixes(bundle()) });
      const { type, ciphertext } = await this.#signal.encryptMessage({ jid, data: Buffer.from(plain) });
      return { type, ciphertext: Buffer.from(ciphertext) };
    });
  }

  /** A new session from keys the peer sent along. */
  renew(peer: string, bundle: KeyBundle): Promise<void> {
    return this.#alone(() => this.#signal.injectE2ESession({ jid: this.#peer(peer), session: withPrefixes(bundle) }));
  }

  unseal(peer: string, type: string, ciphertext: Buffer): Promise<Uint8Array> {
    if (type !== 'pkmsg' && type !== 'msg') throw new Error(`a phone cannot read "${type}"`);
    return this.#alone(() => this.#signal.decryptMessage({ jid: this.#peer(peer), type, ciphertext }));
  }

  sealForGroup(group: string, plain: Uint8Array): Promise<{ ciphertext: Uint8Array; senderKeyDistributionMessage: Uint8Array }> {
    return this.#alone(() => this.#signal.encryptGroupMessage({ group, meId: 'self@lid', data: plain }));
  }

  unsealFromGroup(group: string, peer: string, ciphertext: Buffer): Promise<Uint8Array> {
    return this.#alone(() => this.#signal.decryptGroupMessage({ group, authorJid: this.#peer(peer), msg: ciphertext }));
  }

  learnSenderKey(peer: string, item: proto.Message.ISenderKeyDistributionMessage): Promise<void> {
    return this.#alone(() => this.#signal.processSenderKeyDistributionMessage({ item, authorJid: this.#peer(peer) }));
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#lock(() => silently(work));
  }

  #peer(jid: string): string {
    return `${this.#name}-${jid}`;
  }

  #keys(): SignalKeyStoreWithTransaction {
    const store = this.#store;
    return {
      get: <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
        const found: Record<string, SignalDataTypeMap[T]> = {};
        for (const id of ids) {
          const value = store.get(`${type} ${id}`);
          if (value !== undefined) found[id] = value as SignalDataTypeMap[T]; // only `set` below fills the store
        }
        return found;
      },
      set: (data: SignalDataSet) => {
        for (const [type, entries] of Object.entries(data)) {
          for (const [id, value] of Object.entries(entries ?? {})) {
            if (value === null) store.delete(`${type} ${id}`);
            else store.set(`${type} ${id}`, value);
          }
        }
      },
      isInTransaction: () => true,
      transaction: (work) => work(),
    };
  }
}

function withPrefixes(bundle: KeyBundle): KeyBundle {
  const { registrationId, identityKey, signedPreKey, preKey } = bundle;
  return {
    registrationId,
    identityKey: generateSignalPubKey(identityKey),
    signedPreKey: { ...signedPreKey, publicKey: generateSignalPubKey(signedPreKey.publicKey) },
    ...(preKey ? { preKey: { ...preKey, publicKey: generateSignalPubKey(preKey.publicKey) } } : {}),
  };
}
