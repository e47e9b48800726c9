// The route of a ticket: found when it is filed, shown on its card, and the hand-over at once where its team wants that.
import { pointFor, pointOf } from './contact-point.ts';
import type { Hours } from './hours.ts';
import { parseHours } from './hours-written.ts';
import { decide } from './moves.ts';
import { type Facts, firstInLine, type Line, route } from './routing.ts';
import { noRouting, type Team } from './routing-shape.ts';
import { say, type TextKey } from './texts.ts';
import type { Birth, Route, Ticket } from './ticket.ts';
import type { Arrival, Change, Given, Person } from './turn.ts';

type Filed = Pick<Birth, 'service' | 'campaign' | 'brief' | 'first'>;

/** Who may be first in line for this client. */
export const lineOf = ({ team = [], loads = new Map(), served }: Given): Line => ({ people: team, loads, served });

/** What the rules may ask about a request. `isNew`: it is their first. */
export function factsOf(given: Given, client: Person, { service, campaign, brief, first }: Filed, isNew: boolean, came?: Arrival): Facts {
  return {
    contact: pointOf(client.address),
    point: pointFor(given, client, came),
    service,
    campaign,
    client: [client.id, client.address, ...(client.name ? [client.name] : [])],
    unit: client.unit,
    side: client.side,
    language: client.language,
    phone: client.phone,
    isNew,
    words: [first.text, ...brief.map(({ text }) => text)].join('\n'),
  };
}

/** The team of a request that is filed now; nothing while there are no teams. */
export const routeOf = (given: Given, facts: Facts): Route | undefined => route(given.routing ?? noRouting, lineOf(given), facts);

/** The team that a ticket is with, as it is now. */
export const teamOf = ({ routing }: Pick<Given, 'routing'>, { route: at }: Pick<Ticket, 'route'>): Team | undefined =>
  routing?.teams.find(({ id }) => id === at?.team);

/** When a request is answered: by the hours of the point it came by, else by its team's, else by the desk's. */
export function hoursOf(given: Pick<Given, 'routing' | 'hours' | 'zone'>, at: Route | undefined, point: Facts['point']): Hours {
  const written = point?.hours ?? (at && teamOf(given, { route: at })?.hours);
  return written === undefined ? given.hours : parseHours(given.zone, written, given.hours.holidays);
}

/** Handed to another team by one of ours, for whoever is first in line there. */
export const handed = (given: Given, team: Team, by: string): Route => ({
  team: team.id,
  name: team.name,
  by: 'hand',
  because: by,
  ...firstInLine(team, lineOf(given)),
});

/** Where the team wants it so, whoever is first in line has it at once; the client hears what they hear of any new request. */
export function assignedAtOnce(given: Given, change: Change): Change {
  const { ticket, events } = change;
  const analyst = ticket.route?.analyst;
  if (!analyst || teamOf(given, ticket)?.assign !== 'auto') return change;
  const taken = decide(ticket, { type: 'take', analyst }, { type: 'clock' }, given.now);
  if (taken.type === 'refused') return change;
  return { ...change, ticket: { ...taken.ticket, version: ticket.version }, events: [...events, ...taken.events] };
}

const decidedBy = {
  code: 'routing.by_code',
  rule: 'routing.by_rule',
  contact: 'routing.by_contact',
  language: 'routing.by_language',
  hand: 'routing.by_hand',
} as const satisfies Record<Route['by'], TextKey>;

/** `→ Social · rule “Instagram work” · Carla served them last`; empty for a ticket that went to no team. */
export function routeLine(language: string, { route: at, analyst }: Pick<Ticket, 'route' | 'analyst'>): string {
  if (!at) return '';
  const first =
    at.analyst && at.first && !analyst
      ? say(language, at.first === 'served' ? 'routing.first_served' : 'routing.first_least', { name: at.analyst.name })
      : '';
  return [`→ ${at.name}`, say(language, decidedBy[at.by], { name: at.because ?? '' }), first].filter(Boolean).join(' · ');
}
