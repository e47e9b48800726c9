// News of requests by mail besides the chat, for those who wish it (R10): switched on and off in words, and sent as copies.
import type { JoinsGiven } from './joins.ts';
import { isMail } from './link-words.ts';
import type { Address, Outbound } from './message.ts';
import { answer, textIn } from './reply.ts';
import type { Change, ClientGiven, Conversation, Person, Turn } from './turn.ts';

type NewsGiven = ClientGiven & { joins: JoinsGiven };

/** Whoever has joined a mail address gets them there; whoever has none is asked for it. `until`: so long they are waited for. */
export function newsByMail(given: NewsGiven, chat: Address, until: number): Turn {
  const { conversation, joins, person } = given;
  const mails = joins.mine.chats.filter((one) => isMail(one.chat)).map((one) => one.chat);
  const mail = mails.at(-1);
  if (!joins.hasMailbox) return answer(given, conversation, textIn(given, 'link.no_mailbox'));
  if (isMail(chat) && mails.length === joins.mine.chats.length) return answer(given, conversation, textIn(given, 'link.mail_only'));
  if (mail === undefined) return answer(given, { ...conversation, linking: { until, mails: true } }, textIn(given, 'link.which_mail'));
  return { ...answer(given, closed(conversation), textIn(given, 'link.mails_on')), person: { ...person, mail } };
}

export function noNewsByMail(given: NewsGiven): Turn {
  const { mail, ...rest } = given.person;
  const turn = answer(given, closed(given.conversation), textIn(given, 'link.mails_off'));
  return mail === undefined ? turn : { ...turn, person: rest };
}

const closed = ({ linking: _, ...rest }: Conversation): Conversation => rest;

/** What the client is told of a change, once more by mail: what others did, and that a request was filed. */
export function mailCopies(client: Person, { ticket, events }: Change, told: readonly Outbound[]): Outbound[] {
  const { mail } = client;
  const isNews = events.some(({ by, type }) => by.type !== 'client' || type === 'opened');
  if (mail === undefined || mail === client.address || !isNews) return [];
  return told.map(({ body }) => ({ lane: mail, ticket: ticket.number, role: 'update', body }));
}
