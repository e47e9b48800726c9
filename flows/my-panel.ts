// A client's own page, as their chat knows it: the words that bring a link to it, and those that end every link.
// The link itself is made by the roof when the message leaves (src/panel-links.ts): it stands in no row.
import type { Choice } from './message.ts';
import { andThen, answer, choiceIn, textIn } from './reply.ts';
import type { ClientGiven, Conversation, Turn } from './turn.ts';

/** The button of the page's link, where there is such a page; it stands last. */
export const panelChoices = (given: ClientGiven): Choice[] => (given.panel ? [choiceIn(given, 'p:link', 'panel.choice')] : []);

/** Megabytes that a form of the page takes. */
export const pageMostMb = 100;

/** So many days a link is good. */
export const linkDays = 30;

/** The link, for whoever asks in their own chat; in a group all its members would have it. */
export function panelLink(given: ClientGiven, conversation: Conversation, inGroup: boolean | undefined): Turn {
  if (inGroup || !given.panel) return answer(given, conversation, textIn(given, 'panel.alone'));
  const text = textIn(given, 'panel.link', { days: linkDays });
  return answer(given, conversation, { type: 'text', text, panel: given.person.id });
}

/** Every link that they were ever sent ends. */
export const closeLinks = (given: ClientGiven, conversation: Conversation): Turn =>
  andThen(answer(given, conversation, textIn(given, 'panel.closed')), {
    changes: [],
    outbound: [],
    timers: [],
    closesLinks: given.person.id,
  });
