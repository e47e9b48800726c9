// How a text with files, choices and a quote is laid out over Telegram's messages. Pure: plans the calls,
// makes none.
import type { Choice, FileRef, OutboundBody } from '../../flows/message.ts';
import { cut, maxCaption, maxText, split } from '../text.ts';

export type BodyOf<T extends OutboundBody['type']> = Extract<OutboundBody, { type: T }>;

/** Words with the length of the bold title they begin with, in UTF-16 units. */
export type Words = { text: string; bold: number };

type Around = { quote?: string; markup?: object };

/** One call: a text, a file (with a caption), or a set of files that are shown together. */
export type Step =
  | ({ type: 'text'; words: Words } & Around)
  | ({ type: 'file'; file: FileRef; words?: Words } & Around)
  | { type: 'album'; files: FileRef[]; words?: Words; quote?: string };

/**
 * Telegram's numbers: files in a set (sendMediaGroup), units in a button's label, bytes of a photo that is
 * sent anew.
 */
const maxAlbum = 10;
const maxLabel = 64;
const maxPhotoBytes = 10_000_000;

/** The calls that say a text, in order: files first, the quote on the first call, the choices on the last. */
export function planText(body: BodyOf<'text'>, contact: string): Step[] {
  const markup = keyboard(body.choices, body.nav, body.grid);
  const whole = wordsOf(body.title, body.text);
  const sets = groupFiles(body.files ?? [], contact, Boolean(markup) && whole.text === '');
  const captioned = sets.length === 1 && whole.text.length <= maxCaption && (sets[0]?.length === 1 || !markup);
  const files = sets.map((set): Step => {
    const [file, ...more] = set;
    const words = captioned && whole.text !== '' ? whole : undefined;
    return file && more.length === 0 ? { type: 'file', file, words } : { type: 'album', files: set, words };
  });
  const texts = captioned ? [] : splitWords(whole).map((words): Step => ({ type: 'text', words }));
  const steps = [...files, ...texts];
  const first = steps[0];
  const last = steps.at(-1);
  if (first) first.quote = body.quote;
  if (last && last.type !== 'album') last.markup = markup;
  return steps;
}

/** How many messages of a chat's allowance a body takes; 0 for what Telegram does not count. */
export function countMessages(body: OutboundBody, contact: string): number {
  switch (body.type) {
    case 'text':
      return planText(body, contact).reduce((sum, step) => sum + (step.type === 'album' ? step.files.length : 1), 0);
    case 'prompt':
      return split(body.text, maxText).length;
    case 'card':
      return 1;
    case 'topic':
    case 'reaction':
    case 'notice':
    case 'forget':
    case 'fetch':
      return 0;
    default:
      return body satisfies never;
  }
}

/**
 * Title and text as one, well formed (Telegram refuses half a surrogate pair), the title to be shown bold.
 */
export function wordsOf(title: string | undefined, text: string): Words {
  const head = (title ?? '').toWellFormed().trim();
  const rest = text.toWellFormed().trim();
  return { text: head && rest ? `${head}\n${rest}` : head + rest, bold: head.length };
}

/** Words that fit one message: cut with an ellipsis. */
export function cutWords(words: Words): Words {
  const text = cut(words.text, maxText);
  return { text, bold: Math.min(words.bold, text.length) };
}

/**
 * The inline keyboard: one choice a row, the grid's rows as they are, `nav` together in the last; undefined
 * when there is nothing to press.
 */
export function keyboard(choices: Choice[] = [], nav: Choice[] = [], grid: Choice[][] = []): object | undefined {
  const button = (choice: Choice) => ({
    text: cut(choice.label.toWellFormed(), maxLabel),
    callback_data: choice.data,
  });
  const rows = [...choices.map((choice) => [button(choice)]), ...grid.map((row) => row.map(button))];
  if (nav.length > 0) rows.push(nav.map(button));
  return rows.length > 0 ? { inline_keyboard: rows } : undefined;
}

function splitWords(words: Words): Words[] {
  return split(words.text, maxText).map((text, i) => ({
    text,
    bold: i === 0 ? Math.min(words.bold, text.length) : 0,
  }));
}

/** Photos and videos are shown together, documents together, everything else alone. */
function groupFiles(files: FileRef[], contact: string, alone: boolean): FileRef[][] {
  const sets: FileRef[][] = [];
  for (const file of files.map((given) => asSendable(given, contact))) {
    const family = alone ? undefined : familyOf(file);
    const set = family && sets.find((other) => other.length < maxAlbum && other[0] && familyOf(other[0]) === family);
    if (set) set.push(file);
    else sets.push([file]);
  }
  return sets;
}

function familyOf(file: FileRef): 'seen' | 'read' | undefined {
  if (file.kind === 'photo' || file.kind === 'video') return 'seen';
  return file.kind === 'document' ? 'read' : undefined;
}

/** Telegram takes no photo over 10 MB as bytes, but takes it as a document. */
function asSendable(file: FileRef, contact: string): FileRef {
  const tooLarge = file.kind === 'photo' && file.contact !== contact && (file.size ?? 0) > maxPhotoBytes;
  return tooLarge ? { ...file, kind: 'document' } : file;
}
