// A message that the client changed after sending it.

import { serviceOf } from './catalogue.ts';
import { command } from './clarify.ts';
import { ask } from './draft.ts';
import { matchChoice } from './match.ts';
import type { InboundOf } from './message.ts';
import { answer, isTooLong, textIn, tooLong } from './reply.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';
import { emptyTurn } from './turn.ts';

/** A message that was changed changes the answer it gave, until the request is filed; afterwards the desk is told. */
export function edited(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'edit'>): Turn {
  const { draft } = conversation;
  const message = inbound.message ?? '';
  const text = (inbound.text ?? '').trim();
  if (isTooLong(text)) return tooLong(given, conversation, text);
  const found = draft && Object.entries(draft.answers).find(([, one]) => one.messages.includes(message));
  if (draft && found && text !== '') {
    const [id, old] = found;
    const service = serviceOf(given.catalogue, draft.service);
    const question = service?.questions.find((one) => one.id === id);
    const option = question?.options.find(
      (one) =>
        matchChoice(
          text,
          question.options.map((each) => ({ data: each.id, label: each.label[given.person.language] ?? each.label.en })),
        )?.data === one.id,
    );
    if (question?.type === 'choice' && !option) return answer(given, conversation, textIn(given, 'intake.choose'), ask(given, draft));
    const changed = {
      ...draft,
      answers: { ...draft.answers, [id]: { ...old, text: option ? '' : text, ...(option ? { option: option.id } : {}) } },
    };
    const body = ask(given, changed);
    return answer(given, { ...conversation, draft: changed }, { ...body, text: `${textIn(given, 'intake.edited')}\n\n${body.text}` });
  }
  const ticket = given.tickets.find(
    (one) => one.brief.some((line) => line.messages.includes(message)) || one.number === given.link?.ticket,
  );
  return ticket && text !== '' ? command(given, conversation, ticket, { type: 'edit', message, text }) : { ...emptyTurn(), conversation };
}
