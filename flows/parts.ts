// A content that was said in several messages keeps its parts, so that one that is edited or taken back changes its own part only.
import type { FileRef, Inbound } from './message.ts';
import type { Content, Part } from './ticket.ts';
import type { Answer } from './turn.ts';

/** The parts of what a client wrote; one for a message by itself, none where the channel gave it no id. */
export function partsOf(inbound: Inbound, { text, files }: Content): { parts?: Part[] } {
  if (inbound.type === 'message' && inbound.parts) return { parts: inbound.parts };
  return inbound.message ? { parts: [{ message: inbound.message, text, files }] } : {};
}

const isEmpty = ({ text, files }: Content): boolean => text === '' && files.length === 0;

/** One content after another, as one. */
export function joined(before: Content, after: Content): Content {
  if (isEmpty(before)) return after;
  if (isEmpty(after)) return before;
  const parts = before.parts && after.parts ? { parts: [...before.parts, ...after.parts] } : {};
  return { ...both(before, after), ...parts };
}

const both = (a: Content, b: Content): Content => ({
  text: [a.text, b.text].filter(Boolean).join('\n'),
  files: [...a.files, ...b.files],
});

/** Without its parts, as an event tells of it. */
export const plain = ({ text, files }: Content): Content => ({ text, files });

/** Without these files: they were taken as an answer. */
export function withoutFiles({ text, files, parts }: Content, taken: readonly FileRef[]): Content {
  const left = (all: readonly FileRef[]) => all.filter(({ id }) => !taken.some((one) => one.id === id));
  return { text, files: left(files), ...(parts ? { parts: parts.map((part) => ({ ...part, files: left(part.files) })) } : {}) };
}

/** The content as an answer. A message by itself is its only part, and needs none. */
export const answerOf = ({ text, files, parts = [] }: Content): Answer => ({
  text,
  files,
  messages: parts.map(({ message }) => message),
  ...(parts.length > 1 ? { parts } : {}),
});

/** An answer and what was said to it afterwards. */
export function addedTo(answer: Answer, content: Content): Answer {
  const [only] = answer.messages.length === 1 ? answer.messages : [];
  const before = answer.parts ?? (only ? [{ message: only, text: answer.text, files: answer.files }] : []);
  const after = content.parts ?? [];
  return {
    ...answer,
    ...both(answer, content),
    messages: [...answer.messages, ...after.map(({ message }) => message)],
    ...(before.length > 0 && after.length > 0 ? { parts: [...before, ...after] } : {}),
  };
}

type Parted = { text: string; files: Content['files']; parts?: Part[] };

/** Whether it was said in this message, among others or alone. */
export const hasPart = ({ parts }: Parted, message: string): boolean => parts?.some((part) => part.message === message) ?? false;

/** With one message's words changed; all of the words, where there are no parts to tell apart. */
export function withPart<T extends Parted>(content: T, message: string, text: string): T {
  if (!content.parts) return { ...content, text };
  return { ...content, ...whole(content.parts.map((part) => (part.message === message ? { ...part, text } : part))) };
}

/** Without one of its messages; undefined when nothing is left. */
export function withoutPart(answer: Answer, message: string): Answer | undefined {
  const left = answer.parts?.filter((part) => part.message !== message) ?? [];
  return left.length === 0 ? undefined : { ...answer, ...whole(left), messages: left.map((part) => part.message) };
}

/** What parts make together. */
export const whole = (parts: Part[]): Required<Content> => ({
  text: parts
    .map(({ text }) => text)
    .filter(Boolean)
    .join('\n'),
  files: parts.flatMap(({ files }) => files),
  parts,
});
