// The one table of what can be done from the desk, and how a message or a button of the desk's is read as one of these.
// Telegram, the board and the API share it.
import type { Inbound, Link } from './message.ts';
import type { DeskMove } from './moves.ts';
import type { Content } from './ticket.ts';

export type DeskCommandName = DeskMove | 'queue' | 'mine' | 'claim' | 'join' | 'let' | 'help' | 'card' | 'bot';

type DeskCommand = {
  /** What is typed after the slash; `reply` is `/r`. Names without a slash form are reached by buttons only. */
  slash?: string;
  /** What it needs besides the ticket: a text, files or both, a day, or nothing. */
  needs: 'nothing' | 'text' | 'content' | 'day';
  /** It is about a ticket: the one whose topic it is written in, or the number that follows. */
  ticket: boolean;
};

export const deskCommands: Record<DeskCommandName, DeskCommand> = {
  take: { slash: 'take', needs: 'nothing', ticket: true },
  ask: { slash: 'ask', needs: 'text', ticket: true },
  resume: { slash: 'resume', needs: 'nothing', ticket: true },
  plan: { slash: 'plan', needs: 'nothing', ticket: true },
  promise: { slash: 'promise', needs: 'day', ticket: true },
  produce: { slash: 'produce', needs: 'nothing', ticket: true },
  step: { slash: 'step', needs: 'text', ticket: true },
  submit: { slash: 'submit', needs: 'content', ticket: true },
  prioritise: { slash: 'priority', needs: 'text', ticket: true },
  finish: { slash: 'finish', needs: 'nothing', ticket: true },
  deliver: { slash: 'deliver', needs: 'content', ticket: true },
  conclude: { slash: 'conclude', needs: 'text', ticket: true },
  back: { slash: 'back', needs: 'text', ticket: true },
  cancel: { slash: 'cancel', needs: 'text', ticket: true },
  reopen: { slash: 'reopen', needs: 'nothing', ticket: true },
  reply: { slash: 'r', needs: 'content', ticket: true },
  note: { slash: 'note', needs: 'content', ticket: true },
  card: { slash: 'card', needs: 'nothing', ticket: true },
  bot: { slash: 'bot', needs: 'nothing', ticket: true },
  queue: { slash: 'queue', needs: 'nothing', ticket: false },
  mine: { slash: 'mine', needs: 'nothing', ticket: false },
  claim: { slash: 'claim', needs: 'nothing', ticket: false },
  join: { slash: 'join', needs: 'nothing', ticket: false },
  let: { needs: 'nothing', ticket: false },
  help: { slash: 'help', needs: 'nothing', ticket: false },
};

/** What a desk member wants. `argument`: the words after the command, or after the colon in a button's data. */
export type DeskRequest =
  | { type: 'command'; name: DeskCommandName; ticket?: number; content: Content; pressed: boolean }
  | { type: 'unknown'; word: string }
  | { type: 'silence' };

const bySlash = new Map(
  Object.entries(deskCommands).flatMap(([name, { slash }]) => (slash ? [[slash, name as DeskCommandName] as const] : [])),
);

/** Reads a desk inbound. `topic`: the ticket whose topic it was written in. `link`: what it quotes. */
export function deskRequest(inbound: Inbound, topic: number | undefined, link: Link | undefined): DeskRequest {
  if (inbound.type === 'choice') return fromButton(inbound.data);
  if (inbound.type !== 'message') return { type: 'silence' };
  const text = (inbound.text ?? '').trim();
  const content: Content = { text, files: inbound.files };
  const slash = /^\/([a-z]+)(?:@\S+)?(?:\s+([\s\S]*))?$/i.exec(text);
  if (slash) return fromSlash(slash[1]?.toLowerCase() ?? '', slash[2] ?? '', content, topic ?? link?.ticket);
  if (text === '' && content.files.length === 0) return { type: 'silence' };
  if (link?.role.startsWith('prompt:'))
    return { type: 'command', name: link.role.slice('prompt:'.length) as DeskCommandName, ticket: link.ticket, content, pressed: false };
  if (link?.role === 'copy') return { type: 'command', name: 'reply', ticket: link.ticket, content, pressed: false };
  return topic === undefined ? { type: 'silence' } : { type: 'command', name: 'note', ticket: topic, content, pressed: false };
}

function fromButton(data: string): DeskRequest {
  const [name = '', first = '', ...rest] = data.split(':');
  const command = Object.hasOwn(deskCommands, name) ? deskCommands[name as DeskCommandName] : undefined;
  if (!command) return { type: 'unknown', word: name };
  const text = command.ticket ? rest.join(':') : [first, ...rest].join(':');
  return {
    type: 'command',
    name: name as DeskCommandName,
    ...(command.ticket ? { ticket: Number(first) } : {}),
    content: { text, files: [] },
    pressed: true,
  };
}

function fromSlash(word: string, rest: string, content: Content, topic: number | undefined): DeskRequest {
  const name = bySlash.get(word) ?? (word === 'start' ? 'help' : undefined);
  if (!name) return { type: 'unknown', word };
  const numbered = deskCommands[name].ticket ? /^#?(\d{3,9})(?:\s+([\s\S]*))?$/.exec(rest.trim()) : null;
  const other = numbered && (topic === undefined || rest.trim().startsWith('#')) ? Number(numbered[1]) : undefined;
  const ticket = other ?? topic;
  const text = other === undefined ? rest : (numbered?.[2] ?? '');
  return {
    type: 'command',
    name,
    ...(ticket === undefined ? {} : { ticket }),
    content: { text: text.trim(), files: content.files },
    pressed: false,
  };
}
