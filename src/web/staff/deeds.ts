// What a member of staff does from a page or a program: handed in like anything else, by the one table of desk commands.

import type { Channel, Take } from '../../../bots/channel.ts';
import { silent } from '../../../bots/silent.ts';
import type { Store } from '../../../db/store.ts';
import { auditStatement, readNotice } from '../../../db/web.ts';
import type { DeskCommandName } from '../../../flows/desk-commands.ts';
import type { FileRef } from '../../../flows/message.ts';
import type { Staff } from '../../../flows/turn.ts';
import type { Clock } from '../../clock.ts';

/** `id`: the same id is the same deed, done once; it is made when left out. */
export type Deed = { id?: string; name: DeskCommandName; ticket?: number; text?: string; files?: FileRef[] };
export type Done = { ok: true } | { ok: false; sentence: string };

export type Deeds = {
  /** Its channel, for the house. */
  channel: Channel;
  /** Resolves once it is committed, or refused with a sentence in the desk's language. Rejects when the store does not take it. */
  perform(staff: Staff, deed: Deed): Promise<Done>;
};

const contact = 'board';

/** The contact point for deeds of the team outside its chat. */
export function createDeeds(parts: { store: Pick<Store, 'read' | 'write'>; clock: Clock }): Deeds {
  const door = silent(contact);
  const take: Take = door.take;
  return {
    channel: door,
    perform: async (staff, { id = crypto.randomUUID(), name, ticket, text = '', files = [] }) => {
      const chat = `${contact}:${staff.address}`;
      const at = parts.clock.now();
      const inbound = `${chat}:${id}`;
      await take({
        type: 'deed',
        id: inbound,
        contact,
        chat,
        from: { address: staff.address, name: staff.name },
        at,
        name,
        ...(ticket === undefined ? {} : { ticket }),
        text,
        files,
      });
      const sentence = await readNotice(parts.store, inbound);
      if (sentence) return { ok: false, sentence };
      await parts.store.write([
        auditStatement({ at, address: staff.address, name: staff.name, deed: name, ...(ticket === undefined ? {} : { ticket }) }),
      ]);
      return { ok: true };
    },
  };
}
