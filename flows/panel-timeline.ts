// What a client sees of their request on their own page: everything that was told to them or by them, in words. Nothing of the team's own
// doings: notes, steps, priorities, what slipped.
import type { FileRef } from './message.ts';
import { dayHole, type Holes, say, type TextKey } from './texts.ts';
import type { Actor, Content, Ticket, TicketEvent } from './ticket.ts';

/** One line of the timeline. `said`: what happened, in words · `text`, `files`: what was said or sent with it. */
export type Entry = { at: number; by: 'you' | 'team'; what: TicketEvent['type']; said: string; text: string; files: readonly FileRef[] };

type Told = { key: TextKey; holes?: Holes; content?: Partial<Content> };

/** The events of a ticket as its client may see them, in order. */
export function timelineOf(language: string, events: readonly TicketEvent[]): Entry[] {
  return events.flatMap((event) => {
    const told = toldOf(event, nameOf(language, event.by));
    if (!told) return [];
    const { key, holes, content } = told;
    return [
      {
        at: event.at,
        by: event.by.type === 'client' ? ('you' as const) : ('team' as const),
        what: event.type,
        said: say(language, key, holes),
        text: content?.text ?? '',
        files: shownFiles(event.by, content?.files ?? []),
      },
    ];
  });
}

/** The files that the request began with. */
export const filesOfBirth = ({ first, brief }: Ticket): readonly FileRef[] =>
  shownFiles({ type: 'client', name: '' }, [...first.files, ...brief.flatMap(({ files }) => files)]);

/** A whole mail is kept beside its words: whoever wrote it has it already. */
const shownFiles = ({ type }: Actor, files: readonly FileRef[]): readonly FileRef[] =>
  type === 'client' ? files.filter(({ mime }) => mime !== 'message/rfc822') : files;

const nameOf = (language: string, by: Actor): string => (by.type !== 'clock' && by.name) || say(language, 'panel.team');

/** `name`: of whoever did it. */
function toldOf(event: TicketEvent, name: string): Told | undefined {
  switch (event.type) {
    case 'opened':
      return { key: event.unfinished ? 'panel.did_kept' : 'panel.did_opened', content: { text: event.first.text } };
    case 'taken':
      return event.from?.address === event.analyst.address ? undefined : { key: 'panel.did_taken', holes: { name: event.analyst.name } };
    case 'planned':
      return { key: 'panel.did_planned' };
    case 'promised':
      return {
        key: event.reason ? 'panel.did_promised_anew' : 'panel.did_promised',
        holes: { due: dayHole(event.due) },
        content: { text: event.reason ?? '' },
      };
    case 'produced':
      return { key: 'panel.did_produced' };
    case 'finished':
      return { key: 'panel.did_finished' };
    case 'asked':
      return { key: 'panel.did_asked', holes: { name }, content: { text: event.question } };
    case 'answered':
      return { key: 'panel.did_answered', content: event.content };
    case 'resumed':
      return { key: 'panel.did_resumed' };
    case 'delivered':
      return { key: 'panel.did_delivered', holes: { name }, content: event.content };
    case 'submitted':
      return { key: 'panel.did_submitted', holes: { name }, content: event.content };
    case 'approved':
      return { key: event.by.type === 'clock' ? 'panel.did_accepted' : 'panel.did_approved', content: { text: event.text } };
    case 'changes_asked':
      return { key: 'panel.did_changes', content: event.content };
    case 'concluded':
      return { key: 'panel.did_concluded', holes: { name }, content: { text: event.text } };
    case 'returned':
      return { key: 'panel.did_returned', content: { text: event.reason } };
    case 'cancelled':
      if (event.by.type === 'clock') return { key: 'panel.did_lapsed' };
      return event.by.type === 'client'
        ? { key: 'panel.did_cancelled_by_you' }
        : { key: 'panel.did_cancelled', content: { text: event.reason } };
    case 'reopened':
      return { key: 'panel.did_reopened', content: { text: event.by.type === 'client' ? event.reason : '' } };
    case 'commented':
      return { key: 'panel.did_commented', content: event.content };
    case 'replied':
      return { key: 'panel.did_replied', holes: { name }, content: event.content };
    case 'edited':
      return { key: 'panel.did_edited', content: { text: event.text } };
    case 'reminded':
      return { key: 'panel.did_reminded' };
    case 'rated':
      return { key: 'panel.did_rated', holes: { stars: event.stars }, content: { text: event.text } };
    case 'passed':
    case 'noted':
    case 'stepped':
    case 'prioritised':
    case 'slipped':
    case 'rating_asked':
    case 'followed_up':
      return undefined;
    default:
      return event satisfies never;
  }
}
