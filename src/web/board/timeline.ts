// A ticket's events as lines to be read: who, what, when, in what words, with which files. Pure; internal notes are among them.
import type { Catalogue } from '../../../flows/catalogue.ts';
import type { FileRef } from '../../../flows/message.ts';
import { stepName } from '../../../flows/steps.ts';
import { dayHole, say } from '../../../flows/texts.ts';
import type { Actor, Ticket, TicketEvent } from '../../../flows/ticket.ts';
import { wordsIn } from './words.ts';

/** `by` is whose line it is: the client's, the team's to the client, the team's among itself, or a plain fact. */
export type Entry = { at: number; by: 'client' | 'team' | 'note' | 'fact'; title: string; text: string; files: readonly FileRef[] };

export type TimelineGiven = { language: string; catalogue: Catalogue; ticket: Ticket; client: string };

/** The lines in the order in which things happened. */
export const timelineOf = (given: TimelineGiven, events: readonly TicketEvent[]): Entry[] => events.map((event) => entryOf(given, event));

function entryOf(given: TimelineGiven, event: TicketEvent): Entry {
  return { at: event.at, by: sideOf(event), title: titleOf(given, event), ...saidIn(event) };
}

const nameOf = ({ client }: TimelineGiven, by: Actor): string =>
  by.type === 'clock' ? '' : by.type === 'client' ? by.name || client : by.name;

const toClient: ReadonlySet<TicketEvent['type']> = new Set(['asked', 'replied', 'delivered', 'submitted', 'concluded']);

function sideOf({ type, by }: TicketEvent): Entry['by'] {
  if (type === 'noted') return 'note';
  if (by.type === 'client') return 'client';
  return toClient.has(type) ? 'team' : 'fact';
}

function titleOf(given: TimelineGiven, event: TicketEvent): string {
  const { language, catalogue, ticket } = given;
  const t = wordsIn(language);
  const name = nameOf(given, event.by);
  const step = (id: string) => stepName(catalogue, language, ticket, id);
  switch (event.type) {
    case 'taken':
      if (event.by.type === 'staff' && event.by.address !== event.analyst.address)
        return t('event_handed', { name, to: event.analyst.name });
      return event.from
        ? t('event_taken_over', { name: event.analyst.name, from: event.from.name })
        : t('event_taken', { name: event.analyst.name });
    case 'passed':
      return t('event_passed', { name, team: event.route.name });
    case 'promised':
      return t('event_promised', { name, day: dayHole(event.due) });
    case 'stepped':
      return t(`event_stepped_${event.state}`, { name, step: step(event.step) });
    case 'submitted':
      return t('event_submitted', { name, step: step(event.step) });
    case 'prioritised':
      return t('event_prioritised', { name, priority: say(language, `priority.${event.priority}`) });
    case 'returned':
      return t('event_returned', { name, stage: say(language, `stage.${event.to}`) });
    case 'approved':
      return event.by.type === 'clock' ? t('event_accepted') : t('event_approved', { name });
    case 'cancelled':
      return event.by.type === 'clock' ? t('event_lapsed') : t('event_cancelled', { name });
    case 'slipped':
      return t('event_slipped', { owed: event.owed, slip: event.slip });
    case 'rated':
      return t('event_rated', { name, stars: event.stars });
    default:
      return t(`event_${event.type}`, { name });
  }
}

type Said = Pick<Entry, 'text' | 'files'>;
const words = (text: string): Said => ({ text, files: [] });

/** The words and files that came with it. */
function saidIn(event: TicketEvent): Said {
  switch (event.type) {
    case 'opened':
      return { text: event.first.text, files: [...event.first.files, ...event.brief.flatMap(({ files }) => files)] };
    case 'answered':
    case 'commented':
    case 'changes_asked':
    case 'replied':
    case 'delivered':
    case 'submitted':
    case 'noted':
      return { text: event.content.text, files: event.content.files };
    case 'asked':
      return words(event.question);
    case 'approved':
    case 'concluded':
    case 'rated':
    case 'edited':
      return words(event.text);
    case 'promised':
    case 'resumed':
    case 'returned':
    case 'cancelled':
    case 'reopened':
    case 'prioritised':
      return words(event.reason ?? '');
    default:
      return words('');
  }
}

/** Every file that a ticket bears, by id: what may be fetched through it. */
export const filesOf = (ticket: Ticket, events: readonly TicketEvent[]): ReadonlyMap<string, FileRef> =>
  new Map(
    [...ticket.first.files, ...ticket.brief.flatMap(({ files }) => files), ...events.flatMap((event) => saidIn(event).files)].map(
      (file) => [file.id, file],
    ),
  );
