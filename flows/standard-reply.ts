// A standard reply that the bot gives by itself before anything is filed: which one answers a text, and how it is said (R11).
import { inLanguage, type Service, type StandardReply } from './catalogue.ts';
import { draftWith } from './draft.ts';
import { holdsWord } from './match.ts';
import { normalize } from './normalize.ts';
import { answer, type Body, choiceIn, idle, textIn } from './reply.ts';
import type { Content } from './ticket.ts';
import type { ClientGiven, Conversation, Draft, Turn } from './turn.ts';
import { heardIn } from './understand/heard.ts';

export type FoundReply = { service: Service; reply: StandardReply };

/** Where the words stand in a normalized text; -1 where they don't. */
const placeOf = (said: string, word: string): number => ` ${said} `.indexOf(` ${normalize(word)} `);

/** The reply of this service that answers a text, and where in the text its words stand. */
function replyOf(service: Service, said: string): (FoundReply & { at: number }) | undefined {
  const found = service.replies.flatMap((reply) =>
    (reply.auto ? Object.values(reply.keywords).flat() : []).flatMap((word) => {
      const at = placeOf(said, word);
      return at < 0 ? [] : [{ service, reply, at }];
    }),
  );
  return found.toSorted((a, b) => a.at - b.at)[0];
}

/** In a request of this service: the reply that answers what was said. */
export const replyIn = (service: Service, text: string): FoundReply | undefined => replyOf(service, normalize(text));

/**
 * In a first message: "how long does a banner take?" is answered, and so is "a banner, how long?", which is understood as a question;
 * "I need a banner, how long does it take?" is a request for a banner.
 */
export function replyFor(given: ClientGiven, { text, files }: Content): FoundReply | undefined {
  if (files.length > 0) return undefined;
  const said = normalize(text);
  const [found] = given.catalogue.flatMap((service) => replyOf(service, said) ?? []).toSorted((a, b) => a.at - b.at);
  if (!found) return undefined;
  const names = given.catalogue.filter(({ id }) => id !== found.service.id).flatMap(({ keywords }) => Object.values(keywords).flat());
  const isRequest = names.some((word) => holdsWord(said, word) && said.indexOf(normalize(word)) < found.at);
  return isRequest && heardIn(given, text).service !== found.service.id ? undefined : found;
}

/** A request with this said, for when the reply does not answer it. */
export function draftOf(given: ClientGiven, { service }: FoundReply, content: Content, first: Content): Draft {
  return { ...draftWith(service, content), first, lastAt: given.now };
}

/** Gives the reply and asks whether that was it. What was asked is kept until the client says so. */
export function giveReply(given: ClientGiven, conversation: Conversation, { reply }: FoundReply, draft: Draft): Turn {
  const words = inLanguage(reply.text, given.person.language);
  const text = filled(given, words);
  const asking = { type: 'answered', draft: { ...draft, told: inShort(words) } } as const;
  const body = answeredBody(given);
  return answer(given, { ...idle(conversation), asking }, { ...body, text: `${text}\n\n${body.text}` });
}

/** The reply as the brief tells of it: on one line, without its list. */
function inShort(words: string): string {
  const line = words.replace('{times}', '…').replace(/\s+/g, ' ');
  return line.length > mostTold ? `${line.slice(0, line.lastIndexOf(' ', mostTold))} …` : line;
}
const mostTold = 160;

/** "Does that answer it?" */
export const answeredBody = (given: ClientGiven): Body => ({
  type: 'text',
  text: textIn(given, 'reply.ask'),
  choices: [choiceIn(given, 'q:yes', 'reply.yes'), choiceIn(given, 'q:no', 'reply.no')],
});

/** `{times}`: each service with its standard delivery time, as the catalogue says now. */
const filled = (given: ClientGiven, text: string): string =>
  text.replace('{times}', () =>
    given.catalogue
      .map(({ emoji, name, deliveryDays }) =>
        textIn(given, 'reply.time', { service: `${emoji} ${inLanguage(name, given.person.language)}`, days: deliveryDays }),
      )
      .join('\n'),
  );
