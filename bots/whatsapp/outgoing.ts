// How a text with files and choices is laid out over WhatsApp's messages: choices by number, small words to type. Pure.
import { createHash } from 'node:crypto';
import type { FileRef, OutboundBody } from '../../flows/message.ts';
import { split } from '../text.ts';

type TextBody = Extract<OutboundBody, { type: 'text' }>;

/** One message. A file's `text` is its caption. */
export type Part = { type: 'text'; text: string } | { type: 'file'; file: FileRef; text?: string };

/** WhatsApp folds longer texts away; it would take 65,536. */
const longestText = 8000;
const longestCaption = 1024;

/** The messages that say it, in order. */
export function planParts(body: TextBody): Part[] {
  const [first, ...rest] = body.files ?? [];
  const text = wordsOf(body);
  if (!first) return split(text, longestText).map((one) => ({ type: 'text', text: one }));
  const hasCaption = text !== '' && text.length <= longestCaption && !body.choices?.length && canBearCaption(first);
  const files: Part[] = [
    hasCaption ? { type: 'file', file: first, text } : { type: 'file', file: first },
    ...rest.map((file): Part => ({ type: 'file', file })),
  ];
  return hasCaption ? files : [...files, ...split(text, longestText).map((one): Part => ({ type: 'text', text: one }))];
}

const canBearCaption = ({ kind }: FileRef): boolean => kind !== 'voice' && kind !== 'audio';

/** Title, words, numbered choices and small words as one text. */
function wordsOf({ title, text, choices = [], nav = [] }: TextBody): string {
  const head = title ? bold(title.toWellFormed().trim()) : '';
  const said = [head, text.toWellFormed().trim()].filter(Boolean).join('\n');
  const numbered = choices.map(({ label }, i) => `${i + 1}. ${label}`).join('\n');
  const small = nav.length > 0 ? `(${nav.map(({ label }) => label.toLowerCase()).join(' · ')})` : '';
  return [said, numbered, small].filter(Boolean).join('\n\n');
}

/** WhatsApp has no escape: what holds its mark, or a line break, stays as it is. */
const bold = (text: string): string => (/[*\n]/.test(text) ? text : `*${text}*`);

/** The message's id, chosen before the first try: a repeat of the same part is the same message to whoever gets it. The shape is WhatsApp Web's. */
export const messageIdOf = (parcel: string, part: number): string =>
  `3EB0${createHash('sha256').update(`${parcel}/${part}`).digest('hex').toUpperCase().slice(0, 18)}`;
