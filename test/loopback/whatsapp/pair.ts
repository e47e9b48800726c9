// Linking a device: the owner's phone signs the device's identity, after it read the QR code or got the code typed in.
import { randomBytes } from 'node:crypto';
import {
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  type BinaryNode,
  Curve,
  derivePairingCodeKey,
  hkdf,
  hmacSign,
  type KeyPair,
  proto,
  WA_ADV_ACCOUNT_SIG_PREFIX,
} from '@whiskeysockets/baileys';
import type { Candidate } from './candidate.ts';
import { Companion } from './companion.ts';
import { bytesOf, child, children, contentOf, node, SERVER, seconds } from './node.ts';
import type { Owner } from './owner.ts';
import type { World } from './world.ts';

export async function pairByQr(world: World, owner: Owner, qr: string): Promise<void> {
  const [ref, noise, identity, secret] = (qr.split('#').at(-1) ?? '').split(',');
  const candidate = [...world.candidates].find(({ refs }) => refs.includes(ref ?? ''));
  if (!candidate || !noise || !identity || !secret) throw new Error(`the phone says: no device waits with that QR code (${ref})`);
  if (
    !candidate.keys.noiseKey.equals(Buffer.from(noise, 'base64')) ||
    !candidate.keys.identityKey.equals(Buffer.from(identity, 'base64'))
  ) {
    throw new Error('the phone says: the QR code is of another device than the one that waits');
  }
  await admit(world, owner, candidate, Buffer.from(secret, 'base64'));
}

export async function pairByCode(world: World, owner: Owner, code: string): Promise<void> {
  const candidate = [...world.candidates].find(({ byCode }) => byCode !== undefined && byCode.number === owner.number);
  if (!candidate?.byCode) throw new Error(`the phone says: no device asked for a code for ${owner.number}`);
  const { wrapped, ref } = candidate.byCode;
  const typed = code.replaceAll('-', '').toUpperCase();
  const companionKey = aesDecryptCTR(
    wrapped.subarray(48, 80),
    await derivePairingCodeKey(typed, wrapped.subarray(0, 32)),
    wrapped.subarray(32, 48),
  );
  const ephemeral = Curve.generateKeyPair();
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const own = Buffer.concat([salt, iv, aesEncryptCTR(ephemeral.public, await derivePairingCodeKey(typed, salt), iv)]);
  const finished = new Promise<BinaryNode>((resolve) => {
    candidate.finish = resolve;
  });
  candidate.link.send(
    node('notification', { from: SERVER, type: 'link_code_companion_reg', id: `link-${seconds()}`, t: seconds() }, [
      node('link_code_companion_reg', { stage: 'primary_hello' }, [
        node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, own),
        node('primary_identity_pub', {}, owner.vault.identity.public),
        node('link_code_pairing_ref', {}, ref),
      ]),
    ]),
  );
  const secret = secretOf(await finished, owner, ephemeral, companionKey, candidate);
  await admit(world, owner, candidate, secret);
}

/** Both sides have made the same secret from the code; with a wrong code the bundle does not open. */
function secretOf(finish: BinaryNode, owner: Owner, ephemeral: KeyPair, companionKey: Buffer, candidate: Candidate): Buffer {
  const bundle = bytesOf(finish, 'link_code_pairing_wrapped_key_bundle');
  const shared = Curve.sharedKey(ephemeral.private, companionKey);
  const info = 'link_code_pairing_key_bundle_encryption_key';
  const key = Buffer.from(hkdf(shared, 32, { salt: bundle.subarray(0, 32), info }));
  let opened: Buffer;
  try {
    opened = aesDecryptGCM(bundle.subarray(44), key, bundle.subarray(32, 44), Buffer.alloc(0));
  } catch {
    throw new Error('the phone says: that is not the code the device shows');
  }
  const identity = opened.subarray(0, 32);
  if (!candidate.keys.identityKey.equals(identity)) throw new Error('the phone says: the device changed its identity on the way');
  const identityShared = Curve.sharedKey(owner.vault.identity.private, identity);
  return Buffer.from(hkdf(Buffer.concat([shared, identityShared, opened.subarray(64)]), 32, { info: 'adv_secret' }));
}

/** Signs the device in, waits for its own signature, and sends it away to log in. */
async function admit(world: World, owner: Owner, candidate: Candidate, secret: Buffer): Promise<void> {
  const { link, keys } = candidate;
  const device = world.newDevice();
  const { private: by, public: accountSignatureKey } = owner.vault.identity;
  const details = proto.ADVDeviceIdentity.encode({ rawId: 1, timestamp: Number(seconds()), keyIndex: device }).finish();
  const accountSignature = Curve.sign(by, Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, keys.identityKey]));
  const identity = proto.ADVSignedDeviceIdentity.encode({ details, accountSignatureKey, accountSignature }).finish();
  const sealed = proto.ADVSignedDeviceIdentityHMAC.encode({ details: identity, hmac: hmacSign(identity, secret) }).finish();
  const companion = new Companion(device, `${owner.lidUser}:${device}@lid`, `${owner.number}:${device}${SERVER}`, keys);
  const answered = candidate.ask(
    node('iq', { from: SERVER, type: 'set', id: `pair-${device}`, xmlns: 'md', t: seconds() }, [
      node('pair-success', {}, [
        node('device-identity', {}, sealed),
        ...(owner.business ? [node('biz', { name: owner.business })] : []),
        node('device', { jid: companion.pn, lid: companion.lid }),
        node('platform', { name: 'android' }),
      ]),
    ]),
  );
  const signed = proto.ADVSignedDeviceIdentity.decode(signatureIn(await answered));
  if (!signed.deviceSignature?.length) throw new Error('the device did not sign');
  world.companions.set(device, companion);
  world.candidates.delete(candidate);
  link.send(node('stream:error', { code: '515' }));
  link.end();
}

function signatureIn(answer: BinaryNode): Buffer {
  return contentOf(children(child(answer, 'pair-device-sign'), 'device-identity')[0]);
}
