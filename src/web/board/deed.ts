// What a form of the board's posts, as a deed: which command, in what words, with which files; and what a dropped card leads to.
import { type DeskCommandName, deskCommandNames, deskCommands } from '../../../flows/desk-commands.ts';
import type { FileRef } from '../../../flows/message.ts';
import { say } from '../../../flows/texts.ts';
import { stageBefore, type Ticket } from '../../../flows/ticket.ts';
import type { Staff } from '../../../flows/turn.ts';
import type { AppParts } from '../parts.ts';
import type { Deed, Done } from '../staff/deeds.ts';
import { keepFile } from '../try/files.ts';
import { type Landing, landingOf } from './landing.ts';
import type { Place } from './view.ts';
import { wordsIn } from './words.ts';

type Form = Record<string, string | File | (string | File)[]>;
const one = (value: Form[string] | undefined): string | File | undefined => (Array.isArray(value) ? value[0] : value);
const textIn = (form: Form, name: string): string => {
  const value = one(form[name]);
  return typeof value === 'string' ? value.trim() : '';
};

/** The words of a form as they would be typed after the command: what was chosen, then what was written. */
const saidIn = (form: Form): string =>
  [`${textIn(form, 'first')}${form.yes === undefined ? '' : ':yes'}`, textIn(form, 'text')].filter(Boolean).join(' ');

const idIn = (form: Form): { id?: string } => {
  const id = textIn(form, 'id');
  return /^[\w-]{8,64}$/.test(id) ? { id } : {};
};

async function filesIn(parts: AppParts, form: Form): Promise<FileRef[]> {
  const all = [form.file ?? []].flat().filter((value): value is File => value instanceof File && value.size > 0);
  return Promise.all(all.map((file) => keepFile(parts, file)));
}

const writing = ['reply', 'note', 'ask'] as const;

/** The command that a form's address names, `write` being what the form itself says; undefined for no command on a ticket. */
export function commandIn(word: string, form: Form): DeskCommandName | undefined {
  if (word === 'write') return writing.find((way) => way === textIn(form, 'way'));
  return deskCommandNames.find((name) => name === word && deskCommands[name].ticket !== false);
}

/** Does one deed. */
export const perform = (parts: Pick<AppParts, 'deeds'>, staff: Staff, name: DeskCommandName, more: Omit<Deed, 'name'>): Promise<Done> =>
  parts.deeds.perform(staff, { ...more, name });

/** Does what a form says. */
export async function performForm(parts: AppParts, staff: Staff, name: DeskCommandName, ticket: number, form: Form): Promise<Done> {
  return perform(parts, staff, name, { ...idIn(form), ticket, text: saidIn(form), files: await filesIn(parts, form) });
}

/** What dropping a card comes to: done, refused with a sentence, or a form that asks for what is missing. */
export type Moved = Done | { ok: false; asks: Extract<Landing, { type: 'command' }> };

/** Moves a ticket into a column, by the desk command that leads there. */
export async function performMove(
  parts: AppParts,
  who: { staff: Staff; language: string },
  ticket: Ticket,
  to: Place,
  form: Form,
): Promise<Moved> {
  const landing = landingOf(ticket, to);
  if (landing.type === 'stay') return { ok: true };
  if (landing.type === 'far') return { ok: false, sentence: farOf(who.language, ticket) };
  const { name, needs } = landing;
  const isTold = form.told !== undefined;
  if (needs !== 'nothing' && !isTold) return { ok: false, asks: landing };
  if (needs === 'day') {
    const promised = await perform(parts, who.staff, 'promise', { ticket: ticket.number, text: saidIn(form) });
    return promised.ok ? perform(parts, who.staff, name, { ...idIn(form), ticket: ticket.number }) : promised;
  }
  return performForm(parts, who.staff, name, ticket.number, form);
}

function farOf(language: string, ticket: Ticket): string {
  const t = wordsIn(language);
  const name = `#${ticket.number}`;
  if (ticket.situation === 'done' || ticket.situation === 'cancelled')
    return t('far_closed', { ticket: name, stage: say(language, `stage.${ticket.stage}`) });
  const before = stageBefore(ticket.stage);
  return before ? t('far', { ticket: name, stage: say(language, `stage.${before}`) }) : t('far_first', { ticket: name });
}
