// The language that a new client is answered in: what they write in, what their channel says of them, or the one they choose (R23).
import { askLanguage } from './menu.ts';
import type { Inbound, InboundOf } from './message.ts';
import { partsOf } from './parts.ts';
import { answer } from './reply.ts';
import { nearestLanguage } from './texts.ts';
import type { ClientGiven, Conversation, Person, Turn } from './turn.ts';
import { detectLanguage } from './understand/language.ts';

/** Somebody new, in the language of their first words where those tell it; what the channel says of them stands otherwise. */
export function heardTongue({ isNew, languages }: ClientGiven, person: Person, inbound: Inbound): Person {
  const written = isNew && inbound.type === 'message' ? detectLanguage(inbound.text ?? '', languages) : undefined;
  return written && written !== person.language ? { ...person, language: written } : person;
}

/** Neither their words nor their channel tell the language of somebody new: it is asked, once, and what they wrote is kept for afterwards. */
export function askTongue(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'message'>): Turn | undefined {
  const { isNew, languages } = given;
  const text = (inbound.text ?? '').trim();
  if (!isNew || languages.length < 2 || text.startsWith('/') || (text === '' && inbound.files.length === 0)) return undefined;
  if (nearestLanguage(inbound.from.language, languages) || detectLanguage(text, languages)) return undefined;
  return answer(
    given,
    {
      ...conversation,
      asking: { type: 'language', first: { text, files: inbound.files, ...partsOf(inbound, { text, files: inbound.files }) } },
    },
    askLanguage(given),
  );
}
