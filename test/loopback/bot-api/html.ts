// parse_mode HTML, with Telegram's refusals word for word.
// https://core.telegram.org/bots/api#html-style
import { checkedLink, linkedUser } from './link.ts';
import { badRequest } from './refusal.ts';
import type { Entity, Formatted } from './wire.ts';

const TAGS: Record<string, string> = {
  a: 'text_link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  'tg-emoji': 'custom_emoji',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
};
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const ATTRIBUTE = /\s*([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)))?/y;

type Open = { tag: string; attributes: Map<string, string>; offset: number };

export function parseHtml(source: string): Formatted {
  const open: Open[] = [];
  const entities: Entity[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const stop = source.slice(at).search(/[<&]/);
    const next = stop < 0 ? source.length : at + stop;
    text += source.slice(at, next);
    at = next;
    if (at >= source.length) break;
    if (source[at] === '&') {
      const character = decodeEntity(source, at);
      text += character?.text ?? '&';
      at += character?.length ?? 1;
    } else if (source[at + 1] === '/') {
      const end = readEndTag(source, at, open.at(-1));
      const closed = open.pop();
      const entity = closed && makeEntity(closed, text);
      if (entity) entities.push(entity);
      at = end;
    } else {
      const start = readStartTag(source, at);
      open.push({ tag: start.tag, attributes: start.attributes, offset: text.length });
      at = start.end;
    }
  }
  const left = open.at(-1);
  if (left) throw wrong(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities: joinCode(entities) };
}

function readStartTag(source: string, at: number): { tag: string; attributes: Map<string, string>; end: number } {
  const name = /^[^\s>]*/.exec(source.slice(at + 1))?.[0] ?? '';
  const tag = name.toLowerCase();
  let end = at + 1 + name.length;
  if (end >= source.length) throw wrong(`Unclosed start tag at byte offset ${byteOffset(source, at)}`);
  if (!Object.hasOwn(TAGS, tag)) {
    throw wrong(`Unsupported start tag "${tag}" at byte offset ${byteOffset(source, at)}`);
  }
  const attributes = new Map<string, string>();
  for (;;) {
    const rest = /^\s*>/.exec(source.slice(end));
    if (rest) {
      end += rest[0].length;
      break;
    }
    ATTRIBUTE.lastIndex = end;
    const found = ATTRIBUTE.exec(source);
    if (!found?.[1]) throw wrong(`Unclosed start tag "${tag}" at byte offset ${byteOffset(source, at)}`);
    attributes.set(found[1].toLowerCase(), decodeAll(found[2] ?? found[3] ?? found[4] ?? ''));
    end = ATTRIBUTE.lastIndex;
  }
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw wrong(`Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset(source, at)}`);
  }
  return { tag, attributes, end };
}

function readEndTag(source: string, at: number, last: Open | undefined): number {
  const where = `at byte offset ${byteOffset(source, at)}`;
  if (!last) throw wrong(`Unexpected end tag ${where}`);
  const found = /^<\/([^\s>]*)\s*>/.exec(source.slice(at));
  if (!found) throw wrong(`Unclosed end tag ${where}`);
  const tag = found[1]?.toLowerCase() ?? '';
  if (tag !== '' && tag !== last.tag) {
    throw wrong(`Unmatched end tag ${where}, expected "</${last.tag}>", found "</${tag}>"`);
  }
  return at + found[0].length;
}

function makeEntity({ tag, attributes, offset }: Open, text: string): Entity | undefined {
  const length = text.length - offset;
  if (length === 0) return undefined;
  const type = TAGS[tag] ?? tag;
  const place = { offset, length };
  if (tag === 'a') return linkEntity(attributes.get('href') || text.slice(offset), place);
  if (tag === 'code') {
    const language = /^language-(.+)$/.exec(attributes.get('class') ?? '')?.[1];
    return language ? { type, ...place, language } : { type, ...place };
  }
  if (tag === 'tg-emoji') {
    const id = attributes.get('emoji-id') ?? '';
    if (!/^[1-9]\d*$/.test(id)) throw wrong('Invalid custom emoji identifier specified');
    return { type, ...place, custom_emoji_id: id };
  }
  if (tag === 'blockquote' && attributes.has('expandable')) return { type: 'expandable_blockquote', ...place };
  return { type, ...place };
}

/** A link; one that is none leaves plain text, as Telegram does. */
export function linkEntity(link: string, place: { offset: number; length: number }): Entity | undefined {
  const id = linkedUser(link);
  if (id !== undefined) return { type: 'text_mention', ...place, user: { id, is_bot: false, first_name: '' } };
  const url = checkedLink(link);
  return url === undefined ? undefined : { type: 'text_link', ...place, url };
}

/** `<pre><code class="language-…">` is one entity, and a language on its own means nothing. */
function joinCode(entities: Entity[]): Entity[] {
  const same = (a: Entity, b: Entity): boolean => a.offset === b.offset && a.length === b.length;
  return entities.flatMap((entity) => {
    if (entity.type === 'pre') {
      const code = entities.find((other) => other.type === 'code' && other.language && same(other, entity));
      return [code ? { ...entity, language: code.language } : entity];
    }
    if (entity.type !== 'code' || !entity.language) return [entity];
    if (entities.some((other) => other.type === 'pre' && same(other, entity))) return [];
    return [{ type: 'code', offset: entity.offset, length: entity.length }];
  });
}

function decodeEntity(source: string, at: number): { text: string; length: number } | undefined {
  const found = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));?/i.exec(source.slice(at, at + 12));
  if (!found) return undefined;
  const length = found[0].length;
  if (found[3] !== undefined) {
    const text = NAMED[found[3].toLowerCase()];
    return text === undefined ? undefined : { text, length };
  }
  const code = found[1] === undefined ? Number(found[2]) : Number.parseInt(found[1], 16);
  return code > 0 && code <= 0x10ffff ? { text: String.fromCodePoint(code), length } : undefined;
}

function decodeAll(text: string): string {
  return text.replace(/&[#a-z0-9]+;?/gi, (entity) => decodeEntity(entity, 0)?.text ?? entity);
}

export function byteOffset(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at));
}

export function wrong(what: string): Error {
  return badRequest(`can't parse entities: ${what}`);
}
