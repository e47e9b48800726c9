// A made-up history of a desk: people, requests, and whatever is legal to happen to them, written into a real store by the house's own commit.
import fc from 'fast-check';
import { commitStatements, type TurnRows } from '../../db/commit.ts';
import type { Store } from '../../db/store.ts';
import type { Command } from '../../flows/command.ts';
import { decide } from '../../flows/moves.ts';
import { type Actor, type Stage, stages, type Ticket, type TicketEvent } from '../../flows/ticket.ts';
import type { Person } from '../../flows/turn.ts';

const minute = 60_000;
const bruno: Actor = { type: 'staff', address: 'web:bruno', name: 'Bruno' };
const ana: Actor = { type: 'client', name: 'Ana' };
const clock: Actor = { type: 'clock' };
const content = { text: 'so', files: [] };
const named = { address: 'web:bruno', name: 'Bruno' };
export const services = ['banner', 'landing-page', 'complaint'] as const;
const clients = ['web:ana', 'telegram:7', 'email:rui@example.com'];

/** Each deed by name, with a day or stage where it needs one. */
const deeds: Readonly<Record<string, (day: string, stage: Stage) => [Command, Actor]>> = {
  take: () => [{ type: 'take', analyst: named }, bruno],
  ask: () => [{ type: 'ask', question: 'Which?' }, bruno],
  answer: () => [{ type: 'answer', content }, ana],
  resume: () => [{ type: 'resume', reason: '' }, bruno],
  plan: () => [{ type: 'plan' }, bruno],
  promise: (due) => [{ type: 'promise', due }, bruno],
  produce: () => [{ type: 'produce' }, bruno],
  step: () => [{ type: 'step', step: 'work', state: 'done' }, bruno],
  submit: () => [{ type: 'submit', content }, bruno],
  finish: () => [{ type: 'finish' }, bruno],
  deliver: () => [{ type: 'deliver', content }, bruno],
  approve: () => [{ type: 'approve', text: '' }, ana],
  lapse: () => [{ type: 'approve', text: '' }, clock],
  changes: () => [{ type: 'changes', content }, ana],
  conclude: () => [{ type: 'conclude', text: 'so' }, bruno],
  back: (_, to) => [{ type: 'back', reason: '', to }, bruno],
  cancel: () => [{ type: 'cancel', reason: '' }, ana],
  drop: () => [{ type: 'cancel', reason: '' }, clock],
  reopen: () => [{ type: 'reopen', reason: '' }, ana],
  reply: () => [{ type: 'reply', content }, bruno],
  comment: () => [{ type: 'comment', content }, ana],
  note: () => [{ type: 'note', content }, bruno],
  rate1: () => [{ type: 'rate', stars: 1, text: '' }, ana],
  rate5: () => [{ type: 'rate', stars: 5, text: '' }, ana],
  remind: () => [{ type: 'remind', count: 1 }, clock],
};
const straight = ['take', 'plan', 'promise', 'produce', 'finish', 'deliver', 'approve', 'rate5'];

export type Life = {
  service: (typeof services)[number];
  client: number;
  approval: boolean;
  campaign: string | undefined;
  /** Minutes after the one before. */
  opened: number;
  steps: { gap: number; deed: string; days: number; stage: Stage }[];
};

const anyStep = fc.record({
  gap: fc.oneof({ weight: 3, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(3 * 1440) }),
  deed: fc.oneof(fc.constantFrom(...Object.keys(deeds)), fc.constantFrom(...straight)),
  days: fc.integer({ min: -1, max: 6 }),
  stage: fc.constantFrom(...stages),
});
const straightOn = fc
  .nat(straight.length)
  .chain((count) => fc.tuple(...straight.slice(0, count).map((deed) => anyStep.map((step) => ({ ...step, deed })))));
export const anyLife: fc.Arbitrary<Life> = fc.record({
  service: fc.constantFrom(...services),
  client: fc.nat(clients.length - 1),
  approval: fc.boolean(),
  campaign: fc.constantFrom(undefined, 'FAIR'),
  opened: fc.oneof(fc.nat(90), fc.nat(4000)),
  steps: fc.tuple(straightOn, fc.array(anyStep, { maxLength: 10 })).map(([on, more]) => [...on, ...more]),
});

/** What these lives make of tickets, in the order in which it happened; deeds that are not legal then are left out. */
function happenings(lives: readonly Life[], from: number): { at: number; ticket: Ticket; events: TicketEvent[]; isNew: boolean }[] {
  const all: ReturnType<typeof happenings> = [];
  let opening = from;
  for (const [i, life] of lives.entries()) {
    opening += life.opened * minute;
    let at = opening;
    const open: Command = {
      ...{ type: 'open', number: 1001 + i, person: `p${life.client}`, service: life.service, title: 'So', language: 'en' },
      ...{ approval: life.approval, brief: [], first: content, campaign: life.campaign },
      terms: {
        ...{ version: 1, firstReplyHours: 4, deliveryDays: 5, priority: 'normal' },
        steps: [
          { id: 'proof', by: 'client' },
          { id: 'work', by: 'team' },
        ],
      },
    };
    let ticket: Ticket | null = null;
    for (const { gap, deed, days, stage } of [{ gap: 0, deed: '', days: 0, stage: 'triage' as const }, ...life.steps]) {
      at += gap * minute;
      const day = new Date(at + days * 86_400_000).toISOString().slice(0, 10);
      const [command, by] = deeds[deed]?.(day, stage) ?? [open, ana];
      const decision = decide(ticket, command, by, at);
      if (decision.type === 'refused') continue;
      all.push({ at, ticket: decision.ticket, events: decision.events, isNew: ticket === null });
      ticket = decision.ticket;
    }
  }
  return all.sort((a, b) => a.at - b.at);
}

let count = 0;
const turn = (at: number, more: Partial<TurnRows>): TurnRows => {
  const id = `test:${++count}`;
  const inbound = { type: 'message', id, contact: 'web', chat: 'web:x', from: { address: 'web:x', name: '' }, at, files: [] } as const;
  return { name: `${id}.0`, inbound: { ...inbound, files: [] }, needs: [], changes: [], timers: [], outbox: [], ...more };
};
const personOf = (client: number): Person => ({ id: `p${client}`, name: 'Ana', language: 'en', address: clients[client] ?? '', reachable: true }); // biome-ignore format: one thought

/** Writes the history; `upTo`: only what happened by then. */
export async function writeHistory(store: Store, lives: readonly Life[], from: number, between?: () => Promise<unknown>): Promise<void> {
  await store.write(commitStatements(clients.map((_, i) => turn(from, { person: personOf(i) })), 'me', from)); // biome-ignore format: one thought
  const all = happenings(lives, from);
  for (const [i, { at, ticket, events, isNew }] of all.entries()) {
    await store.write(commitStatements([turn(at, { changes: [{ ticket, events, isNew }] })], 'me', at));
    if (i === all.length >> 1) await between?.();
  }
}
