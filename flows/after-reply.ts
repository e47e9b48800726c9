// What becomes of a standard reply that the bot gave: it answered, and nothing is filed; or it did not, and their words go to the team.
import { begin, goOn } from './intake.ts';
import { isGreeting, isNo, isThanks, isYes } from './match.ts';
import { greet } from './menu.ts';
import { serviceNamed } from './offer.ts';
import { addedTo } from './parts.ts';
import { answer, idle, textIn } from './reply.ts';
import { answeredBody, draftOf, giveReply, replyFor } from './standard-reply.ts';
import type { Content } from './ticket.ts';
import type { Asking, ClientGiven, Conversation, Draft, Turn } from './turn.ts';

type Answered = Extract<Asking, { type: 'answered' }>;

/** The client said whether it was answered: "no" files what they had asked. */
export const settleReply = (given: ClientGiven, conversation: Conversation, { draft }: Answered, isAnswered: boolean): Turn =>
  isAnswered ? answer(given, idle(conversation), textIn(given, 'reply.glad')) : goOn(given, idle(conversation), draft);

/** Whatever else is written while "Does that answer it?" stands open. */
export function afterReply(given: ClientGiven, conversation: Conversation, asking: Answered, content: Content): Turn {
  const { text, files } = content;
  if (files.length === 0) {
    if (isYes(text) || isThanks(text)) return settleReply(given, conversation, asking, true);
    if (isNo(text)) return settleReply(given, conversation, asking, false);
    if (isGreeting(text)) return greet(given, idle(conversation));
    if (/^\P{L}*$/u.test(text)) return answer(given, conversation, answeredBody(given));
    const found = replyFor(given, content);
    if (found) return giveReply(given, conversation, found, draftOf(given, found, content, { text: '', files: [] }));
    const service = serviceNamed(given, text);
    if (service && service.id !== asking.draft.service) return begin(given, idle(conversation), service, content);
  }
  return goOn(given, idle(conversation), withMore(asking.draft, content), false);
}

/** What was asked, and what they wrote after it. */
function withMore(draft: Draft, content: Content): Draft {
  const [first] = Object.entries(draft.answers);
  if (!first) return draft;
  const [id, said] = first;
  return { ...draft, answers: { ...draft.answers, [id]: addedTo(said, content) } };
}
