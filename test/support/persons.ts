// What must not be lost when chats are joined and parted: the tables as they stand, without what counts changes.
import type { TestHouse } from './house.ts';
import { tables } from './my-data.ts';

/** The six digits in what was said. */
export const codeOf = (words: string): string => /\b\d{6}\b/.exec(words)?.[0] ?? 'no code';

type Rows = Record<string, unknown>[];

/** Tickets, events, files, links of messages and conversations, whatever their versions; and whose each chat is. */
export async function belongings(house: TestHouse): Promise<Record<string, Rows>> {
  const { ticket = [], event = [], file = [], message = [], conversation = [], address = [], person = [] } = await tables(house);
  const body = (row: Record<string, unknown>) => JSON.parse(String(row.body)) as Record<string, unknown>;
  return {
    ticket: ticket.map((row) => ({ ...row, version: 0, body: { ...body(row), version: 0 } })),
    event,
    file,
    message,
    conversation: conversation.map((row) => ({ ...row, version: 0 })).sort(by('id')),
    address: address.map(({ chat, person: whose, own, how, before }) => ({ chat, whose, own, how, before })).sort(by('chat')),
    person: person.map((row) => ({ id: row.id, body: body(row) })).sort(by('id')),
  };
}

const by = (key: string) => (a: Record<string, unknown>, b: Record<string, unknown>) => (String(a[key]) < String(b[key]) ? -1 : 1);

/** Everything that came in and went out, in order: nothing of it may ever go. */
export async function said(house: TestHouse, before = Number.MAX_SAFE_INTEGER): Promise<{ inbox: Rows; outbox: Rows }> {
  const { inbox = [], outbox = [] } = await tables(house);
  return {
    inbox: inbox.slice(0, before).map(({ id, chat, body }) => ({ id, chat, body })),
    outbox: outbox.map(({ id, address, body, external_id }) => ({ id, address, body, external_id })),
  };
}
