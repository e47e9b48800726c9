// What a client can do on their own page: each deed is one of the buttons that their chat knows, with the words and files that go with it.
import { isLegal, type MoveName } from './moves.ts';
import { longestText } from './reply.ts';
import type { TextKey } from './texts.ts';
import type { Content, Ticket } from './ticket.ts';

export const panelDeeds = ['say', 'approve', 'changes', 'cancel', 'reopen', 'rate'] as const;
export type PanelDeed = (typeof panelDeeds)[number];

/** The button of the chat that each deed is (act.ts), the move behind it, and whether it says something or is nothing. */
const deeds: Record<PanelDeed, { button: string; move: MoveName; needsWords?: true }> = {
  say: { button: 'm', move: 'comment', needsWords: true },
  approve: { button: 'a', move: 'approve' },
  changes: { button: 'x', move: 'changes', needsWords: true },
  cancel: { button: 'k', move: 'cancel' },
  reopen: { button: 'r', move: 'reopen' },
  rate: { button: 'g', move: 'rate' },
};

/** Whether the page offers it now. */
export const mayDo = (ticket: Ticket, deed: PanelDeed): boolean => isLegal(ticket, deeds[deed].move);

/** The button's data, or why it cannot be: `too_late` the ticket has moved on · `empty` there is nothing in it · `too_long` too many words. */
export function buttonOf(
  ticket: Ticket,
  deed: PanelDeed,
  { text, files }: Content,
  stars: number,
): { data: string } | { problem: Extract<TextKey, 'panel.too_late' | 'panel.empty' | 'too_long'> } {
  const { button, needsWords } = deeds[deed];
  if (!mayDo(ticket, deed)) return { problem: 'panel.too_late' };
  if (needsWords && text === '' && files.length === 0) return { problem: 'panel.empty' };
  if (text.length > longestText) return { problem: 'too_long' };
  if (deed !== 'rate') return { data: `${button}:${ticket.number}` };
  return stars >= 1 && stars <= 5 ? { data: `${button}:${ticket.number}:${stars}` } : { problem: 'panel.empty' };
}
