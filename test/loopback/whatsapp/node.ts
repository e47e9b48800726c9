// Stanzas: to build them, and to read what Baileys' own helpers do not.
import {
  type BinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  getBinaryNodeChildBuffer,
  getBinaryNodeChildren,
  jidDecode,
} from '@whiskeysockets/baileys';

export type Attributes = Record<string, string | undefined>;

/** The server's own jid; a number before it makes a person's. */
export const SERVER = '@s.whatsapp.net';

export function node(tag: string, attributes: Attributes = {}, content?: BinaryNode['content']): BinaryNode {
  const attrs: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) attrs[name] = value;
  return { tag, attrs, content };
}

export const child = getBinaryNodeChild;
export const children = getBinaryNodeChildren;
export const allChildren = getAllBinaryNodeChildren;

/** The bytes of a child; a sentence when there are none. */
export function bytesOf(parent: BinaryNode | undefined, tag: string): Buffer {
  const bytes = getBinaryNodeChildBuffer(parent, tag);
  if (!bytes) throw new Error(`<${parent?.tag ?? '?'}> has no bytes in <${tag}>`);
  return Buffer.from(bytes);
}

/** The bytes of a node itself. */
export function contentOf(of: BinaryNode | undefined): Buffer {
  if (!of || !(of.content instanceof Uint8Array)) throw new Error(`<${of?.tag ?? '?'}> has no bytes`);
  return Buffer.from(of.content);
}

export function bigEndian(bytes: Buffer): number {
  return bytes.readUIntBE(0, bytes.length);
}

export function userOf(jid: string): string {
  return jidDecode(jid)?.user ?? '';
}

export function deviceOf(jid: string): number {
  return jidDecode(jid)?.device ?? 0;
}

export function seconds(date = new Date()): string {
  return String(Math.floor(date.getTime() / 1000));
}
