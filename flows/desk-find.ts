// Who and what is there: tickets by words, a client with their tickets, the team with what each has to do.

import { sideOf } from './card.ts';
import { accountTitle, channelsOf } from './channels.ts';
import { type Deed, prompt, wrong } from './desk-deed.ts';
import { cardButtons, shown } from './desk-lists.ts';
import { memberNamed } from './desk-people.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { contactOf, hasChat } from './message.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { nameOf, placeOf } from './status.ts';
import type { Ticket } from './ticket.ts';
import { type DeskGiven, type Person, roles, type Staff, type Turn } from './turn.ts';

export function find(deed: Deed): Turn {
  const { given, content, topic } = deed;
  if (content.text === '') return prompt(deed, textAtDesk(given, 'prompt.find'));
  const tickets = given.found?.tickets ?? [];
  if (tickets.length === 0) return wrong(deed, 'wrong.find');
  const lines = tickets.map((ticket) => lineOf(given, ticket));
  const title = textAtDesk(given, 'desk.found', { count: tickets.length, text: content.text.slice(0, 40) });
  return post(deskLane(topic), { type: 'text', title, text: lines.join('\n'), choices: cardButtons(tickets) });
}

const lineOf = (given: DeskGiven, ticket: Ticket): string =>
  [nameOf(ticket), given.clients?.get(ticket.person)?.name, placeOf(deskLanguage(given), ticket)].filter(Boolean).join(' · ');

/** The team, one of the team, or a client: by name, by the number of a ticket of theirs, or whose topic it is. */
export function who(deed: Deed): Turn {
  const { given, content, number, topic } = deed;
  if (number !== undefined && content.text === '')
    return given.client ? client(deed, given.client) : wrong(deed, 'desk.no_ticket', { number });
  if (content.text === '') return team(deed);
  const member = memberNamed(given.team, content.text);
  if (member) return post(deskLane(topic), { type: 'text', title: titleOf(given, member), text: tasks(given, member) });
  const people = given.found?.people ?? [];
  const [only] = people;
  if (!only) return wrong(deed, 'wrong.who');
  if (people.length === 1) return client(deed, only);
  const choices = people.map(({ id, name, phone }) => ({
    data: `who:${id}`,
    label: [name, phone && `+${phone}`].filter(Boolean).join(' · '),
  }));
  return post(deskLane(topic), { type: 'text', text: textAtDesk(given, 'desk.which_person'), choices });
}

const titleOf = (given: DeskGiven, { name, role }: Staff): string => `${name} · ${textAtDesk(given, `role.${role}`)}`;

const has = ({ address }: Staff, ticket: Ticket): boolean => ticket.analyst?.address === address || ticket.owner?.address === address;

const tasks = (given: DeskGiven, member: Staff): string =>
  shown(given, given.queue.filter((ticket) => has(member, ticket)).map((ticket) => lineOf(given, ticket))) || textAtDesk(given, 'desk.empty'); // biome-ignore format: one thought

function team(deed: Deed): Turn {
  const { given } = deed;
  const order = given.team.toSorted((a, b) => roles.indexOf(b.role) - roles.indexOf(a.role) || (a.name < b.name ? -1 : 1));
  const lines = order.map((member) => {
    const count = given.queue.filter((ticket) => has(member, ticket)).length;
    return `${titleOf(given, member)} · ${textAtDesk(given, 'who.load', { count })}`;
  });
  return post(deskLane(deed.topic), {
    type: 'text',
    title: textAtDesk(given, 'who.team', { count: order.length }),
    text: lines.join('\n'),
  });
}

function client(deed: Deed, person: Person): Turn {
  const { given } = deed;
  const tickets = (given.found?.tickets ?? []).filter((ticket) => ticket.person === person.id);
  const stars = tickets.flatMap(({ rating }) => (rating ? [rating.stars] : []));
  const { chats = [] } = given.sides?.side ?? {};
  const joined = chats.length > 1 ? channelsOf(deskLanguage(given), chats) : undefined;
  const channel =
    joined ?? (hasChat(person.address) ? accountTitle(deskLanguage(given), contactOf(person.address)) : textAtDesk(given, 'who.no_chat'));
  const facts = [
    sideOf(deskLanguage(given), person),
    [channel, person.phone && `+${person.phone}`, person.reachable || !hasChat(person.address) ? '' : textAtDesk(given, 'who.unreachable')]
      .filter(Boolean)
      .join(' · '),
    stars.length > 0
      ? textAtDesk(given, 'who.rating', {
          stars: Math.round((stars.reduce((sum, one) => sum + one, 0) / stars.length) * 10) / 10,
          count: stars.length,
        })
      : '',
  ];
  const lines = tickets.map((ticket) => lineOf({ ...given, clients: new Map() }, ticket));
  const text = [...facts.filter(Boolean), '', shown(given, lines) || textAtDesk(given, 'who.no_tickets')].join('\n');
  return post(deskLane(deed.topic), { type: 'text', title: nameAtDesk(given, person), text, choices: cardButtons(tickets) });
}
