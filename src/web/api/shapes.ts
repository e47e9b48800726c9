// What things look like at the API: their schemas, and how they are made of what the house keeps. Times are ISO 8601 in UTC, days YYYY-MM-DD.
import { z } from '@hono/zod-openapi';
import { webContact } from '../../../bots/web/index.ts';
import type { PlacedEvent, ToClient } from '../../../db/api-reads.ts';
import { priorities } from '../../../flows/catalogue.ts';
import { contactOf, type FileRef, fileKinds, hasChat } from '../../../flows/message.ts';
import { situations, stages, type Ticket, type TicketEvent } from '../../../flows/ticket.ts';
import { type Person, sides } from '../../../flows/turn.ts';

/** The contact point of clients that exist at the API only. */
export const apiContact = 'api';

const instant = z.iso.datetime().openapi({ example: '2026-11-23T10:00:00.000Z' });
export const Day = z.iso.date().openapi({ example: '2026-11-30' });
const iso = (at: number): string => new Date(at).toISOString();

export const File = z
  .object({ id: z.string().max(300), kind: z.enum(fileKinds), name: z.string().max(200).optional(), mime: z.string().max(100).optional(), size: z.number().optional() }) // biome-ignore format: one thought
  .openapi('File');

const fileOf = ({ id, kind, name, mime, size }: FileRef): z.infer<typeof File> => ({ id, kind, name, mime, size });

/** A file that was uploaded here, as a message bears it. */
export const refOf = (file: z.infer<typeof File>): FileRef => ({ ...file, contact: webContact, remote: file.id, kept: true });

const Content = { text: z.string(), files: z.array(File) };

export const TicketShape = z
  .object({
    number: z.int().openapi({ example: 1001 }),
    service: z.string().openapi({ example: 'banner' }),
    title: z.string(),
    person: z.string().openapi({ description: 'The id of the client: see /people.' }),
    stage: z.enum(stages),
    situation: z.enum(situations),
    awaiting: z
      .object({
        for: z.enum(['answer', 'approval']),
        question: z.string().optional(),
        step: z.string().optional(),
        since: instant.optional(),
      })
      .optional()
      .openapi({ description: 'What the client is waited for; only while the situation is `awaiting`.' }),
    priority: z.enum(priorities),
    language: z.string(),
    analyst: z.string().optional().openapi({ description: 'The name of the client’s one contact in the team.' }),
    due: Day.optional().openapi({ description: 'The day that is promised.' }),
    wanted: z.string().optional().openapi({ description: 'The day by which the client needs it.' }),
    campaign: z.string().optional(),
    steps: z.array(z.object({ id: z.string(), state: z.enum(['todo', 'doing', 'done']), owner: z.string().optional() })),
    text: z.string().openapi({ description: 'What was said before the brief.' }),
    brief: z.array(z.object({ question: z.string(), label: z.string(), ...Content })),
    files: z.array(File),
    rating: z.object({ stars: z.int(), text: z.string() }).optional(),
    openedAt: instant,
    changedAt: instant,
    repliedAt: instant.optional(),
    closedAt: instant.optional(),
    version: z.int().openapi({ description: 'Raised by every change.' }),
  })
  .openapi('Ticket');

export function ticketShown(ticket: Ticket): z.infer<typeof TicketShape> {
  const { number, service, title, person, stage, situation, priority, language, due, wanted, campaign, rating, version } = ticket;
  const { awaiting, awaitingSince, analyst, repliedAt, closedAt } = ticket;
  return {
    ...{ number, service, title, person, stage, situation, priority, language, due, wanted, campaign, rating, version },
    ...(awaiting && {
      awaiting: {
        for: awaiting.type,
        ...(awaiting.type === 'answer' ? { question: awaiting.question } : { step: awaiting.step }),
        ...(awaitingSince === undefined ? {} : { since: iso(awaitingSince) }),
      },
    }),
    analyst: analyst?.name,
    steps: ticket.steps.map(({ id, state, owner }) => ({ id, state, owner: owner?.name })),
    text: ticket.first.text,
    brief: ticket.brief.map(({ question, label, text, files }) => ({ question, label, text, files: files.map(fileOf) })),
    files: ticket.first.files.map(fileOf),
    openedAt: iso(ticket.openedAt),
    changedAt: iso(ticket.changedAt),
    ...(repliedAt === undefined ? {} : { repliedAt: iso(repliedAt) }),
    ...(closedAt === undefined ? {} : { closedAt: iso(closedAt) }),
  };
}

