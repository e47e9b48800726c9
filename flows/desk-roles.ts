// Who may do what at the desk, where it is more than the table of commands says: some of what a command can do needs a lead.

import { writesBook } from './campaigns/command.ts';
import { deskCommands } from './desk-commands.ts';
import type { Deed } from './desk-deed.ts';
import { priorityNamed } from './desk-priority.ts';
import { textAtDesk } from './desk-reply.ts';
import { isDomain } from './desk-requester.ts';
import { stages } from './ticket.ts';
import { roles, type StaffRole } from './turn.ts';

/** The least role that may do this. */
export function leastRole(deed: Deed): StaffRole {
  const plain = deskCommands[deed.name].role;
  return isMore(deed) && plain === 'analyst' ? 'lead' : plain;
}

function isMore({ name, content, given: { ticket }, staff }: Deed): boolean {
  switch (name) {
    case 'prioritise':
      return priorityNamed(content.text)?.priority === 'urgent';
    case 'cancel':
      return ticket !== undefined && stages.indexOf(ticket.stage) >= stages.indexOf('production');
    case 'assign':
    case 'pass':
      return ticket !== undefined && ticket.analyst?.address !== staff.address;
    case 'standard':
      return /^(save|delete)\b/i.test(content.text);
    case 'requester':
      return isDomain(content.text);
    case 'hears':
      return content.text !== '';
    case 'team':
    case 'contact':
    case 'route':
      return /^(new|add|move|delete)\b/i.test(content.text);
    case 'campaign':
      return writesBook(content.text);
    default:
      return false;
  }
}

export const atLeast = (role: StaffRole, least: StaffRole): boolean => roles.indexOf(role) >= roles.indexOf(least);

/** The sentence that names who may. */
export function whoMay(deed: Deed, least: StaffRole): string {
  const names = deed.given.team.filter(({ role }) => atLeast(role, least)).map(({ name }) => name);
  return textAtDesk(deed.given, least === 'manager' ? 'desk.only_manager' : 'desk.only_lead', { names: names.join(', ') || '—' });
}
