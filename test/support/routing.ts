// A house with teams, contact points and rules from a file, and made-up people who write to it until their request is filed.
import { readFileSync } from 'node:fs';
import { inboundOf, type WebMessage } from '../../bots/web/index.ts';
import { staffStatement } from '../../db/desk.ts';
import { replaceRoutingStatements } from '../../db/routing.ts';
import { readEvents, readTickets } from '../../db/tickets.ts';
import { serviceOf } from '../../flows/catalogue.ts';
import { questionsOf } from '../../flows/facts.ts';
import type { OutboundBody, Sender } from '../../flows/message.ts';
import { readRoutingFile } from '../../flows/routing-file.ts';
import type { Ticket, TicketEvent } from '../../flows/ticket.ts';
import type { Staff } from '../../flows/turn.ts';
import { openTestHouse, type TestHouse } from './house.ts';

const people = ['Eva', 'Lena', 'Carla', 'Rui', 'Mert', 'Dewi', 'Olena'];
export const staff: Staff[] = people.map((name) => ({
  address: `web:${name.toLowerCase()}`,
  name,
  role: name === 'Eva' || name === 'Lena' ? 'lead' : 'analyst',
}));

/** `from`: what the channel knows of who writes. */
export type Writes = { as: string; text: string; start?: string; from?: Partial<Sender>; language?: string };

export type Filed = { ticket: Ticket; card: string; read: string[] };

export type RoutedHouse = TestHouse & {
  says(writes: Writes): Promise<string[]>;
  request(writes: Writes): Promise<Filed>;
  desk(text: string, by?: string): Promise<string[]>;
  card(number: number): Promise<string>;
  ticket(number: number): Promise<Ticket>;
  events(number: number): Promise<TicketEvent[]>;
};

const mostAnswers = 15;

/** `file`: a name in test/routing. */
export async function openRouted(file: string): Promise<RoutedHouse> {
  const house = await openTestHouse();
  const routing = readRoutingFile(readFileSync(`test/routing/${file}.yaml`, 'utf8'));
  await house.store.write([...staff.map(staffStatement), ...replaceRoutingStatements(routing)]);
  await house.memory.readDesk();
  let posted = 0;

  const rowsAfter = async (seq: number, lanes: string): Promise<{ lane: string; body: OutboundBody }[]> => {
    const rows = await house.store.read({
      sql: "SELECT body FROM outbox WHERE seq > ?1 AND address LIKE ?2 AND address NOT LIKE '%#%' ORDER BY seq",
      args: [seq, lanes],
    });
    return rows.map(({ body }) => JSON.parse(String(body)) as { lane: string; body: OutboundBody }); // as the house wrote it
  };
  const last = async (): Promise<number> => {
    const [row] = await house.store.read({ sql: 'SELECT coalesce(max(seq), 0) AS last FROM outbox', args: [] });
    return Number(row?.last);
  };
  const shown = ({ body }: { body: OutboundBody }): string => ('text' in body ? [('title' in body && body.title) || '', body.text ?? ''].filter(Boolean).join('\n') : ''); // biome-ignore format: one thought

  const takes = async (message: WebMessage, from: Partial<Sender> = {}, lanes = `web:${message.as}`): Promise<string[]> => {
    const before = await last();
    const inbound = inboundOf(message, house.clock.now());
    await house.engine.take({ ...inbound, from: { ...inbound.from, ...from } });
    await house.settle();
    return (await rowsAfter(before, lanes)).map(shown);
  };
  const message = (as: string, text: string, more: Partial<WebMessage> = {}): WebMessage => ({ id: `r${++posted}`, as, name: '', desk: false, files: [], text, whole: true, ...more }); // biome-ignore format: one thought

  const says = ({ as, text, start, from, language = 'en' }: Writes): Promise<string[]> =>
    takes(message(as, text, { name: as, language, ...(start ? { start } : {}) }), from);

  /** What a plain answer to the open question is; the summary is sent. */
  const answerOf = (as: string): string => {
    const draft = house.memory.conversation(`c:web:${as}`)?.value.draft;
    const service = draft && serviceOf(house.catalogue.current(), draft.service);
    const question = draft && service && questionsOf(service)[draft.step];
    if (!draft) return 'something else';
    if (!question) return 'yes';
    return question.type === 'choice' ? '1' : question.optional ? 'skip' : question.type === 'day' ? '2026-12-18' : 'plain words';
  };

  const card = async (number: number): Promise<string> => {
    const cards = (await rowsAfter(0, `desk:${number}`)).filter(({ body }) => body.type === 'card');
    return shown(cards.at(-1) ?? { body: { type: 'text', text: 'no card' } });
  };
  const ticket = async (number: number): Promise<Ticket> => {
    const found = (await readTickets(house.store, [number])).get(number);
    if (!found) throw new Error(`There is no ticket ${number}.`);
    return found;
  };

  return {
    ...house,
    says,
    card,
    ticket,
    events: (number) => readEvents(house.store, `t:${number}`),
    desk: (text, by = 'bruno') => takes(message(by, text, { desk: true }), {}, 'desk%'),
    request: async (writes) => {
      const number = house.memory.lastNumber() + 1;
      const read = await says(writes);
      for (let i = 0; i < mostAnswers && house.memory.lastNumber() < number; i++)
        read.push(...(await says({ ...writes, text: answerOf(writes.as), start: '' })));
      return { ticket: await ticket(number), card: await card(number), read };
    },
  };
}
