// What was said to "which day?": a day, that there is none, or something else that is for the request.
import { settleDay } from './answering.ts';
import { unaddressed } from './clarify.ts';
import { isNo } from './match.ts';
import type { InboundOf } from './message.ts';
import { answer, settled, textIn } from './reply.ts';
import type { Content } from './ticket.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';
import { type AskingDay, askingDay, dayBody, dayMeant } from './which-day.ts';

/** Settles the day, asks again, or hands the words on. */
export function afterDay(
  given: ClientGiven,
  conversation: Conversation,
  asking: AskingDay,
  content: Content,
  inbound: InboundOf<'message'>,
): Turn {
  const { draft } = conversation;
  if (!draft) return unaddressed(given, settled(conversation), content, inbound);
  const meant = content.files.length > 0 ? undefined : dayMeant(given, asking, content.text);
  if (typeof meant === 'string') return settleDay(given, conversation, draft, asking.question, meant === 'none' ? undefined : meant);
  const next = { ...conversation, misses: conversation.misses + 1 };
  if (meant) {
    const open = askingDay(asking.question, meant);
    return answer(given, { ...next, asking: open }, dayBody(given, open));
  }
  if (content.files.length > 0) return unaddressed(given, settled(conversation), content, inbound);
  if (isNo(content.text)) return settleDay(given, conversation, draft, asking.question, undefined);
  const body = dayBody(given, asking);
  const person = next.misses >= 3 ? `\n\n${textIn(given, 'intake.offer_person')}` : '';
  return answer(given, next, { ...body, text: `${textIn(given, 'day.choose')}${person}` });
}
