// What is in the file that a person gets of themselves: all that they gave and were told, and what was counted of it.
// Not in it are the team's internal notes: they are counted, and given by a person (docs/decisions/008-my-data.md).
import type { FileRef, Inbound, Outbound } from './message.ts';
import type { Actor, Content, Ticket, TicketEvent } from './ticket.ts';
import type { Conversation, Draft, Person } from './turn.ts';

/** A file that is kept: its SHA-256 in hex, and its size in bytes. */
export type KeptFile = { hash: string; size: number };
type Line = { type: 'in'; at: number; inbound: Inbound } | { type: 'out'; at: number; outbound: Outbound };

/** Everything about a person, as the store has it. */
export type Everything = {
  person: Person;
  tickets: readonly Ticket[];
  /** By the ticket's id, in order. */
  events: ReadonlyMap<string, readonly TicketEvent[]>;
  /** What stands open in their chats. */
  states: readonly Conversation[];
  /** What was said in their chats, by both sides, in order. */
  lines: readonly Line[];
  /** The files of all this that are kept, by id. */
  files: ReadonlyMap<string, KeptFile>;
};

type NamedFile = { name: string; kind: FileRef['kind']; type?: string; bytes?: number; sha256?: string };
type Words = { text?: string; files?: NamedFile[] };
type Side = 'you' | 'we';

export type ExportData = {
  format: 'alur/my-data/1';
  at: string;
  person: { name: string; language: string; addresses: string[]; phone?: string };
  requests: {
    number: number;
    service: string;
    title: string;
    stage: Ticket['stage'];
    situation: Ticket['situation'];
    opened: string;
    closed?: string;
    due?: string;
    stars?: number;
    first: Words;
    brief: ({ question: string } & Words)[];
    history: ({ at: string; what: TicketEvent['type']; by: Side | 'clock' } & Words)[];
  }[];
  began: ({ question: string } & Words)[];
  messages: ({ at: string; by: Side; what?: string } & Words)[];
  files: NamedFile[];
  internalNotes: number;
};

const iso = (at: number): string => new Date(at).toISOString();

/** `now`: milliseconds since the epoch. */
export function exportData({ person, tickets, events, states, lines, files }: Everything, now: number): ExportData {
  const named = (file: FileRef): NamedFile => nameOf(file, files.get(file.id));
  const words = ({ text, files: given = [] }: { text?: string | undefined; files?: readonly FileRef[] | undefined }): Words => ({
    ...(text ? { text } : {}),
    ...(given.length > 0 ? { files: given.map(named) } : {}),
  });
  const all = [...events.values()].flat();
  const labels = labelsIn(lines);
  return {
    format: 'alur/my-data/1',
    at: iso(now),
    person: {
      name: person.name,
      language: person.language,
      addresses: [...new Set([person.address, ...lines.flatMap((line) => (line.type === 'in' ? [line.inbound.chat] : []))])],
      ...(person.phone ? { phone: person.phone } : {}),
    },
    requests: tickets.map((ticket) => ({
      number: ticket.number,
      service: ticket.service,
      title: ticket.title,
      stage: ticket.stage,
      situation: ticket.situation,
      opened: iso(ticket.openedAt),
      ...(ticket.closedAt === undefined ? {} : { closed: iso(ticket.closedAt) }),
      ...(ticket.due ? { due: ticket.due } : {}),
      ...(ticket.rating ? { stars: ticket.rating.stars } : {}),
      first: words(ticket.first),
      brief: ticket.brief.map((line) => ({ question: line.label, ...words(line) })),
      history: (events.get(ticket.id) ?? [])
        .filter(({ type }) => type !== 'noted')
        .map((event) => ({ at: iso(event.at), what: event.type, by: sideOf(event.by), ...words(toldBy(event)) })),
    })),
    began: states.flatMap(({ draft, aside }) => [draft, aside?.draft].flatMap((one) => (one ? beganIn(one, words) : []))),
    messages: lines.flatMap((line) => (line.type === 'in' ? said(line, words, labels) : told(line, words))),
    files: unique(filesIn(lines, all).map(named)),
    internalNotes: all.filter(({ type }) => type === 'noted').length,
  };
}

