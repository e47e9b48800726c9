// Does what a client posted from their page: the button of their chat, given to the engine as if it was pressed there.
import { readIsTaken } from '../../../db/desk.ts';
import { readPanelTicket } from '../../../db/panel.ts';
import { type Inbound, panelContact } from '../../../flows/message.ts';
import { buttonOf, type PanelDeed } from '../../../flows/panel-deeds.ts';
import { longestText } from '../../../flows/reply.ts';
import type { Content } from '../../../flows/ticket.ts';
import type { Person } from '../../../flows/turn.ts';
import type { Clock } from '../../clock.ts';
import type { Engine } from '../../engine.ts';
import type { Log } from '../../log.ts';
import { dropFiles, type FormParts, FormRefused, noteFiles, type Posted } from './form.ts';

export type DeedParts = FormParts & { engine: Pick<Engine, 'take'>; clock: Clock; log: Log };
export type Doing = {
  /** Resolves once it is committed, or was before. Throws FormRefused. */
  toTicket(person: Person, number: number, deed: PanelDeed, posted: Posted): Promise<void>;
  /** A button that is about no ticket. */
  press(person: Person, data: string, id: string): Promise<void>;
};

export function createDoing(parts: DeedParts): Doing {
  const { store, engine, clock, log } = parts;
  /** A form that is sent twice at once waits for itself. */
  const underWay = new Map<string, Promise<void>>();

  async function once(id: string, posted: Pick<Posted, 'kept'>, perform: () => Promise<void>): Promise<void> {
    const before = underWay.get(id);
    if (before || (await readIsTaken(store, inboundId(id)))) {
      await dropFiles(parts, posted.kept);
      return before;
    }
    const doing = perform().finally(() => underWay.delete(id));
    underWay.set(id, doing);
    return doing;
  }

  async function take(inbound: Inbound): Promise<void> {
    try {
      await engine.take(inbound);
    } catch (error) {
      log.warn(
        { err: error instanceof Error ? error.name : typeof error },
        "A deed from a client's page could not be stored; they were told.",
      );
      throw new FormRefused('panel.failed', 503);
    }
  }

  return {
    press: (person, data, id) => once(id, { kept: [] }, () => take(inboundOf(person, id, data, clock.now()))),
    toTicket: (person, number, deed, posted) =>
      once(posted.once, posted, async () => {
        const content = { text: posted.text, files: posted.kept.map(({ file }) => file) };
        const ticket = await readPanelTicket(store, person.id, number);
        const button = ticket ? buttonOf(ticket, deed, content, posted.stars) : { problem: 'panel.too_late' as const };
        if ('problem' in button) {
          await dropFiles(parts, posted.kept);
          throw new FormRefused(button.problem, 409, { length: posted.text.length, longest: longestText });
        }
        await noteFiles(parts, posted.kept, clock.now());
        await take(inboundOf(person, posted.once, button.data, clock.now(), content));
      }),
  };
}

const inboundId = (id: string): string => `${panelContact}:${id}`;

const inboundOf = ({ address, name }: Person, id: string, data: string, at: number, content?: Content): Inbound => ({
  type: 'choice',
  id: inboundId(id),
  contact: panelContact,
  chat: address,
  from: { address, name },
  at,
  data,
  ...(content ? { text: content.text, files: content.files } : {}),
});
