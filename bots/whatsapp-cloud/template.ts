// An approved template in place of a text: all that WhatsApp takes once a client has been silent for 24 hours. Pure.
import { SendError } from '../channel.ts';
import { numbered, type TextBody, wordsOf } from './plan.ts';

/** Its body has exactly one variable, which becomes the text. */
export type Template = { name: string; language: string };

/** `name:language` as the configuration has it, e.g. `alur_news:pt_BR`; undefined when it is no such thing. */
export function templateNamed(text: string): Template | undefined {
  const [, name, language] = /^([a-z0-9_]{1,512}):([a-z]{2,3}(?:_[A-Z]{2})?)$/.exec(text) ?? [];
  return name && language ? { name, language } : undefined;
}

const maxVariable = 1024;

/** The payload's fields. Throws SendError `needs_template` for what no variable can hold: files, and longer texts. */
export function templateFor({ name, language }: Template, body: TextBody): object {
  if (body.files && body.files.length > 0)
    throw new SendError('needs_template', 'The client wrote more than 24 hours ago: files can be sent once they write again.');
  const text = fold(numbered(wordsOf(body), body.choices ?? [], body.nav ?? []));
  if (text === '' || text.length > maxVariable)
    throw new SendError('needs_template', 'The client wrote more than 24 hours ago, and this text is too long for the template.');
  const components = [{ type: 'body', parameters: [{ type: 'text', text }] }];
  return { type: 'template', template: { name, language: { code: language }, components } };
}

/** A variable may hold no line break, no tab and no four spaces in a row (Meta's error 132018, 132012). */
export const fold = (text: string): string =>
  text
    .trim()
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[\s]*/g, ' · ');
