// How a message or a button of the desk's is read as a command of the table.
import { type DeskCommandName, deskCommandNames, deskCommands } from './desk-commands.ts';
import type { Inbound, InboundOf, Link } from './message.ts';
import type { Content } from './ticket.ts';

/** What a desk member wants. `content`: the words after the command, or after the colon in a button's data, and files. */
export type DeskRequest =
  | { type: 'command'; name: DeskCommandName; ticket?: number; content: Content; pressed: boolean }
  | { type: 'unknown'; word: string }
  | { type: 'silence' };

const bySlash = new Map(deskCommandNames.flatMap((name) => (deskCommands[name].slash ? [[deskCommands[name].slash, name] as const] : [])));
const named = (name: string): DeskCommandName | undefined => deskCommandNames.find((one) => one === name);

/** Reads a desk inbound. `topic`: the ticket whose topic it was written in. `link`: what it quotes; a ticket 0 is none. */
export function deskRequest(inbound: Inbound, topic: number | undefined, link: Link | undefined): DeskRequest {
  if (inbound.type === 'choice') return fromButton(inbound.data);
  if (inbound.type === 'deed') return fromDeed(inbound);
  if (inbound.type !== 'message') return { type: 'silence' };
  const text = (inbound.text ?? '').trim();
  const content: Content = { text, files: inbound.files };
  const slash = /^\/([a-z]+)(?:@\S+)?(?:\s+([\s\S]*))?$/i.exec(text);
  if (slash) return fromSlash(slash[1]?.toLowerCase() ?? '', slash[2] ?? '', content, topic ?? (link?.ticket || undefined));
  if (text === '' && content.files.length === 0) return { type: 'silence' };
  const prompted = link && /^prompt:([a-z]+)(?::([\s\S]*))?$/.exec(link.role);
  const name = prompted && named(prompted[1] ?? '');
  if (link && name) return { ...asked(name, link.ticket || undefined), content: { ...content, text: after(prompted[2] ?? '', text) } };
  if (link?.role === 'copy') return { ...asked('reply', link.ticket), content };
  return topic === undefined ? { type: 'silence' } : { ...asked('note', topic), content };
}

type Asked = Extract<DeskRequest, { type: 'command' }>;
const asked = (name: DeskCommandName, ticket: number | undefined, pressed = false): Asked => ({
  type: 'command',
  name,
  ...(ticket === undefined ? {} : { ticket }),
  content: { text: '', files: [] },
  pressed,
});

/** What a prompt asked for follows what was known when it asked. */
const after = (known: string, text: string): string => (known === '' || known.endsWith('\n') ? known + text : `${known} ${text}`);

function fromButton(data: string): DeskRequest {
  const [word = '', first = '', ...rest] = data.split(':');
  const name = named(word);
  if (!name) return { type: 'unknown', word };
  const isAbout = deskCommands[name].ticket === true || (deskCommands[name].ticket === 'maybe' && /^\d+$/.test(first));
  const text = (isAbout ? rest : [first, ...rest]).join(':');
  return { ...asked(name, isAbout ? Number(first) : undefined, true), content: { text, files: [] } };
}

function fromDeed({ name: word, ticket, text, files }: InboundOf<'deed'>): DeskRequest {
  const name = named(word);
  return name ? { ...asked(name, ticket), content: { text: text.trim(), files } } : { type: 'unknown', word };
}

function fromSlash(word: string, rest: string, content: Content, topic: number | undefined): DeskRequest {
  if (word === 'join' && /\d{3}/.test(rest)) return fromJoin(rest, topic);
  const name = bySlash.get(word) ?? (word === 'start' ? 'help' : undefined);
  if (!name) return { type: 'unknown', word };
  const numbered = deskCommands[name].ticket ? /^#?(\d{3,9})(?:\s+([\s\S]*))?$/.exec(rest.trim()) : null;
  const other = numbered && (topic === undefined || rest.trim().startsWith('#')) ? Number(numbered[1]) : undefined;
  const text = other === undefined ? rest : (numbered?.[2] ?? '');
  return { ...asked(name, other ?? topic), content: { text: text.trim(), files: content.files } };
}

/** `/join 1001 1002`, or the other one's number in the topic of the one: their clients are one person. */
function fromJoin(rest: string, topic: number | undefined): DeskRequest {
  const numbers = [...rest.matchAll(/\d{3,9}/g)].map(([digits]) => digits);
  const [one, other] = numbers.length > 1 || topic === undefined ? numbers : [String(topic), ...numbers];
  return { ...asked('unite', Number(one)), content: { text: other ?? '', files: [] } };
}
