// The counter: a greeting, what can be asked for, help, the language, a person. Said when nothing else is going on.
import { draftTimer } from './draft-timer.ts';
import { isSpoken } from './files.ts';
import { serviceChoices } from './offer.ts';
import { joined } from './parts.ts';
import { answer, type Body, settled, textIn } from './reply.ts';
import { say } from './texts.ts';
import type { Content } from './ticket.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';

const nothing: Content = { text: '', files: [] };

/** Greets and offers the services. What the client already said is kept for the request it turns into. */
export function greet(given: ClientGiven, conversation: Conversation, first: Content = nothing): Turn {
  const before = conversation.asking?.type === 'service' ? conversation.asking.first : nothing;
  const kept = joined(before, first);
  const again = conversation.asking?.type === 'service' && (first.text !== '' || first.files.length > 0);
  const asking = { type: 'service', first: kept } as const;
  const turn = answer(
    given,
    { ...conversation, asking, misses: again ? conversation.misses + 1 : 0 },
    withKept(given, first, menu(given, again, conversation.misses)),
  );
  return kept.text === '' && kept.files.length === 0 ? turn : { ...turn, timers: [draftTimer(given)] };
}

/** Files that came without a word of what they are for are acknowledged, above the menu; whoever spoke is told that they will be heard. */
function withKept(given: ClientGiven, { text, files }: Content, body: Body): Body {
  if (files.length === 0 || (text !== '' && !isSpoken(files))) return body;
  const kept = isSpoken(files) ? textIn(given, 'intake.voice') : textIn(given, 'intake.kept', { count: files.length });
  return { ...body, text: `${kept}\n\n${body.text}` };
}

/** Their words could mean several services: only these are offered. */
export function offerSome(given: ClientGiven, conversation: Conversation, first: Content, of: string[]): Turn {
  const body: Body = { type: 'text', text: textIn(given, 'menu.which_of'), choices: serviceChoices(given, of) };
  return { ...answer(given, { ...settled(conversation), asking: { type: 'service', first, of } }, body), timers: [draftTimer(given)] };
}

export function menu(given: ClientGiven, again = false, misses = 0): Body {
  const name = given.person.name.split(/\s+/)[0] ?? '';
  const hello = given.isNew
    ? textIn(given, name ? 'menu.welcome' : 'menu.welcome_nameless', { name })
    : textIn(given, name ? 'menu.hello' : 'menu.hello_nameless', { name });
  const text = [again ? textIn(given, 'menu.again') : hello, misses >= 2 ? textIn(given, 'intake.offer_person') : ''];
  return { type: 'text', text: text.filter(Boolean).join('\n\n'), choices: serviceChoices(given) };
}

/** What can be typed at any moment. */
export const help = (given: ClientGiven): Body => ({
  type: 'text',
  title: textIn(given, 'help.title'),
  text: [textIn(given, 'help.text'), given.panel ? textIn(given, 'panel.help') : '', textIn(given, 'help.link'), textIn(given, 'help.data')]
    .filter(Boolean)
    .join('\n'),
});

/** Offers the languages, each in its own name. */
export const askLanguage = (given: ClientGiven): Body => ({
  type: 'text',
  text: textIn(given, 'language.ask'),
  choices: given.languages.map((language) => ({ data: `l:${language}`, label: say(language, 'language.name') })),
});

export function setLanguage(given: ClientGiven, conversation: Conversation, language: string): Turn {
  const spoken = { ...given, person: { ...given.person, language } };
  return { ...answer(spoken, settled(conversation), textIn(spoken, 'language.set')), person: spoken.person };
}
