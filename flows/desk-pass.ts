// A hand-over between teams (R51): the ticket goes on with its history, its files and the one contact that the client has.
import { type Deed, no, type TicketDeed } from './desk-deed.ts';
import { isWrongNow, makeMove, named } from './desk-moves.ts';
import { handed, teamOf } from './routed.ts';
import type { Team } from './routing-shape.ts';
import type { Route } from './ticket.ts';
import type { Staff, Turn } from './turn.ts';

/** To a team: whoever is first in line there is named, or has it at once where the team wants it so. The client's contact stays until then. */
export function pass(deed: TicketDeed, team: Team): Turn {
  const { given, ticket, staff } = deed;
  const refused = isWrongNow(deed, 'pass');
  if (refused) return refused;
  if (ticket.route?.team === team.id) return no(deed, 'team.theirs_already', { name: team.name });
  const route = handed(given, team, staff.name);
  const { analyst } = route;
  return team.assign === 'auto' && analyst && analyst.address !== ticket.analyst?.address
    ? makeMove(deed, { type: 'take', analyst, route })
    : makeMove(deed, { type: 'pass', route });
}

/** To a person, as a command: where they are of another team than the ticket's, it goes along to theirs. */
export function takeFor(
  { given, staff, ticket }: TicketDeed,
  to: Staff,
): { type: 'take'; analyst: ReturnType<typeof named>; route?: Route } {
  const isTheirs = (team: Team): boolean => team.members.includes(to.address) || team.leads.includes(to.address);
  const now = teamOf(given, ticket);
  const next = now && isTheirs(now) ? undefined : given.routing?.teams.find(isTheirs);
  const route: Route | undefined = next && { team: next.id, name: next.name, by: 'hand', because: staff.name };
  return { type: 'take', analyst: named(to), ...(route ? { route } : {}) };
}

/** A button for each other team. */
export const teamChoices = ({ given }: Deed, ticket: TicketDeed['ticket']) =>
  (given.routing?.teams ?? [])
    .filter(({ id }) => id !== ticket.route?.team)
    .map(({ id, name }) => ({ data: `assign:${ticket.number}:${id}`, label: `→ ${name}` }));
