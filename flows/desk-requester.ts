// Who a requester is to the house (R9): one of its own people, or somebody from outside; and of which department or company.
import { campaignOfTicket } from './campaigns/campaign.ts';
import { cardOf, sideOf } from './card.ts';
import { type Deed, no, type TicketDeed, wrong } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { laneOfTicket } from './message.ts';
import { normalize } from './normalize.ts';
import { deskLanguage, nameAtDesk } from './notify.ts';
import { domainKey } from './seen.ts';
import { languages, say } from './texts.ts';
import { emptyTurn, type Person, type Side, sides, type Turn } from './turn.ts';

const mostLetters = 60;

/** `/requester internal Sales`: kept with the person, so that it holds for all their tickets; without words, it is asked. */
export function requester(deed: TicketDeed): Turn {
  const { given, ticket, content, topic } = deed;
  if (isDomain(content.text)) return domainOrNone(deed);
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

export const isDomain = (words: string): boolean => /^domain\b/i.test(words);
const domainShape = /^domain\s+@?([a-z0-9][a-z0-9.-]*\.[a-z]{2,63})(?:\s+(\S+)\s*([\s\S]*))?$/i;

/** `/requester domain example.com internal Sales`: who newly writes from there by mail is that; `off` ends it. Without a ticket it can be nothing else. */
export function domainOrNone(deed: Deed): Turn {
  const { given, content, topic, number } = deed;
  if (!isDomain(content.text))
    return number === undefined ? no(deed, 'desk.which_ticket', { command: 'requester' }) : no(deed, 'desk.no_ticket', { number });
  const [, domain = '', word = '', unit = ''] = domainShape.exec(content.text.trim()) ?? [];
  const side = sideNamed(word);
  const isOff = word.toLowerCase() === 'off';
  if (domain === '' || !(side || isOff) || unit.length > mostLetters) return wrong(deed, 'wrong.domain');
  const whole = unit.replace(/\s+/g, ' ').trim();
  const shown = side ? sideOf(deskLanguage(given), { side, ...(whole ? { unit: whole } : {}) }) : '';
  const text = textAtDesk(given, side ? 'link.domain_set' : 'link.domain_off', { domain: domain.toLowerCase(), side: shown });
  const value = side ? [side, whole].filter(Boolean).join(' ') : '';
  return { ...post(deskLane(topic), { type: 'text', text }), keeps: [{ key: domainKey(domain), value }] };
}
