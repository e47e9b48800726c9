// A desk's history out of thin air, always the same for the same numbers: what a busy team's store looks like. For benchmarks, and for looking at pages.
import { toJson } from '../db/json.ts';
import type { Store } from '../db/store.ts';
import type { Command } from '../flows/command.ts';
import { addWorked, addWorkingDays, dayOf, type Hours } from '../flows/hours.ts';
import { decide } from '../flows/moves.ts';
import type { Actor, Stage, Ticket, TicketEvent } from '../flows/ticket.ts';
import type { Person } from '../flows/turn.ts';

const slice = 1000;

/** Numbers from 0 to 1 that look like chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How much of the work each service is, and how long its production takes. */
const services = [
  ['social-post', 30, 6],
  ['banner', 24, 9],
  ['question', 14, 1],
  ['email-campaign', 9, 14],
  ['landing-page', 8, 30],
  ['ad-campaign', 6, 22],
  ['something-broke', 4, 3],
  ['complaint', 3, 2],
  ['logo-file', 2, 1],
] as const;
const channels = ['whatsapp', 'whatsapp', 'whatsapp', 'telegram', 'telegram', 'email', 'web'];
const campaigns = [undefined, undefined, undefined, 'SPRING-FAIR', 'BLACK-FRIDAY', 'BACK-TO-SCHOOL'];
const firstNames = ['Ana', 'Rui', 'Lia', 'Caio', 'Sena', 'Olga', 'Putra', 'Deniz'];

type Lives = { tickets: number; from: number; until: number; hours: Hours; seed?: number };

/** Writes so many tickets, filed evenly from one moment to another, and what became of each until the end. */
export async function writeHistory(store: Store, { tickets, from, until, hours, seed = 7 }: Lives): Promise<void> {
  const next = chance(seed);
  const people = Math.max(5, Math.round(tickets / 6));
  const persons = Array.from({ length: people }, (_, i) => personOf(i));
  await store.write([{ sql: 'INSERT INTO person (id, body) SELECT j.value->>0, j.value->>1 FROM json_each(?1) j', args: [toJson(persons.map((one) => [one.id, one]))] }]); // biome-ignore format: one thought
  for (let first = 0; first < tickets; first += slice) {
    const lives = Array.from({ length: Math.min(slice, tickets - first) }, (_, i) => {
      const number = 1001 + first + i;
      const openedAt = addWorked(hours, from + Math.floor(((until - from) * (first + i)) / tickets), 60_000 * Math.floor(next() * 20));
      return lifeOf(number, `p${Math.floor(next() ** 2 * people)}`, Math.min(openedAt, until), until, hours, next);
    });
    await store.write([
      {
        sql: `INSERT INTO ticket (id, version, number, person, stage, situation, opened_at, changed_at, body) SELECT j.value->>'$.id', j.value->>'$.version', j.value->>'$.number',
          j.value->>'$.person', j.value->>'$.stage', j.value->>'$.situation', j.value->>'$.openedAt', j.value->>'$.changedAt', j.value FROM json_each(?1) j`,
        args: [toJson(lives.map(({ ticket }) => ticket))],
      },
      {
        sql: `WITH r (value) AS MATERIALIZED (SELECT value FROM json_each(?1)) INSERT INTO event (ticket, seq, at, stage, situation, body)
          SELECT r.value->>0, r.value->>1, r.value->>2, r.value->>3, r.value->>4, r.value->>5 FROM r`,
        args: [toJson(lives.flatMap(({ rows }) => rows))],
      },
    ]);
  }
}

const personOf = (i: number): Person => ({
  ...{ id: `p${i}`, name: firstNames[i % firstNames.length] ?? '', language: 'en', reachable: true },
  address: `${channels[i % channels.length]}:${i}`,
});

type Row = [ticket: string, seq: number, at: number, stage: Stage, situation: string, event: TicketEvent];

