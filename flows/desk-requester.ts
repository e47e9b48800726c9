// Who a requester is to the house (R9): one of its own people, or somebody from outside; and of which department or company.
import { campaignOfTicket } from './campaigns/campaign.ts';
import { cardOf, sideOf } from './card.ts';
import { type TicketDeed, wrong } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { laneOfTicket } from './message.ts';
import { normalize } from './normalize.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { languages, say } from './texts.ts';
import { emptyTurn, type Person, type Side, sides, type Turn } from './turn.ts';

const mostLetters = 60;

/** `/requester internal Sales`: kept with the person, so that it holds for all their tickets; without words, it is asked. */
export function requester(deed: TicketDeed): Turn {
  const { given, ticket, content, topic } = deed;
  const { client } = given;
  if (!client) return emptyTurn();
  const name = nameAtDesk(given, client);
  if (content.text === '') {
    const choices = sides.map((side) => ({ data: `requester:${ticket.number}:${side}`, label: textAtDesk(given, `side.${side}`) }));
    return post(laneOfTicket(ticket.number), { type: 'text', text: textAtDesk(given, 'desk.which_side', { name }), choices });
  }
  const [, word = '', unit = ''] = /^(\S+)\s*([\s\S]*)$/.exec(content.text.trim()) ?? [];
  const side = sideNamed(word);
  if (!side || unit.length > mostLetters) return wrong(deed, 'wrong.side');
  const { unit: _, ...rest } = client;
  const person: Person = { ...rest, side, ...(unit === '' ? {} : { unit: unit.replace(/\s+/g, ' ').trim() }) };
  const language = deskLanguage(given);
  const { number } = ticket;
  const card = {
    lane: laneOfTicket(number),
    ticket: number,
    body: cardOf(given.catalogue, language, ticket, person, campaignOfTicket(given.book, ticket)),
    coalesce: `card:${number}`,
  };
  const told = post(deskLane(topic), { type: 'text', text: textAtDesk(given, 'desk.side_set', { name, side: sideOf(language, person) }) });
  return { ...told, person, outbound: [...told.outbound, card] };
}

/** In any language of the house's, or in English. */
const sideNamed = (word: string): Side | undefined =>
  sides.find(
    (side) => languages.some((language) => normalize(say(language, `side.${side}`)) === normalize(word)) || side === normalize(word),
  );
