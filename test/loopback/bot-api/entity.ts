// Texts with their formatting, checked as Telegram checks them: parse_mode, entities given by hand, lengths,
// trimming.
import { addFoundEntities } from './found-entity.ts';
import { parseHtml } from './html.ts';
import { parseMarkdown, parseMarkdownV2 } from './markdown.ts';
import { isJson, type Params, textOf } from './params.ts';
import { badRequest } from './refusal.ts';
import type { Entity, Formatted, Json } from './wire.ts';

const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;
const GIVEN = new Set(
  'bold italic underline strikethrough spoiler code pre text_link text_mention custom_emoji blockquote expandable_blockquote'.split(' '),
);
const FOUND = new Set('mention hashtag cashtag bot_command url email phone_number bank_card_number'.split(' '));

/** The text of sendMessage and editMessageText. */
export function readText(params: Params): Formatted {
  if (textOf(params, 'text') === '') throw badRequest('message text is empty');
  const formatted = readFormatted(params, 'text', 'entities');
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if (formatted.text.length > TEXT_LIMIT) throw badRequest('message is too long');
  return formatted;
}

/** A caption; one that is missing is an empty one. */
export function readCaption(params: Params): Formatted {
  const formatted = readFormatted(params, 'caption', 'caption_entities');
  if (formatted.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return formatted;
}

function readFormatted(params: Params, textName: string, entitiesName: string): Formatted {
  const text = textOf(params, textName);
  const mode = textOf(params, 'parse_mode').toLowerCase();
  return addFoundEntities(trim(text !== '' && mode !== '' && mode !== 'none' ? parse(text, mode) : given()));

  function given(): Formatted {
    const entities = readEntities(params.values[entitiesName]);
    for (const entity of entities) checkBounds(text, entity);
    return { text, entities: entities.filter((entity) => entity.length > 0) };
  }
}

function parse(text: string, mode: string): Formatted {
  if (mode === 'html') return parseHtml(text);
  if (mode === 'markdownv2') return parseMarkdownV2(text);
  if (mode === 'markdown') return parseMarkdown(text);
  throw badRequest('unsupported parse_mode');
}

/** What is no JSON and no list is ignored, as the real server does; a wrong member of the list is refused. */
function readEntities(value: unknown): Entity[] {
  let list = value;
  if (typeof value === 'string') {
    try {
      list = JSON.parse(value);
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    if (!isJson(item)) throw badRequest("can't parse MessageEntity: expected an Object");
    const entity = readEntity(item);
    return entity ? [entity] : [];
  });
}

function readEntity(item: Json): Entity | undefined {
  for (const name of ['offset', 'length', 'type']) {
    if (item[name] === undefined) throw badRequest(`can't parse MessageEntity: Can't find field "${name}"`);
  }
  const type = String(item.type);
  if (FOUND.has(type)) return undefined;
  if (!GIVEN.has(type)) throw badRequest("can't parse MessageEntity: Unsupported type specified");
  if (type === 'text_link' && !item.url) throw badRequest(`can't parse MessageEntity: Can't find field "url"`);
  return { ...item, type, offset: Number(item.offset), length: Number(item.length) };
}

function checkBounds(text: string, { offset, length }: Entity): void {
  if (!Number.isInteger(offset) || offset < 0) throw badRequest(`receive an entity with incorrect offset ${offset}`);
  if (!Number.isInteger(length) || length < 0) throw badRequest(`receive an entity with incorrect length ${length}`);
  const end = offset + length;
  const where = `entity beginning at UTF-16 offset ${offset}`;
  if (offset > text.length) throw badRequest(`${where} begins after the end of the text at UTF-16 offset ${text.length}`);
  if (end > text.length) throw badRequest(`${where} ends after the end of the text at UTF-16 offset ${text.length}`);
  if (splitsPair(text, offset)) throw badRequest(`${where} begins in a middle of a UTF-16 symbol`);
  if (splitsPair(text, end)) throw badRequest(`${where} ends in a middle of a UTF-16 symbol`);
}

function splitsPair(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(at - 1, 0), at + 1)) && at > 0;
}

/** Telegram cuts white space off both ends, and moves the entities along. */
export function trim({ text, entities }: Formatted): Formatted {
  const end = text.trimEnd().length;
  const start = Math.min(end, text.length - text.trimStart().length);
  const moved = entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    return to > from ? [{ ...entity, offset: from - start, length: to - from }] : [];
  });
  moved.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text: text.slice(start, end), entities: moved };
}
