// Who this server is: a fixed root that only the preload of tests trusts, the chain under it, and the server's own key.
import { Curve, proto } from '@whiskeysockets/baileys';

/** Its public half stands in preload.mjs. A key for tests: it guards nothing. */
const ROOT_PRIVATE = Buffer.from('d8800eadc2f59810c6df1a3fc23f26e927fa651110cb969281af4cb3abf78f6c', 'hex');

export const serverKey = Curve.generateKeyPair();
let chain: Buffer | undefined;

/** Made once a process: signing is slow. */
export function certificateChain(): Buffer {
  if (chain) return chain;
  const middle = Curve.generateKeyPair();
  const intermediate = signed(ROOT_PRIVATE, { serial: 1, issuerSerial: 0, key: middle.public });
  const leaf = signed(middle.private, { serial: 2, issuerSerial: 1, key: serverKey.public });
  chain = Buffer.from(proto.CertChain.encode({ leaf, intermediate }).finish());
  return chain;
}

function signed(by: Uint8Array, details: proto.CertChain.NoiseCertificate.IDetails): proto.CertChain.INoiseCertificate {
  const bytes = proto.CertChain.NoiseCertificate.Details.encode(details).finish();
  return { details: bytes, signature: Curve.sign(by, bytes) };
}