const nameOf = ({ name, kind, mime, size }: FileRef, kept: KeptFile | undefined): NamedFile => ({
  name: name ?? kind,
  kind,
  ...(mime ? { type: mime } : {}),
  ...((kept?.size ?? size) === undefined ? {} : { bytes: kept?.size ?? size }),
  ...(kept ? { sha256: kept.hash } : {}),
});

const sideOf = ({ type }: Actor): Side | 'clock' => (type === 'client' ? 'you' : type === 'staff' ? 'we' : 'clock');

/** The words of an event that one side told the other; none of those that the team keeps to itself. */
function toldBy(event: TicketEvent): Partial<Content> {
  switch (event.type) {
    case 'answered':
    case 'commented':
    case 'changes_asked':
    case 'replied':
    case 'delivered':
    case 'submitted':
      return event.content;
    case 'asked':
      return { text: event.question };
    case 'approved':
    case 'concluded':
    case 'rated':
    case 'edited':
      return { text: event.text };
    case 'promised':
      return { text: [event.due, event.reason].filter(Boolean).join(' · ') };
    case 'returned':
    case 'cancelled':
      return { text: event.reason };
    default:
      return {};
  }
}

type ToWords = (content: { text?: string; files?: readonly FileRef[] }) => Words;

const beganIn = ({ first, answers }: Draft, words: ToWords): ExportData['began'] => [
  ...(first.text || first.files.length > 0 ? [{ question: '', ...words(first) }] : []),
  ...Object.entries(answers).map(([question, { text, options = [], files }]) => ({
    question,
    ...words({ text: text || options.join(', '), files }),
  })),
];

/** What buttons said that were shown. */
function labelsIn(lines: readonly Line[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line) => {
      if (line.type === 'in' || line.outbound.body.type !== 'text') return [];
      const { choices = [], nav = [], grid = [] } = line.outbound.body;
      return [...choices, ...nav, ...grid.flat()].map(({ data, label }) => [data, label] as const);
    }),
  );
}

function said({ at, inbound }: Extract<Line, { type: 'in' }>, words: ToWords, labels: ReadonlyMap<string, string>): ExportData['messages'] {
  const common = { at: iso(at), by: inbound.type === 'owner' ? ('we' as const) : ('you' as const) };
  switch (inbound.type) {
    case 'message':
      return [{ ...common, ...(inbound.other ? { what: inbound.other } : {}), ...words(inbound) }];
    case 'owner':
      return [{ ...common, ...words(inbound) }];
    case 'edit':
      return [{ ...common, what: 'edit', ...words(inbound) }];
    case 'choice':
      return inbound.text || inbound.files?.length
        ? [{ ...common, ...words(inbound) }]
        : [{ ...common, what: 'choice', text: labels.get(inbound.data) ?? inbound.data }];
    case 'reaction':
      return [{ ...common, what: 'reaction', text: inbound.emoji ?? '' }];
    case 'removal':
      return [{ ...common, what: 'removal' }];
    default:
      return [];
  }
}

function told({ at, outbound: { body } }: Extract<Line, { type: 'out' }>, words: ToWords): ExportData['messages'] {
  if (body.type !== 'text') return [];
  return [{ at: iso(at), by: 'we', ...words({ text: [body.title, body.text].filter(Boolean).join('\n'), files: body.files ?? [] }) }];
}

/** Those that the person sent. */
function filesIn(lines: readonly Line[], events: readonly TicketEvent[]): FileRef[] {
  const sent = lines.flatMap((line) =>
    line.type === 'in' && 'files' in line.inbound && line.inbound.type !== 'owner' ? (line.inbound.files ?? []) : [],
  );
  const filed = events.flatMap((event) => {
    if (event.type === 'opened') return [...event.first.files, ...event.brief.flatMap(({ files }) => files)];
    return event.by.type === 'client' && 'content' in event ? event.content.files : [];
  });
  return [...new Map([...sent, ...filed].map((file) => [file.id, file])).values()];
}

const unique = (files: readonly NamedFile[]): NamedFile[] => [...new Map(files.map((file) => [JSON.stringify(file), file])).values()];
