// A device that is not linked yet: it shows its QR codes and waits for somebody's phone.
import { randomBytes } from 'node:crypto';
import type { BinaryNode, proto } from '@whiskeysockets/baileys';
import type { CompanionKeys } from './companion.ts';
import type { Link } from './link.ts';
import { bigEndian, bytesOf, child, node, SERVER, userOf } from './node.ts';

export class Candidate {
  readonly link: Link;
  readonly keys: CompanionKeys;
  readonly refs = Array.from({ length: 6 }, () => `2@${randomBytes(24).toString('base64')}`);
  /** It asked for a pairing code. */
  byCode: { number: string; wrapped: Buffer; ref: Buffer } | undefined;
  /** Called with its last word in the pairing by code. */
  finish: ((node: BinaryNode) => void) | undefined;
  #answered: ((node: BinaryNode) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor(link: Link, pairing: proto.ClientPayload.IDevicePairingRegistrationData) {
    this.link = link;
    this.keys = {
      noiseKey: link.key,
      identityKey: Buffer.from(pairing.eIdent ?? []),
      registrationId: bigEndian(Buffer.from(pairing.eRegid ?? [])),
      signedPreKey: {
        keyId: bigEndian(Buffer.from(pairing.eSkeyId ?? [])),
        publicKey: Buffer.from(pairing.eSkeyVal ?? []),
        signature: Buffer.from(pairing.eSkeySig ?? []),
      },
    };
    const refs = this.refs.map((ref) => node('ref', {}, Buffer.from(ref)));
    link.send(node('iq', { from: SERVER, type: 'set', id: 'pair-device', xmlns: 'md' }, [node('pair-device', {}, refs)]));
  }

  /** Sends that and resolves with the answer. */
  ask(question: BinaryNode): Promise<BinaryNode> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.link.send(question);
    });
  }

  left(): void {
    this.#failed?.(new Error('the device hung up in the middle of the pairing'));
  }

  take(stanza: BinaryNode): void {
    if (stanza.tag !== 'iq') return;
    if (stanza.attrs.type === 'result') {
      if (child(stanza, 'pair-device-sign')) this.#answered?.(stanza);
      return;
    }
    const registration = child(stanza, 'link_code_companion_reg');
    if (!registration) return;
    const { stage, jid } = registration.attrs;
    const ref = Buffer.from(this.refs[0] ?? '');
    const answer = [node('link_code_companion_reg', { stage }, [node('link_code_pairing_ref', {}, ref)])];
    this.link.send(node('iq', { from: SERVER, type: 'result', id: stanza.attrs.id }, answer));
    if (stage === 'companion_hello') {
      const wrapped = bytesOf(registration, 'link_code_pairing_wrapped_companion_ephemeral_pub');
      this.byCode = { number: userOf(jid ?? ''), wrapped, ref };
    }
    if (stage === 'companion_finish') this.finish?.(registration);
  }
}
