// The team joins two clients who are one, and parts them again: `/join 1001 1002`, `/split 1002`. What it does is said before it is done.
import { channelsOf, told } from './channels.ts';
import { no, type TicketDeed, wrong } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { type Chat, merged, type PersonSide, partedOf, without } from './joins.ts';
import { cardsAfter } from './link.ts';
import { hasChat } from './message.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { isErased } from './redact.ts';
import { emptyTurn, type Turn } from './turn.ts';

/** `Ana (Telegram) · 3 requests` */
const shown = (deed: TicketDeed, { person, chats, count }: PersonSide): string =>
  textAtDesk(deed.given, 'link.side', {
    name: nameAtDesk(deed.given, person),
    channels: channelsOf(deskLanguage(deed.given), chats.length > 0 ? chats : [{ chat: person.address }]),
    count,
  });

/** The client of another ticket becomes the client of this one. */
export function unite(deed: TicketDeed): Turn {
  const { given, ticket, content, staff } = deed;
  const { sides } = given;
  const other = sides?.other;
  if (!sides || !other) return wrong(deed, 'wrong.unite');
  if ([sides.side, other.side].some(({ person }) => isErased(person))) return no(deed, 'link.erased');
  if (sides.side.person.id === other.side.person.id) return no(deed, 'link.same');
  const names = { one: shown(deed, sides.side), other: shown(deed, other.side) };
  if (!/:yes$/.test(content.text)) {
    const choices = [{ data: `unite:${ticket.number}:${other.ticket.number}:yes`, label: textAtDesk(given, 'link.unite_yes') }];
    return post(deskLane(deed.topic), { type: 'text', text: textAtDesk(given, 'link.unite_ask', names), choices });
  }
  const [into, from] = hasChat(sides.side.person.address) ? [sides.side, other.side] : [other.side, sides.side];
  const person = merged(into.person, from.person, into.person.address);
  const keys = [...into.keys, ...from.keys];
  return {
    ...emptyTurn(),
    person: { ...person, reachable: into.person.reachable },
    outbound: [told(given, 'link.united', { ...names, by: staff.name }), ...cardsAfter(given, from, person)],
    joins: {
      joining: {
        into: into.person.id,
        from: from.person.id,
        how: `staff:${staff.address}`,
        at: given.now,
        before: [into.person, from.person],
        chats: [],
        keys,
      },
    },
  };
}

/** One of the joined chats, or all of them, are by themselves again. */
export function split(deed: TicketDeed): Turn {
  const { given, ticket, content, staff } = deed;
  const side = given.sides?.side;
  const joined = (side?.chats ?? []).filter(({ own, before }) => own !== side?.person.id && before);
  const owns = [...new Set(joined.map(({ own }) => own))];
  if (!side || owns.length === 0) return no(deed, 'link.nothing_joined', { name: nameAtDesk(given, given.client) });
  const chosen = content.text === 'all' ? owns : owns.slice(Number(content.text) - 1, Number(content.text) || 0);
  if (content.text === '' || chosen.length === 0) return ask(deed, side, joined, owns);
  const people = partedOf(side.chats, chosen);
  const person = without(side.person, side.chats, chosen);
  const names = {
    name: nameAtDesk(given, person),
    others: people.map((one) => named(deed, one.name, joined, one.id)).join(', '),
    by: staff.name,
  };
  const away = new Map(people.map((one) => [one.id, one]));
  return {
    ...emptyTurn(),
    person,
    outbound: [
      told(given, 'link.split', names),
      ...cardsAfter(
        given,
        { ...side, open: side.open.filter(({ number }) => number === ticket.number) },
        away.get(ticket.person) ?? person,
      ),
    ],
    joins: { parting: { person: person.id, people, at: given.now, keys: side.keys } },
  };
}

/** A button for each that can be taken off; with one alone, that is all. */
function ask(deed: TicketDeed, side: PersonSide, joined: readonly Chat[], owns: readonly string[]): Turn {
  const { given, ticket } = deed;
  const one = (own: string) => named(deed, joined.find((chat) => chat.own === own)?.before?.name ?? '', joined, own);
  const choices = owns.map((own, i) => ({
    data: `split:${ticket.number}:${i + 1}`,
    label: textAtDesk(given, 'link.split_one', { name: one(own) }),
  }));
  const all = { data: `split:${ticket.number}:all`, label: textAtDesk(given, 'link.split_all') };
  return post(deskLane(deed.topic), {
    type: 'text',
    text: textAtDesk(given, 'link.split_ask', { one: shown(deed, side) }),
    choices: owns.length > 1 ? [...choices, all] : choices,
  });
}

/** `Ana (WhatsApp)` */
const named = ({ given }: TicketDeed, name: string, chats: readonly Chat[], own: string): string =>
  `${name || textAtDesk(given, 'desk.unnamed')} (${channelsOf(deskLanguage(given), chats.filter((chat) => chat.own === own))})`; // biome-ignore format: one thought
