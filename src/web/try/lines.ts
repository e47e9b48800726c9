// A line of a chat as the page and the terminal read it: what was written, or what was sent, without the house's own notes.
import type { Line } from '../../../db/transcript.ts';
import type { FileRef, OutboundBody, Role } from '../../../flows/message.ts';

type Common = { id: string /** Milliseconds since the epoch. */; at: number };

export type ShownLine =
  | (Common & {
      way: 'in';
      chat: string;
      thread?: string;
      from: string;
      name: string;
      text?: string;
      choice?: string;
      quote?: string;
      files: FileRef[];
    })
  | (Common & { way: 'out'; lane: string; ticket?: number; role?: Role; body: OutboundBody });

/**
 * The line to show, or nothing for what nobody wrote (timers and the like). `origin`: of this house, for the links to clients' own
 * pages: such a link stands in no row, and is made when it is followed.
 */
export function shown(line: Line, origin: string): ShownLine[] {
  if (line.type === 'out') {
    const { ticket, role } = line.outbound;
    if (line.outbound.body.type === 'forget') return [];
    const body = withLink(line.outbound.body, `${origin}/try/panel/${encodeURIComponent(line.id)}`);
    return [
      {
        id: line.id,
        at: line.at,
        way: 'out',
        lane: line.lane,
        ...(ticket === undefined ? {} : { ticket }),
        ...(role ? { role } : {}),
        body,
      },
    ];
  }
  const { inbound } = line;
  if (inbound.type !== 'message' && inbound.type !== 'choice') return [];
  const common = {
    id: inbound.id,
    at: line.at,
    way: 'in' as const,
    chat: inbound.chat,
    from: inbound.from.address,
    name: inbound.from.name,
    ...(inbound.thread ? { thread: inbound.thread } : {}),
  };
  if (inbound.type === 'choice') {
    const { text, files = [] } = inbound;
    return text || files.length > 0 ? [{ ...common, text: text ?? '', files }] : [{ ...common, choice: inbound.data, files }];
  }
  return [
    {
      ...common,
      ...(inbound.text === undefined ? {} : { text: inbound.text }),
      ...(inbound.quote ? { quote: inbound.quote } : {}),
      files: inbound.files,
    },
  ];
}

const withLink = (body: OutboundBody, link: string): OutboundBody =>
  body.type === 'text' && body.panel !== undefined ? { ...body, text: `${body.text}\n\n${link}` } : body;
