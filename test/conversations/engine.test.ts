// The conversations over the engine and a real store: said, replied, and what is filed in the end. Monday 23 November 2026, 10:00 UTC.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FileRef, InboundOf } from '../../flows/message.ts';
import type { Ticket } from '../../flows/ticket.ts';
import { testClock } from '../support/clock.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { campaigns } from '../understand/tables.ts';
import { type Conversation, type Said, silence } from './conversation.ts';
import { conversations as english } from './en.ts';
import { conversations as indonesian } from './id.ts';
import { conversations as portuguese } from './pt-BR.ts';
import { conversations as turkish } from './tr.ts';
import { conversations as ukrainian } from './uk.ts';

const quietMs = 1_500;
const all = [...english, ...portuguese, ...indonesian, ...turkish, ...ukrainian];

let house: TestHouse;
let count: number;
let read: number;
let ids: Map<string, string>;
beforeEach(async () => {
  house = await openTestHouse({ clock: testClock(Date.UTC(2026, 10, 23, 10)), settings: { quietMs }, campaigns });
  count = 0;
  read = 0;
  ids = new Map();
});
afterEach(() => house.close());

const rest = async () => {
  await new Promise((resolve) => setImmediate(resolve));
  await house.settle();
};

/** Everything the client read since this was last asked, as it stands on a channel with numbers. */
async function news(): Promise<string> {
  const rows = await house.store.read({
    sql: "SELECT seq, body FROM outbox WHERE address = 'web:ana' AND seq > ?1 ORDER BY seq",
    args: [read],
  });
  read = Number(rows.at(-1)?.seq ?? read);
  return rows.map(({ body }) => shown((JSON.parse(String(body)) as { body: Shown }).body)).join('\n—\n');
}
type Shown = {
  type: string;
  title?: string;
  text?: string;
  choices?: { label: string; data: string }[];
  nav?: { label: string; data: string }[];
};
const shown = ({ type, title, text, choices = [], nav = [] }: Shown): string =>
  type === 'text' ? [title, text, ...choices.map(({ label }, i) => `${i + 1}. ${label}`), ...nav.map(({ label }) => `[${label}]`)].filter(Boolean).join('\n') : `(${type})`; // biome-ignore format: one thought

/** The data of the newest button with this label. */
async function dataOf(label: string): Promise<string> {
  const rows = await house.store.read({ sql: "SELECT body FROM outbox WHERE address = 'web:ana' ORDER BY seq DESC LIMIT 20", args: [] });
  for (const { body } of rows) {
    const { choices = [], nav = [] } = (JSON.parse(String(body)) as { body: Shown }).body;
    const found = [...choices, ...nav].find((one) => one.label.includes(label));
    if (found) return found.data;
  }
  throw new Error(`No button says “${label}”.`);
}

/** The id of the newest message of the bot's that holds these words. */
async function idOf(words: string): Promise<string> {
  const rows = await house.store.read({ sql: "SELECT id, body FROM outbox WHERE address = 'web:ana' ORDER BY seq DESC", args: [] });
  const found = rows.find(({ body }) => shown((JSON.parse(String(body)) as { body: Shown }).body).includes(words));
  if (!found) throw new Error(`The bot never said “${words}”.`);
  return String(found.id);
}

/** One deed of the client's or the desk's, until everything it leads to is read. */
async function act({ language, channelLanguage = language }: Conversation, said: Said): Promise<void> {
  const from = { address: 'web:ana', name: 'Ana', ...(channelLanguage ? { language: channelLanguage } : {}) };
  const common = () => ({
    id: `web:ana:${++count}`,
    contact: 'web',
    chat: 'web:ana',
    from,
    message: `web:ana:${count}`,
    at: house.clock.now(),
  });
  const file = (kind: FileRef['kind'], name: string): FileRef => ({
    id: `web:ana:${++count}/0`,
    kind,
    name,
    contact: 'web',
    remote: `r${count}`,
    kept: true,
  });
  const photos = (n: number) => Array.from({ length: n }, (_, i) => file('photo', `${i}.jpg`));
  const take = async (more: Pick<InboundOf<'message'>, 'text' | 'files' | 'quote' | 'album'>) => {
    const inbound = { ...common(), type: 'message' as const, ...more };
    if (more.text) ids.set(more.text, inbound.message);
    await house.engine.take(inbound);
  };
  const photo = async ({ photo: n, text }: { photo: number; text?: string }) => {
    const album = n > 1 ? { album: `a${++count}` } : {};
    for (const [i, one] of photos(n).entries()) await take({ files: [one], ...album, ...(text && i === 0 ? { text } : {}) });
  };
  if (typeof said === 'string') await take({ text: said, files: [] });
  else if ('burst' in said) for (const one of said.burst) await (typeof one === 'string' ? take({ text: one, files: [] }) : photo(one));
  else if ('photo' in said) await photo(said);
  else if ('voice' in said) await take({ files: [file('voice', 'voice.ogg')] });
  else if ('document' in said) await take({ files: [file('document', said.document)], ...(said.text ? { text: said.text } : {}) });
  else if ('press' in said) await house.engine.take({ ...common(), type: 'choice', data: await dataOf(said.press), callback: `b${count}` });
  else if ('edit' in said)
    await house.engine.take({ ...common(), message: ids.get(said.edit) ?? expect.fail(`Nobody said “${said.edit}”.`), type: 'edit', text: said.to, files: [] }); // biome-ignore format: one thought
  else if ('quote' in said) await take({ text: said.text, files: [], quote: await idOf(said.quote) });
  else if ('desk' in said) await house.post({ as: 'bruno', name: 'Bruno', desk: true, id: `d${++count}`, text: said.desk });
  else house.clock.advance(said.hours * 3_600_000);
  await rest();
  if (typeof said === 'object' && 'hours' in said) await house.tick();
  house.clock.advance(quietMs);
  await rest();
}

test('there are at least eight in each language', () => {
  for (const language of ['en', 'pt-BR', 'id', 'tr', 'uk'])
    expect(all.filter((one) => one.language === language).length, language).toBeGreaterThanOrEqual(8);
  expect(new Set(all.map(({ language, what }) => `${language} ${what}`)).size).toBe(all.length);
});

describe.each(all)('$language: $what', (conversation) => {
  test('is answered as it is written down', async () => {
    for (const [said, ...expected] of conversation.lines) {
      await act(conversation, said);
      const words = await news();
      const after = `after ${JSON.stringify(said)}`;
      for (const part of expected)
        if (part === silence) expect(words, after).toBe('');
        else if (part.startsWith('not ')) expect(words, after).not.toContain(part.slice(4));
        else expect(words, after).toContain(part);
    }
    const rows = await house.store.read({ sql: 'SELECT body FROM ticket ORDER BY number', args: [] });
    const tickets = rows.map(({ body }) => JSON.parse(String(body)) as Ticket);
    const { tickets: wanted = [] } = conversation;
    expect(tickets.map(({ service }) => service)).toEqual(wanted.map(({ service }) => service));
    for (const [i, { brief = [], situation, ...rest }] of wanted.entries()) {
      const ticket = tickets[i];
      const told = ticket?.brief
        .map(({ label, text, files }) => `${label}: ${text}${files.length > 0 ? ` [${files.length}]` : ''}`)
        .join('\n');
      for (const part of brief) expect(told).toContain(part);
      expect(ticket).toMatchObject({ ...rest, ...(situation ? { situation } : {}) });
    }
    const [parked] = await house.store.read({ sql: 'SELECT count(*) AS n FROM inbox WHERE parked IS NOT NULL', args: [] });
    expect(parked?.n).toBe(0);
  });
});
