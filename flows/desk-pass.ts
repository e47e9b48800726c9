// A hand-over between teams (R51): the ticket goes on with its history, its files and the one contact that the client has.
import { type Deed, no, type TicketDeed, wrong } from './desk-deed.ts';
import { isWrongNow, makeMove, named } from './desk-moves.ts';
import { post, textAtDesk } from './desk-reply.ts';
import { laneOfTicket } from './message.ts';
import { handed, teamOf } from './routed.ts';
import type { Team } from './routing-shape.ts';
import { nameOf } from './status.ts';
import { teamNamed, teamNames } from './team-named.ts';
import type { Route } from './ticket.ts';
import type { Staff, Turn } from './turn.ts';

/** `/pass Social`; without words it offers the teams. */
export function passTo(deed: TicketDeed): Turn {
  const { given, content, ticket } = deed;
  const refused = isWrongNow(deed, 'pass');
  if (refused) return refused;
  const team = teamNamed(given, content.text);
  if (team) return pass(deed, team);
  const choices = teamChoices(deed, ticket);
  if (choices.length === 0) return no(deed, 'team.none');
  if (content.text !== '') return wrong(deed, 'team.unknown', { names: teamNames(given) });
  return post(laneOfTicket(ticket.number), { type: 'text', title: nameOf(ticket), text: textAtDesk(given, 'desk.assign_whom'), choices });
}

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
