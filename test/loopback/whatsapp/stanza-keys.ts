// Key bundles as stanzas carry them.
import { type BinaryNode, encodeBigEndian, KEY_BUNDLE_TYPE } from '@whiskeysockets/baileys';
import { bigEndian, bytesOf, child, node } from './node.ts';
import type { KeyBundle } from './vault.ts';

/** The children of `<user>` in the answer to a query for keys. */
export function bundleNodes(bundle: KeyBundle): BinaryNode[] {
  return [node('registration', {}, encodeBigEndian(bundle.registrationId)), ...keyNodes(bundle)];
}

/** `<keys>` of a retry receipt. */
export function keysNode(bundle: KeyBundle): BinaryNode {
  return node('keys', {}, keyNodes(bundle));
}

function keyNodes({ identityKey, signedPreKey, preKey }: KeyBundle): BinaryNode[] {
  const nodes = [
    node('type', {}, KEY_BUNDLE_TYPE),
    node('identity', {}, identityKey),
    node('skey', {}, [...pair(signedPreKey), node('signature', {}, signedPreKey.signature)]),
  ];
  if (preKey) nodes.push(node('key', {}, pair(preKey)));
  return nodes;
}

function pair({ keyId, publicKey }: { keyId: number; publicKey: Uint8Array }): BinaryNode[] {
  return [node('id', {}, encodeBigEndian(keyId, 3)), node('value', {}, publicKey)];
}

export function readKey(of: BinaryNode): { keyId: number; publicKey: Buffer } {
  return { keyId: bigEndian(bytesOf(of, 'id')), publicKey: bytesOf(of, 'value') };
}

export function readSignedKey(of: BinaryNode): { keyId: number; publicKey: Buffer; signature: Buffer } {
  return { ...readKey(of), signature: bytesOf(of, 'signature') };
}

/** The bundle a device sends with its second retry receipt; undefined: it sent none. */
export function retryBundle(receipt: BinaryNode): KeyBundle | undefined {
  const keys = child(receipt, 'keys');
  const signed = child(keys, 'skey');
  if (!keys || !signed) return undefined;
  const single = child(keys, 'key');
  return {
    registrationId: bigEndian(bytesOf(receipt, 'registration')),
    identityKey: bytesOf(keys, 'identity'),
    signedPreKey: readSignedKey(signed),
    ...(single ? { preKey: readKey(single) } : {}),
  };
}
