// The team: who has a ticket, who has which role, who leaves.
import type { Deed, TicketDeed } from './desk-deed.ts';
import { no, wrong } from './desk-deed.ts';
import { isWrongNow, makeMove } from './desk-moves.ts';
import { pass, takeFor, teamChoices } from './desk-pass.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { matchChoice } from './match.ts';
import { laneOfTicket } from './message.ts';
import { normalize } from './normalize.ts';
import { nameOf } from './status.ts';
import { teamNamed } from './team-named.ts';
import { emptyTurn, roles, type Staff, type StaffRole, type Turn } from './turn.ts';

/** The one of the team whom a button's address or a typed name means. */
export function memberNamed(team: readonly Staff[], text: string): Staff | undefined {
  const said = text.trim().replace(/^@/, '');
  if (/^\d*$/.test(said)) return undefined;
  const choices = team.map(({ address, name }) => ({ data: address, label: name }));
  const meant = team.find(({ address }) => address === said)?.address ?? matchChoice(said, choices)?.data;
  return team.find(({ address }) => address === meant);
}

/** Hands the ticket to another analyst: the one contact that the client has from then on. */
export function assign(deed: TicketDeed): Turn {
  const { given, content, ticket } = deed;
  const refused = isWrongNow(deed, 'take');
  if (refused) return refused;
  if (content.text === '') {
    const others = given.team.filter(({ address }) => address !== ticket.analyst?.address);
    const people = others.map(({ address, name }) => ({ data: `assign:${ticket.number}:${address}`, label: name }));
    const choices = [...people, ...teamChoices(deed, ticket)];
    if (choices.length === 0) return no(deed, 'desk.nobody_else');
    return post(laneOfTicket(ticket.number), { type: 'text', title: nameOf(ticket), text: textAtDesk(given, 'desk.assign_whom'), choices });
  }
  const team = teamNamed(given, content.text);
  if (team) return pass(deed, team);
  const to = memberNamed(given.team, content.text);
  if (!to) return wrong(deed, 'wrong.person', { names: namesOf(given.team) });
  if (to.address === ticket.analyst?.address) return no(deed, 'desk.theirs_already', { name: to.name });
  return makeMove(deed, takeFor(deed, to));
}

const namesOf = (team: readonly Staff[]): string => team.map(({ name }) => name).join(', ');

/** `/role Carla lead`; `/role Carla` offers the roles. */
export function changeRole(deed: Deed): Turn {
  const { given, topic } = deed;
  const { member, rest } = read(deed);
  if (!member) return wrong(deed, 'wrong.person', { names: namesOf(given.team) });
  if (rest === '') {
    const choices = roles.map((one) => ({ data: `role:${member.address} ${one}`, label: textAtDesk(given, `role.${one}`) }));
    return post(deskLane(topic), { type: 'text', text: textAtDesk(given, 'desk.which_role', { name: member.name }), choices });
  }
  const role = roles.find((one) => [one, normalize(textAtDesk(given, `role.${one}`))].includes(normalize(rest)));
  if (!role) return wrong(deed, 'wrong.role');
  if (role !== 'manager' && isLastManager(given.team, member)) return no(deed, 'desk.last_manager', { name: member.name });
  return told(
    deed,
    { staff: { ...member, role } },
    textAtDesk(given, 'desk.role_set', { name: member.name, role: textAtDesk(given, `role.${role}`) }),
  );
}

/** Takes somebody off the desk. Their tickets stay theirs until somebody takes them; they are named. */
export function remove(deed: Deed): Turn {
  const { given, content } = deed;
  const member = memberNamed(given.team, content.text);
  if (!member) return wrong(deed, 'wrong.person', { names: namesOf(given.team) });
  if (isLastManager(given.team, member)) return no(deed, 'desk.last_manager', { name: member.name });
  const left = given.queue.filter(({ analyst }) => analyst?.address === member.address).map(({ number }) => `#${number}`);
  const text = textAtDesk(given, left.length > 0 ? 'desk.removed_with' : 'desk.removed', { name: member.name, tickets: left.join(', ') });
  return told(deed, { leaves: member.address }, text);
}

const told = (deed: Deed, more: Partial<Turn>, text: string): Turn => ({
  ...emptyTurn(),
  ...post(deskLane(deed.topic), { type: 'text', text }),
  ...more,
});

const isLastManager = (team: readonly Staff[], member: Staff): boolean =>
  member.role === 'manager' && team.filter(({ role }: { role: StaffRole }) => role === 'manager').length === 1;

/** A name may have several words: the last one is what follows it, where the rest is a name by itself. */
function read({ given, content }: Deed): { member: Staff | undefined; rest: string } {
  const whole = memberNamed(given.team, content.text);
  const [, name = '', rest = ''] = /^([\s\S]*?)\s+(\S+)$/.exec(content.text.trim()) ?? [];
  const first = name === '' ? undefined : memberNamed(given.team, name);
  return first ? { member: first, rest } : { member: whole, rest: '' };
}
