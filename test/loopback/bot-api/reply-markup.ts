// Reads and checks reply_markup: inline keyboards, reply keyboards, their removal, forced replies.
import { checkedLink } from './link.ts';
import { isJson, type Params, structureOf } from './params.ts';
import { badRequest } from './refusal.ts';
import type { Button, Json, ReplyMarkup } from './wire.ts';

const DATA_LIMIT_BYTES = 64;
const BUTTON_LIMIT = 100;
/** What makes an inline button more than text. */
const ACTIONS = ['url', 'callback_data', 'web_app', 'login_url', 'copy_text', 'pay', 'callback_game'];
const SWITCHES = ['switch_inline_query', 'switch_inline_query_current_chat', 'switch_inline_query_chosen_chat'];

/** The keyboard of a new message; undefined when there is none. */
export function readReplyMarkup(params: Params): ReplyMarkup | undefined {
  const markup = structureOf(params, 'reply_markup', 'reply keyboard markup');
  if (markup === undefined) return undefined;
  if (!isJson(markup)) throw badRequest('object expected as reply markup');
  if (markup.inline_keyboard !== undefined) return readInline(markup);
  if (markup.keyboard !== undefined) return { ...markup, keyboard: readRows(markup, 'keyboard', readKey) };
  if (markup.remove_keyboard === true) return { remove_keyboard: true };
  if (markup.force_reply === true) return { force_reply: true };
  return undefined;
}

/** The keyboard of an edit, which can only be an inline one. */
export function readInlineMarkup(params: Params): ReplyMarkup | undefined {
  const markup = readReplyMarkup(params);
  if (markup && !markup.inline_keyboard) throw badRequest('inline keyboard expected');
  return markup;
}

function readInline(markup: Json): ReplyMarkup | undefined {
  const rows = readRows(markup, 'inline_keyboard', readButton).filter((row) => row.length > 0);
  if (rows.flat().length > BUTTON_LIMIT) throw badRequest('reply markup is too long');
  return rows.length > 0 ? { inline_keyboard: rows } : undefined;
}

function readRows(markup: Json, name: string, read: (button: unknown) => Button): Button[][] {
  const rows = markup[name];
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row))) {
    throw badRequest(`field "${name}" must be an Array of Arrays`);
  }
  return rows.map((row: unknown[]) => row.map(read));
}

function readKey(value: unknown): Button {
  if (typeof value === 'string') return { text: value };
  if (!isJson(value)) throw badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object");
  return { ...value, text: labelOf(value, 'keyboard button', 'Keyboard button') };
}

function readButton(value: unknown): Button {
  const what = "can't parse inline keyboard button";
  if (!isJson(value)) throw badRequest(`${what}: InlineKeyboardButton must be an Object`);
  const text = labelOf(value, 'inline keyboard button', 'Inline keyboard button');
  const has = (name: string): boolean => value[name] !== undefined && value[name] !== null;
  if (!ACTIONS.some((name) => has(name) && value[name] !== '') && !SWITCHES.some(has)) {
    if (has('callback_data')) throw badRequest('BUTTON_DATA_INVALID');
    throw badRequest(`${what}: Text buttons are unallowed in the inline keyboard`);
  }
  if (has('url')) {
    const url = checkedLink(String(value.url));
    if (url === undefined) {
      throw badRequest(`inline keyboard button URL '${value.url}' is invalid: Wrong HTTP URL`);
    }
    return { ...value, text, url };
  }
  if (has('callback_data')) {
    const data = String(value.callback_data);
    if (Buffer.byteLength(data) > DATA_LIMIT_BYTES) throw badRequest('BUTTON_DATA_INVALID');
    return { text, callback_data: data };
  }
  return { ...value, text };
}

function labelOf(button: Json, where: string, subject: string): string {
  if (button.text === undefined || button.text === null) {
    throw badRequest(`can't parse ${where}: Can't find field "text"`);
  }
  const text = String(button.text).trim();
  if (text === '') throw badRequest(`${subject.toLowerCase()} text must be non-empty`);
  return text;
}
