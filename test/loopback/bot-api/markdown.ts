// parse_mode MarkdownV2 and the older Markdown, with Telegram's refusals word for word.
// https://core.telegram.org/bots/api#markdownv2-style
import { byteOffset, linkEntity, wrong } from './html.ts';
import type { Entity, Formatted } from './wire.ts';

const RESERVED = '_*[]()~`>#+-=|{}.!\n';
const NAMES: Record<string, string> = {
  bold: 'Bold',
  italic: 'Italic',
  underline: 'Underline',
  strikethrough: 'Strikethrough',
  spoiler: 'Spoiler',
  code: 'Code',
  pre: 'Pre',
  text_link: 'TextUrl',
  custom_emoji: 'CustomEmoji',
  blockquote: 'BlockQuote',
};
/** Longer marks first: `__` is tried before `_`. */
const MARKS: readonly (readonly [open: string, close: string, type: string])[] = [
  ['```', '```', 'pre'],
  ['`', '`', 'code'],
  ['__', '__', 'underline'],
  ['_', '_', 'italic'],
  ['*', '*', 'bold'],
  ['~', '~', 'strikethrough'],
  ['||', '||', 'spoiler'],
  ['![', ']', 'custom_emoji'],
  ['[', ']', 'text_link'],
];

type Open = { type: string; close: string; offset: number; at: number; language?: string };

export function parseMarkdownV2(source: string): Formatted {
  const open: Open[] = [];
  const entities: Entity[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const character = source[at] ?? '';
    const inner = open.at(-1);
    if (character === '\\' && /^[ -~\n\t]/.test(source.slice(at + 1))) {
      text += source[at + 1];
      at += 2;
    } else if (inner?.type === 'code' || inner?.type === 'pre' ? character !== '`' : !RESERVED.includes(character)) {
      text += character;
      at += 1;
    } else if (character === '\n') {
      at = newLine(at);
    } else if (inner && closes(inner, at)) {
      at = close(inner, at);
    } else {
      at = begin(at);
    }
  }
  const quote = open.at(-1);
  if (quote?.type === 'blockquote') push(quote);
  const left = open.at(-1);
  if (left) throw unfinished(left);
  return { text, entities };

  function closes(inner: Open, here: number): boolean {
    if (inner.close === '' || !source.startsWith(inner.close, here)) return false;
    return inner.close !== '_' || source[here + 1] !== '_';
  }

  function push(entity: Open, more: Partial<Entity> = {}): void {
    open.pop();
    const place = { offset: entity.offset, length: text.length - entity.offset };
    const language = entity.language ? { language: entity.language } : {};
    if (place.length > 0) entities.push({ type: entity.type, ...place, ...language, ...more });
  }

  function newLine(here: number): number {
    const quoted = source[here + 1] === '>';
    const inside = open.some((entity) => entity.type === 'blockquote');
    if (inside && !quoted) {
      const last = open.at(-1);
      if (last?.type !== 'blockquote') throw unfinished(last);
      push(last);
    }
    text += '\n';
    if (quoted && !inside) open.push({ type: 'blockquote', close: '', offset: text.length, at: here + 1 });
    return here + (quoted ? 2 : 1);
  }

  function begin(here: number): number {
    if (source[here] === '>' && here === 0) {
      open.push({ type: 'blockquote', close: '', offset: 0, at: 0 });
      return 1;
    }
    const mark = MARKS.find(([opening]) => source.startsWith(opening, here));
    if (!mark) {
      throw wrong(`Character '${source[here]}' is reserved and must be escaped with the preceding '\\'`);
    }
    const [opening, closing, type] = mark;
    const head = type === 'pre' ? /^([^\s`]*(?=\s))?\n?/.exec(source.slice(here + 3)) : null;
    const language = head?.[1] ? { language: head[1] } : {};
    open.push({ type, close: closing, offset: text.length, at: here, ...language });
    return here + opening.length + (head?.[0].length ?? 0);
  }

  function close(inner: Open, here: number): number {
    const after = here + inner.close.length;
    if (inner.type !== 'text_link' && inner.type !== 'custom_emoji') {
      push(inner);
      return after;
    }
    const target = readTarget(inner, after);
    if (inner.type === 'custom_emoji') {
      push(inner, { custom_emoji_id: /[?&]id=(\d+)/.exec(target.link)?.[1] ?? '' });
      return target.end;
    }
    open.pop();
    const length = text.length - inner.offset;
    const entity = linkEntity(target.link || text.slice(inner.offset), { offset: inner.offset, length });
    if (entity && length > 0) entities.push(entity);
    return target.end;
  }

  function readTarget(inner: Open, from: number): { link: string; end: number } {
    if (source[from] !== '(') {
      if (inner.type === 'custom_emoji') throw wrong('Custom emoji entity must contain a tg://emoji URL');
      return { link: '', end: from };
    }
    const found = /^((?:\\[ -~\n\t]|[^)\\])*)\)/.exec(source.slice(from + 1));
    if (!found) throw wrong(`Can't find end of a URL at byte offset ${byteOffset(source, from + 1)}`);
    return { link: (found[1] ?? '').replace(/\\(.)/g, '$1'), end: from + 1 + found[0].length };
  }

  function unfinished(entity: Open | undefined): Error {
    const name = NAMES[entity?.type ?? ''] ?? entity?.type;
    return wrong(`Can't find end of ${name} entity at byte offset ${byteOffset(source, entity?.at ?? 0)}`);
  }
}

const OLD = /\\([_*`[])|(_|\*|```(?:[^\s`]+(?=\n))?\n?|`|\[)/g;

/** The older Markdown: no nesting, four marks. */
export function parseMarkdown(source: string): Formatted {
  const entities: Entity[] = [];
  let text = '';
  let at = 0;
  for (OLD.lastIndex = 0; ; ) {
    const found = OLD.exec(source);
    text += source.slice(at, found?.index ?? source.length);
    if (!found) return { text, entities };
    at = found.index + found[0].length;
    const mark = found[2];
    if (mark === undefined) {
      text += found[1] ?? '';
      continue;
    }
    const closing = mark.startsWith('```') ? '```' : mark === '[' ? ']' : mark;
    const end = source.indexOf(closing, at);
    if (end < 0) {
      throw wrong(`Can't find end of the entity starting at byte offset ${byteOffset(source, found.index)}`);
    }
    const place = { offset: text.length, length: end - at };
    text += source.slice(at, end);
    at = end + closing.length;
    const link = mark === '[' ? /^\(([^)]*)\)/.exec(source.slice(at)) : null;
    const type = { _: 'italic', '*': 'bold', '`': 'code' }[mark] ?? 'pre';
    const entity = mark === '[' ? linkEntity(link?.[1] ?? '', place) : { type, ...place };
    if (entity && place.length > 0) entities.push(entity);
    at += link?.[0].length ?? 0;
    OLD.lastIndex = at;
  }
}