const By = z.object({ type: z.enum(['client', 'staff', 'clock']), name: z.string().optional() });
const byOf = ({ by }: TicketEvent): z.infer<typeof By> => ({ type: by.type, ...(by.type === 'clock' ? {} : { name: by.name }) });

export const EventShape = z
  .object({
    seq: z.int().openapi({ description: 'Its place among the ticket’s events, from 1.' }),
    type: z.string().openapi({ example: 'promised' }),
    at: instant,
    by: By,
    stage: z.enum(stages).openapi({ description: 'Where the ticket stood after it.' }),
    situation: z.enum(situations),
    details: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'What else it says, by its type: `due`, `reason`, `step`, `stars` …' }),
  })
  .openapi('Event');

/** What an event says besides its words, which are messages, and the ticket's own birth. */
const detailNames = ['due', 'reason', 'step', 'state', 'priority', 'to', 'owed', 'slip', 'stars', 'count', 'closes', 'approval', 'question'] as const; // biome-ignore format: a list

export function eventShown({ seq, stage, situation, event }: PlacedEvent): z.infer<typeof EventShape> {
  const all: Record<string, unknown> = event;
  const details = Object.fromEntries(detailNames.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
  return { seq, type: event.type, at: iso(event.at), by: byOf(event), stage, situation, details };
}

export const MessageShape = z
  .object({
    id: z.string().openapi({ example: 'msg_1001_3', description: 'The id of the webhook that tells of it, too.' }),
    at: instant,
    by: By,
    internal: z.boolean().openapi({ description: 'A note of the team’s own, which the client never sees.' }),
    ...Content,
  })
  .openapi('Message');

/** The events in which somebody says something. */
export const worded = ['opened', 'asked', 'answered', 'delivered', 'submitted', 'changes_asked', 'approved', 'concluded', 'commented', 'replied', 'noted'] as const; // biome-ignore format: a list

export function messageShown(number: number, { seq, event }: PlacedEvent): z.infer<typeof MessageShape> {
  const { text, files } = wordsOf(event);
  return {
    id: `msg_${number}_${seq}`,
    at: iso(event.at),
    by: byOf(event),
    internal: event.type === 'noted',
    text,
    files: files.map(fileOf),
  };
}

function wordsOf(event: TicketEvent): { text: string; files: readonly FileRef[] } {
  if ('content' in event) return event.content;
  if (event.type === 'opened') return { text: [event.first.text, ...event.brief.map(({ label, text }) => `${label}: ${text}`)].filter(Boolean).join('\n'), files: [...event.first.files, ...event.brief.flatMap(({ files }) => files)] }; // biome-ignore format: one thought
  if (event.type === 'asked') return { text: event.question, files: [] };
  return { text: 'text' in event ? event.text : '', files: [] };
}

export const ToClientShape = z
  .object({
    id: z.string(),
    at: instant,
    ticket: z.int().optional(),
    title: z.string().optional(),
    choices: z
      .array(z.object({ data: z.string(), label: z.string() }))
      .openapi({ description: 'What can be chosen: post `data` as `choice`.' }),
    ...Content,
  })
  .openapi('MessageToClient');

/** A message to a client; nothing for what is no message (a button's end). */
export function toClientShown({ place, at, outbound: { ticket, body } }: ToClient): z.infer<typeof ToClientShape>[] {
  if (body.type !== 'text') return [];
  const choices = [...(body.choices ?? []), ...(body.grid ?? []).flat(), ...(body.nav ?? [])];
  return [{ id: String(place), at: iso(at), ticket, title: body.title, text: body.text, choices, files: (body.files ?? []).map(fileOf) }];
}

export const PersonShape = z
  .object({
    id: z.string(),
    name: z.string(),
    language: z.string(),
    channel: z.string().optional().openapi({ example: 'telegram', description: 'Where they are written to; none when they have no chat.' }),
    phone: z.string().optional(),
    side: z.enum(sides).optional(),
    unit: z.string().optional(),
    reachable: z.boolean(),
  })
  .openapi('Person');

export const personShown = ({ id, name, language, address, phone, side, unit, reachable }: Person): z.infer<typeof PersonShape> => ({
  ...{ id, name, language, phone, side, unit, reachable },
  ...(hasChat(address) ? { channel: contactOf(address) } : {}),
});
