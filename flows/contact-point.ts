// Where somebody came from (R32): by which start code, on which channel; and what that says before they have said a word.
import { type Address, contactOf, type Inbound, type InboundOf, noChat } from './message.ts';
import { anyContact, type ContactPoint } from './routing-shape.ts';
import { nearestLanguage } from './texts.ts';
import type { Answer, Arrival, ClientGiven, Conversation, Given, Person } from './turn.ts';

const keptMs = 7 * 86_400_000;
/** The messages of one burst are one arrival. */
const freshMs = 60_000;

/** The contact point that an address is written to by; `desk` where the team entered the request. */
export const pointOf = (address: Address): string => (address.startsWith(noChat) ? 'desk' : contactOf(address));

/** The point of a code on a channel: its own, else the one for every channel. Without a code, the channel itself. */
export function pointNamed({ routing }: Pick<Given, 'routing'>, contact: string, code: string): ContactPoint | undefined {
  const alike = routing?.contacts.filter((one) => one.code.toLowerCase() === code.toLowerCase()) ?? [];
  return alike.find((one) => one.contact === contact) ?? alike.find((one) => one.contact === anyContact);
}

/** What counts for somebody's next request: the point they came by lately, else the channel they write on. */
export function pointFor(given: Given, person: Person, came: Arrival | undefined): ContactPoint | undefined {
  const isKept = came !== undefined && given.now - came.at < keptMs;
  return (isKept ? pointNamed(given, came.contact, came.code) : undefined) ?? pointNamed(given, pointOf(person.address), '');
}

/** They came by a code just now: what they write is a new request, whatever else is open. */
export const isFresh = ({ now }: Pick<ClientGiven, 'now'>, { point }: Conversation): boolean =>
  point !== undefined && now - point.at < freshMs;

/** `(ref: SPRING)` in a text, also where somebody edited around it. */
const mark = /[([{]?\s*\bref\b\s*[.:#=]*\s*([a-z0-9_-]{1,32})\s*[)\]}]?/gi;

/** What a chat begins with where nothing is said. */
const opening = '/start';

type Came = { point: ContactPoint; text: string | undefined };

function cameBy(given: Given, { contact, code, text = '' }: InboundOf<'message'>): Came | undefined {
  const start = /^\/start(?:@\w+)?\s+([\w-]{1,32})\s*$/i.exec(text.trim())?.[1] ?? code;
  const named = start === undefined ? undefined : pointNamed(given, contact, start);
  if (named) return { point: named, text };
  for (const [whole, said = ''] of text.matchAll(mark)) {
    const point = pointNamed(given, contact, said);
    if (point) return { point, text: text.replace(whole, ' ').replace(/[ \t]+(?=[ \t]|[,.;!?])/g, '').trim() || opening }; // biome-ignore format: one thought
  }
  return undefined;
}

/** What came in, with the code it bore taken to the conversation; somebody new is spoken to in the point's language. */
export function arrive(given: ClientGiven, inbound: Inbound): { given: ClientGiven; inbound: Inbound } {
  if (inbound.type !== 'message' || !given.routing?.contacts.length || given.link) return { given, inbound };
  const came = cameBy(given, inbound);
  const point = came?.point ?? pointNamed(given, inbound.contact, '');
  const language = given.isNew ? nearestLanguage(point?.language, given.languages) : undefined;
  const arrival = came && { contact: inbound.contact, code: came.point.code, at: given.now };
  return {
    given: {
      ...given,
      ...(arrival ? { conversation: { ...given.conversation, point: arrival } } : {}),
      ...(language ? { person: { ...given.person, language } } : {}),
    },
    inbound: {
      ...inbound,
      ...(came && came.text !== undefined ? { text: came.text } : {}),
      ...(language ? { from: { ...inbound.from, language } } : {}),
    },
  };
}

/** The campaign that a point is for, as the fact it would be if the client had named it. */
export function campaignOf({ campaigns }: Given, point: ContactPoint | undefined): Record<string, Answer> {
  if (!point?.campaign) return {};
  const known = campaigns.find(({ code }) => code.toLowerCase() === point.campaign?.toLowerCase());
  return { '+campaign': { text: known?.name ?? point.campaign, value: known?.code ?? point.campaign, files: [], messages: [] } };
}

/** The conversation once a request has taken its arrival along. */
export function withoutPoint(conversation: Conversation): Conversation {
  const { point: _, ...rest } = conversation;
  return rest;
}
