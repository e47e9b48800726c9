// The journal before the receipt. Baileys tells WhatsApp that a message arrived before anybody has stored it; but it decrypts
// before that, and waits for it. So each decrypted message is written in the very commit that uses up its key: a message is
// either still undecrypted at WhatsApp, and comes again, or in the journal, and is worked on at the next start.
import {
  type BinaryNode,
  DEFAULT_CONNECTION_CONFIG,
  decodeMessageNode,
  proto,
  type SignalAuthState,
  type SignalKeyStoreWithTransaction,
  type UserFacingSocketConfig,
  unpadRandomMax16,
  type WAMessageKey,
} from '@whiskeysockets/baileys';
import { journalType } from './auth.ts';
import type { Journaled } from './kept.ts';

/** A message as it is kept between its arrival and its commit. `message`: protobuf in base64; `at`: seconds since the epoch. */
export type Entry = { key: WAMessageKey; at: number; name?: string; message: string };

type MakeRepository = NonNullable<UserFacingSocketConfig['makeSignalRepository']>;
type Me = () => { id: string; lid: string };

/** The frames that messages came in, found again by their ciphertext: Baileys hands that on as the same object. */
export type Frames = { note(frame: unknown): void; of(ciphertext: Uint8Array): BinaryNode | undefined };

/** `came`: told of each of them. */
export function rememberFrames(came: (frame: BinaryNode) => void): Frames {
  const frames = new WeakMap<Uint8Array, BinaryNode>();
  return {
    note: (given) => {
      const frame = given as BinaryNode; // the socket's 'frame' event gives nodes, or bytes, which have no tag
      if (frame.tag !== 'message' || !Array.isArray(frame.content)) return;
      for (const { content } of frame.content) if (content instanceof Uint8Array) frames.set(content, frame);
      came(frame);
    },
    of: (ciphertext) => frames.get(ciphertext),
  };
}

/** After a decryption, or one that failed: the frame, and the row that was committed for it where it said something. */
type Opened = (frame: BinaryNode, row?: Journaled) => void;

/** Baileys' own repository, whose decryptions are journaled. */
export function journaling(frames: Frames, me: Me, opened: Opened): MakeRepository {
  return (auth, logger, pnToLid) => {
    const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, pnToLid);
    const keys = transactional(auth);
    const within = async (lock: string, ciphertext: Uint8Array, decrypt: () => Promise<Uint8Array>): Promise<Uint8Array> => {
      const frame = frames.of(ciphertext);
      let row: Journaled | undefined;
      let committed: Journaled | undefined;
      try {
        const plaintext = await keys.transaction(async () => {
          const said = await decrypt();
          row = frame && rowOf(frame, said, me());
          if (row) await keys.set({ [journalType]: { [row.id]: row.body } } as object);
          return said;
        }, lock);
        committed = row;
        return plaintext;
      } finally {
        if (frame) opened(frame, committed);
      }
    };
    return {
      ...repository,
      decryptMessage: (given) => within(given.jid, given.ciphertext, () => repository.decryptMessage(given)),
      decryptGroupMessage: (given) => within(given.group, given.msg, () => repository.decryptGroupMessage(given)),
    };
  };
}

function transactional(auth: SignalAuthState): SignalKeyStoreWithTransaction {
  if (!('transaction' in auth.keys))
    throw new Error('Baileys gave a key store without transactions: this version was not tested; pin the one of package.json.');
  return auth.keys;
}

/** The row for what was decrypted, or nothing where it is no message of anybody's. */
function rowOf(frame: BinaryNode, plaintext: Uint8Array, me: { id: string; lid: string }): Journaled | undefined {
  const { fullMessage } = decodeMessageNode(frame, me.id, me.lid);
  if (fullMessage.category === 'peer') return undefined;
  const outer = proto.Message.decode(unpadRandomMax16(plaintext));
  return journaled(fullMessage.key, Number(fullMessage.messageTimestamp), fullMessage.pushName, outer.deviceSentMessage?.message ?? outer);
}

/** The same for a message that came decrypted, by the owner's phone. */
export function journaled(key: WAMessageKey, at: number, name: string | null | undefined, message: proto.IMessage): Journaled | undefined {
  if (!key.id || !key.remoteJid || !isSaying(message)) return undefined;
  const entry: Entry = {
    key,
    at,
    ...(name ? { name } : {}),
    message: Buffer.from(proto.Message.encode(message).finish()).toString('base64'),
  };
  return { id: [key.remoteJid, key.participant ?? '', key.fromMe ? 'me' : '', key.id].join('|'), body: JSON.stringify(entry) };
}

const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;

/** Something that a person did, as opposed to what phones tell each other. */
function isSaying(message: proto.IMessage): boolean {
  const { protocolMessage } = message;
  if (protocolMessage) return protocolMessage.type === REVOKE || protocolMessage.type === MESSAGE_EDIT;
  return Object.entries(message).some(
    ([field, value]) => value !== null && value !== undefined && field !== 'senderKeyDistributionMessage' && field !== 'messageContextInfo',
  );
}

export const entryOf = (body: string): Entry => JSON.parse(body) as Entry; // written by journaled() above
