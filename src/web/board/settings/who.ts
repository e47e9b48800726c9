// Who is at a settings page, whether they may change what is on it, and what they are told after a change.
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { atLeast } from '../../../../flows/desk-roles.ts';
import type { StaffRole } from '../../../../flows/turn.ts';
import type { StaffVariables } from '../../staff/session.ts';
import { wordsIn } from '../words.ts';
import type { News, Who } from './frame.tsx';

export type C = Context<StaffVariables>;

export const whoOf = (c: C): Who => ({ staff: c.var.staff, language: c.var.language });

/** What was done before the page was asked for anew. */
export const newsOf = (c: C): News => (c.req.query('saved') === undefined ? {} : { done: wordsIn(c.var.language)('settings.saved') });

/** Lets on who has at least this role; the others are told who may. */
export function needRole(c: C, least: StaffRole): void {
  if (atLeast(c.var.staff.role, least)) return;
  const t = wordsIn(c.var.language);
  throw new HTTPException(403, { message: least === 'manager' ? t('staff.only_manager') : t('answers.only_lead') });
}