/** One request from filing to whatever its luck is; what would come after the end does not happen. */
function lifeOf(
  number: number,
  person: string,
  openedAt: number,
  until: number,
  hours: Hours,
  next: () => number,
): { ticket: Ticket; rows: Row[] } {
  const pick = next() * 100;
  const [service, , effort] =
    services.find((_, i) => services.slice(0, i + 1).reduce((sum, [, part]) => sum + part, 0) > pick) ?? services[0];
  const desk: Actor = { type: 'staff', address: 'web:you', name: 'Bruno Dias' };
  const client: Actor = { type: 'client', name: '' };
  const content = { text: 'A few words about it, as people write them.', files: [] };
  const approval = service !== 'question' && service !== 'logo-file';
  const campaign = campaigns[Math.floor(next() * campaigns.length)];
  const open: Command = {
    ...{ type: 'open', number, person, service, title: 'So', language: 'en', approval, first: content, ...(campaign ? { campaign } : {}) },
    brief: [{ question: 'purpose', label: 'For', text: 'The summer sale in all three shops', files: [], messages: [] }],
    terms: { version: 1, steps: [], firstReplyHours: 4, deliveryDays: 5, priority: 'normal' },
  };
  const rows: Row[] = [];
  let at = openedAt;
  let ticket = null as Ticket | null; // told to the compiler: `act` changes it
  const act = (command: Command, by: Actor): void => {
    if (at > until) return;
    const decision = decide(ticket, command, by, at);
    if (decision.type === 'refused') return;
    const { stage, situation, events, id } = decision.ticket;
    for (const [i, event] of decision.events.entries())
      rows.push([id, events - decision.events.length + i + 1, at, stage, situation, event]);
    ticket = decision.ticket;
  };
  /** The team works so long on it, some tickets much longer; the client takes what they like. */
  const work = (most: number) => (at = addWorked(hours, at, Math.round(-Math.log(1 - next() * 0.98) * most * 0.5 * 60) * 60_000));
  const wait = (most: number) => (at += Math.round(-Math.log(1 - next() * 0.98) * most * 0.5 * 60) * 60_000);
  const ask = (rarely: number) => {
    if (next() > rarely) return;
    act({ type: 'ask', question: 'Which one?' }, desk);
    wait(30);
    act({ type: 'answer', content }, client);
  };
  act(open, client);
  work(2);
  act({ type: 'take', analyst: { address: 'web:you', name: 'Bruno Dias' } }, desk);
  work(3);
  ask(0.35);
  work(2);
  if (next() < 0.06) act({ type: 'cancel', reason: '' }, client);
  if (service === 'question' || next() < 0.12) act({ type: 'conclude', text: 'So it is' }, desk);
  act({ type: 'plan' }, desk);
  work(4);
  act({ type: 'promise', due: dayOf(hours.zone, addWorkingDays(hours, at, 1 + Math.round(effort / 6))) }, desk);
  act({ type: 'produce' }, desk);
  work(effort);
  ask(0.15);
  if (next() < 0.15) act({ type: 'promise', due: dayOf(hours.zone, addWorkingDays(hours, at, 2)), reason: '' }, desk);
  for (let rounds = 0; rounds < 4; rounds++) {
    work(effort / (rounds + 2));
    act({ type: 'finish' }, desk);
    work(1.5);
    act({ type: 'deliver', content }, desk);
    wait(40);
    if (next() < 0.24) act({ type: 'changes', content }, client);
    else break;
  }
  act({ type: 'approve', text: '' }, client);
  wait(4);
  if (next() < 0.42) act({ type: 'rate', stars: next() < 0.62 ? 5 : next() < 0.6 ? 4 : 1 + Math.floor(next() * 3), text: '' }, client);
  if (next() < 0.05) {
    wait(60);
    act({ type: 'reopen', reason: '' }, client);
    work(effort / 2);
    act({ type: 'deliver', content }, desk);
    act({ type: 'finish' }, desk);
    act({ type: 'deliver', content }, desk);
    wait(20);
    act({ type: 'approve', text: '' }, client);
  }
  if (!ticket) throw new Error(`Ticket ${number} was not opened.`);
  return { ticket, rows };
}
