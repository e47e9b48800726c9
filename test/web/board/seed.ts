// Tickets for a board, made by the flows' own events and written as the engine would: some dozens to look at, or thousands to measure.
import { toJson } from '../../../db/json.ts';
import type { Store } from '../../../db/store.ts';
import type { Terms } from '../../../flows/catalogue.ts';
import type { Command } from '../../../flows/command.ts';
import { decide } from '../../../flows/moves.ts';
import { type Actor, type Ticket, type TicketEvent, ticketKey } from '../../../flows/ticket.ts';
import type { Person } from '../../../flows/turn.ts';

const day = 86_400_000;
const names = ['Ana Souza', 'Rafael Lima', 'Lea Moreau', 'Can Yılmaz', 'Olena Shevchuk', 'Sari Wijaya', 'Tom Becker', 'Ines Prado'];
const staff = [
  { address: 'web:you', name: 'Bruno Dias' },
  { address: 'web:carla', name: 'Carla Reis' },
  { address: 'web:deniz', name: 'Deniz Kaya' },
] as const;
const kinds = [
  ['banner', 'Banner'],
  ['landing-page', 'Landing page'],
  ['social-post', 'Social media post'],
  ['logo-file', 'Logo file'],
  ['email-campaign', 'E-mail campaign'],
] as const;
const wants = ['for the Black Friday sale', 'for the spring collection', 'with the new logo', 'in three sizes', 'for the shop window'];
const campaigns = [undefined, 'BF26', undefined, 'SPRING', undefined];
const terms: Terms = {
  version: 1,
  steps: ['concept', 'copy', 'design', 'approval'].map((id) => ({ id, by: id === 'approval' ? 'client' : 'team' })),
  firstReplyHours: 8,
  deliveryDays: 5,
  priority: 'normal',
};
const iso = (at: number) => new Date(at).toISOString().slice(0, 10);

type Made = { ticket: Ticket; events: TicketEvent[] };

/** How far a ticket went, by its number: the stages evenly, some awaiting, some late, some urgent. */
function made(n: number, number: number, now: number, isClosed: boolean): Made {
  const pick = <T>(list: readonly T[], by = n): T => list[by % list.length] as T; // lists here are not empty
  const [service, title] = pick(kinds);
  const opened = now - ((n * 7) % 9) * day - (n % 7) * 3_600_000;
  const who = pick(staff, n >> 2);
  const by: Actor = { type: 'staff', ...who };
  let at = opened;
  let one: Made | undefined;
  const go = (command: Command, actor: Actor = by): void => {
    at += 600_000;
    const done = decide(one?.ticket ?? null, command, actor, command.type === 'open' ? opened : at);
    if (done.type === 'refused') throw new Error(`the seed may not ${command.type} ${number}`);
    one = { ticket: done.ticket, events: [...(one?.events ?? []), ...done.events] };
  };
  const campaign = pick(campaigns, n >> 1);
  go(
    {
      type: 'open',
      number,
      person: `p:${n % 400}`,
      service,
      title,
      language: 'en',
      approval: n % 2 === 0,
      terms,
      brief: [{ question: 'purpose', label: 'What for', text: `${title} ${pick(wants, n >> 1)}`, files: [], messages: [] }],
      first: { text: `I need a ${title.toLowerCase()} ${pick(wants, n >> 1)}`, files: [] },
      ...(campaign ? { campaign } : {}),
    },
    { type: 'client', name: pick(names, n % 400) },
  );
  const far = isClosed ? 5 : n % 5;
  if (far > 0) go({ type: 'take', analyst: who });
  if (n % 11 === 3 && far > 0) go({ type: 'prioritise', priority: n % 2 ? 'urgent' : 'high', reason: 'The shop opens early' });
  if (far > 1) go({ type: 'plan', owner: pick(staff, n >> 3) });
  if (far > 1 && n % 3 !== 1) go({ type: 'promise', due: iso(now + ((n % 12) - 3) * day) });
  if (far > 2) {
    if (n % 3 === 1) go({ type: 'promise', due: iso(now + (n % 9) * day) });
    go({ type: 'produce' });
    go({ type: 'step', step: 'concept', state: 'done', owner: who });
    if (n % 4 > 1) go({ type: 'step', step: 'copy', state: 'done', owner: who });
  }
  if (far > 3) go({ type: 'finish' });
  if (far > 0 && !isClosed && n % 6 === 2) go({ type: 'ask', question: 'Which of the two logos shall we take?' });
  if (isClosed) {
    go({ type: 'deliver', content: { text: 'Here it is', files: [] } });
    if (n % 2 === 0) go({ type: 'approve', text: '' }, { type: 'client', name: pick(names, n) });
  }
  if (!one) throw new Error('nothing was made');
  return one;
}

const perBatch = 1000;

/** Writes `open` open and `closed` closed tickets, numbered from `from` on, and their clients. */
export async function seed(
  store: Store,
  { open, closed = 0, from = 1001, now = Date.now() }: { open: number; closed?: number; from?: number; now?: number },
): Promise<void> {
  const people: Person[] = Array.from({ length: 400 }, (_, i) => ({
    id: `p:${i}`,
    name: names[i % names.length] ?? '',
    language: 'en',
    address: `web:seed${i}`,
    reachable: true,
  }));
  await store.write([
    {
      sql: "INSERT INTO person (id, body) SELECT value->>'$.id', value FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
      args: [toJson(people)],
    },
  ]);
  for (let begin = 0; begin < open + closed; begin += perBatch) {
    const length = Math.min(perBatch, open + closed - begin);
    const all = Array.from({ length }, (_, i) => made(begin + i, from + begin + i, now, begin + i < closed));
    await store.write(statementsOf(all));
  }
}

const statementsOf = (all: readonly Made[]) => [
  {
    sql: `INSERT INTO ticket (id, version, number, person, stage, situation, opened_at, changed_at, body)
      SELECT value->>'$.id', value->>'$.version', value->>'$.number', value->>'$.person', value->>'$.stage', value->>'$.situation',
        value->>'$.openedAt', value->>'$.changedAt', value FROM json_each(?1)`,
    args: [toJson(all.map(({ ticket }) => ticket))],
  },
  {
    sql: `INSERT INTO event (ticket, seq, at, stage, situation, body)
      SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 FROM json_each(?1)`,
    args: [
      toJson(
        all.flatMap(({ ticket, events }) =>
          events.map((event, i) => [ticketKey(ticket.number), i + 1, event.at, ticket.stage, ticket.situation, event]),
        ),
      ),
    ],
  },
  {
    sql: 'INSERT INTO ticket_text (rowid, words) SELECT value->>0, value->>1 FROM json_each(?1)',
    args: [toJson(all.map(({ ticket }) => [ticket.number, `${ticket.title} ${ticket.first.text}`]))],
  },
];
