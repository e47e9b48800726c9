// What all parts of the server know: the accounts, the devices linked to the owner's, the groups, what goes wrong.
import type { Candidate } from './candidate.ts';
import type { Companion } from './companion.ts';
import type { Faults } from './faults.ts';
import type { Group } from './group.ts';
import type { Handset } from './handset.ts';
import type { MediaHost } from './media-host.ts';
import { userOf } from './node.ts';
import type { Owner } from './owner.ts';
import type { Tape } from './tape.ts';

export class World {
  readonly companions = new Map<number, Companion>();
  readonly groups = new Map<string, Group>();
  /** Devices that wait to be linked. */
  readonly candidates = new Set<Candidate>();
  readonly handsets: Handset[] = [];
  owner: Owner | undefined;
  readonly tape: Tape;
  readonly faults: Faults;
  readonly media: MediaHost;
  #lastDevice = 2;

  constructor(tape: Tape, faults: Faults, media: MediaHost) {
    this.tape = tape;
    this.faults = faults;
    this.media = media;
  }

  /** The phone of that account, by its number or by its lid. */
  handset(jid: string | undefined): Handset | undefined {
    const user = userOf(jid ?? '');
    return this.handsets.find((handset) => handset.number === user || handset.lidUser === user);
  }

  newDevice(): number {
    this.#lastDevice++;
    return this.#lastDevice;
  }
}
