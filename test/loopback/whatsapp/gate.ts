// The door: who connects, whether it registers or logs in, and how it is sent away.
import type { BinaryNode, proto } from '@whiskeysockets/baileys';
import { Candidate } from './candidate.ts';
import type { Companion } from './companion.ts';
import type { Link, LinkEvents } from './link.ts';
import { node, seconds } from './node.ts';
import { takeStanza } from './post-office.ts';
import { answerQuery } from './queries.ts';
import { unlink } from './unlink.ts';
import type { World } from './world.ts';

export type CloseCode = 401 | 403 | 408 | 411 | 428 | 440 | 500 | 503 | 515;

export class Gate implements LinkEvents {
  /** Logins are answered with `<failure reason=…>`; null: they work. */
  refusal: number | null = null;
  readonly links = new Set<Link>();
  readonly #world: World;
  readonly #candidates = new Map<Link, Candidate>();

  constructor(world: World) {
    this.#world = world;
  }

  onPayload(link: Link, payload: proto.ClientPayload): void {
    const { tape, candidates } = this.#world;
    if (payload.devicePairingData) {
      tape.event(link.number, 'register');
      const candidate = new Candidate(link, payload.devicePairingData);
      candidates.add(candidate);
      this.#candidates.set(link, candidate);
      return;
    }
    const companion = [...this.#world.companions.values()].find(({ keys }) => keys.noiseKey.equals(link.key));
    if (this.refusal !== null || !companion) {
      this.#refuse(link, this.refusal ?? 401);
      return;
    }
    const { link: before } = companion;
    companion.link = link;
    link.companion = companion;
    if (before) replace(before);
    tape.event(link.number, 'login', { device: companion.device });
    link.send(node('success', { t: seconds(), lid: companion.lid, props: '27', location: 'loop' }));
  }

  onNode(link: Link, stanza: BinaryNode): Promise<void> | void {
    const { companion } = link;
    if (!companion) return this.#candidates.get(link)?.take(stanza);
    if (stanza.tag === 'iq') return answerQuery(this.#world, link, companion, stanza);
    takeStanza(this.#world, link, companion, stanza);
  }

  onClose(link: Link): void {
    this.links.delete(link);
    const candidate = this.#candidates.get(link);
    if (candidate) {
      this.#world.candidates.delete(candidate);
      candidate.left();
    }
    link.active = false;
    if (link.companion?.link === link) link.companion.link = undefined;
  }

  slowMs(): number {
    return this.#world.faults.slowMs;
  }

  /** Ends the bot's connection as the real server does for that reason; see DisconnectReason in Baileys. */
  close(code: CloseCode): void {
    for (const companion of [...this.#world.companions.values()]) this.#close(companion, code);
  }

  #close(companion: Companion, code: CloseCode): void {
    const { link } = companion;
    if (!link) return;
    this.#world.tape.event(link.number, 'refuse', { device: companion.device, reason: String(code) });
    switch (code) {
      case 401:
        unlink(this.#world, companion);
        return;
      case 408:
        link.deaf = true; // the client finds out by its pings
        return;
      case 428:
        link.cut();
        return;
      case 440:
        replace(link);
        return;
      case 403:
      case 411:
        this.refusal = code;
        link.send(node('failure', { reason: String(code), location: 'loop' }));
        link.end();
        return;
      default:
        link.send(node('stream:error', { code: String(code) }));
        link.end();
    }
  }

  #refuse(link: Link, reason: number): void {
    this.#world.tape.event(link.number, 'refuse', { reason: String(reason) });
    link.send(node('failure', { reason: String(reason), location: 'loop' }));
    link.end();
  }
}

/** Another connection of the same device took over. */
function replace(link: Link): void {
  link.active = false;
  link.send(node('stream:error', {}, [node('conflict', { type: 'replaced' })]));
  link.end();
}
