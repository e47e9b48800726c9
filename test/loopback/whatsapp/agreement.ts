// libsignal hands keys to OpenSSL in a form that takes over a millisecond to read. Phones of one process make hundreds of
// agreements a second, so in this process (never in the bot's) the same agreement is made from keys in a quick form.
import { createPrivateKey, createPublicKey, diffieHellman, type JsonWebKey } from 'node:crypto';
import { createRequire } from 'node:module';

type CurveModule = { calculateAgreement(publicKey: Buffer, privateKey: Buffer): Buffer };

const load = createRequire(import.meta.resolve('@whiskeysockets/baileys'));
const curve = load('libsignal/src/curve.js') as CurveModule; // it has no types of its own

curve.calculateAgreement = (publicKey, privateKey) => {
  const x = Buffer.from(publicKey).subarray(-32).toString('base64url'); // without its prefix
  const theirs: JsonWebKey = { kty: 'OKP', crv: 'X25519', x };
  const ours: JsonWebKey = { ...theirs, d: Buffer.from(privateKey).toString('base64url') }; // only `d` is read
  return diffieHellman({
    privateKey: createPrivateKey({ key: ours, format: 'jwk' }),
    publicKey: createPublicKey({ key: theirs, format: 'jwk' }),
  });
};
