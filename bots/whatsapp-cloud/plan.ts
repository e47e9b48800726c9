// How a text with files, choices and a quote is laid out over WhatsApp's messages. Pure: plans the calls, makes none.
import type { Choice, FileRef, OutboundBody } from '../../flows/message.ts';
import { cut, split } from '../text.ts';

export type TextBody = Extract<OutboundBody, { type: 'text' }>;

/** One message. `footer` is small print below the text. */
export type Step = { quote?: string } & (
  | { type: 'text'; text: string }
  | { type: 'buttons' | 'list'; text: string; footer?: string; choices: Choice[] }
  | { type: 'file'; file: FileRef; caption?: string }
);

/** Meta's limits in UTF-16 units, after "Text", "Interactive reply buttons" and "Interactive list messages". */
export const maxText = 4096;
export const maxCaption = 1024;
const maxBody = 1024;
const maxFooter = 60;
const maxButtons = 3;
const maxButtonLabel = 20;
const maxRows = 10;
export const maxRowTitle = 24;
export const maxRowMore = 72;

/** The messages that say a text, in order: the quote on the first, the choices on the last. */
export function planText(body: TextBody): Step[] {
  const { choices = [], nav = [], files = [] } = body;
  const words = wordsOf(body);
  const asked = choices.length + nav.length > 0;
  const captioned = !asked && words !== '' && words.length <= maxCaption && files[0] !== undefined && canCaption(files[0]);
  const sent = files.map((file, i): Step => ({ type: 'file', file, ...(captioned && i === 0 ? { caption: words } : {}) }));
  const said = captioned ? [] : planWords(words, choices, nav);
  // What is asked stands last, above the answer to come; what is told stands before the files that it is about.
  const steps = asked ? [...sent, ...said] : [...said, ...sent];
  const [first] = steps;
  if (first && body.quote) first.quote = body.quote;
  return steps;
}

/**
 * Title and text as one and well formed. WhatsApp shows *…* in bold and knows no escape: a title that has a mark of its
 * own stays plain, and so does one that is all there is.
 */
export function wordsOf({ title, text }: Pick<TextBody, 'title' | 'text'>): string {
  const head = (title ?? '').toWellFormed().trim();
  const rest = text.toWellFormed().trim();
  if (head === '' || rest === '') return head + rest;
  return `${/[*_~`\n]/.test(head) ? head : `*${head}*`}\n${rest}`;
}

/** All in one text: the choices by number, what else can be typed in the last line. */
export function numbered(words: string, choices: readonly Choice[], nav: readonly Choice[]): string {
  const list = choices.map(({ label }, i) => `${i + 1}. ${labelOf(label)}`).join('\n');
  return [words, list, navLine(nav)].filter(Boolean).join('\n\n');
}

/** Where three buttons are enough for everything, everything is one; else `nav` is small print below, in words to type. */
function planWords(words: string, choices: Choice[], nav: Choice[]): Step[] {
  const fits = words !== '' && words.length <= maxBody;
  const all = [...choices, ...nav];
  if (fits && shapeOf(all) === 'buttons') return [{ type: 'buttons', text: words, choices: all }];
  const type = fits ? shapeOf(choices) : undefined;
  const line = navLine(nav);
  if (!type || line.length > maxFooter) return split(numbered(words, choices, nav), maxText).map((text) => ({ type: 'text', text }));
  return [{ type, text: words, ...(line === '' ? {} : { footer: line }), choices }];
}

/** Buttons, where all labels fit and differ; else a list, where every label fits into a row; else undefined. */
function shapeOf(choices: readonly Choice[]): 'buttons' | 'list' | undefined {
  const labels = choices.map(({ label }) => labelOf(label));
  if (labels.length === 0 || labels.some((label) => label === '')) return undefined;
  const fits = labels.every((label) => label.length <= maxButtonLabel) && new Set(labels).size === labels.length;
  if (labels.length <= maxButtons && fits) return 'buttons';
  return labels.length <= maxRows && labels.every((label) => label.length <= maxRowMore) ? 'list' : undefined;
}

export const labelOf = (label: string): string => label.toWellFormed().replaceAll(/\s+/g, ' ').trim();

/** A row of a list: a label that is too long for a title begins there, and is told in full below it. */
export function rowOf({ data, label }: Choice): { id: string; title: string; description?: string } {
  const whole = labelOf(label);
  const title = cut(whole, maxRowTitle);
  return { id: data, title, ...(title === whole ? {} : { description: whole }) };
}

const navLine = (nav: readonly Choice[]): string => nav.map(({ label }) => labelOf(label)).join(' · ');

/** WhatsApp shows no words below a sound. */
const canCaption = ({ kind }: FileRef): boolean => kind !== 'audio' && kind !== 'voice';
