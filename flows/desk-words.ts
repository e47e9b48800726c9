// How the desk is spoken to: its language, what a client is called there, and who is named because they should hear of it.
import { type HearEvent, mention } from './hears.ts';
import { say } from './texts.ts';
import type { Ticket } from './ticket.ts';
import type { ClientGiven, DeskGiven, Person } from './turn.ts';

/** What telling needs to know. */
export type Given = Pick<ClientGiven | DeskGiven, 'catalogue' | 'desk' | 'languages' | 'zone' | 'team' | 'kept' | 'routing' | 'book'>;

type Spoken = Pick<Given, 'desk' | 'languages'>;

/** Who they are at the desk: by name, or plainly the client while that is not known. */
export const nameAtDesk = (given: Spoken, client: Person | undefined): string => client?.name || say(deskLanguage(given), 'desk.unnamed');

export const deskLanguage = (given: Spoken): string => given.desk?.language ?? given.languages[0] ?? 'en';

/** Words for the desk, with the names of those who should hear them. */
export const heard = (given: Given, events: HearEvent | readonly HearEvent[], text: string, ticket?: Ticket): string =>
  [text, mention(given, typeof events === 'string' ? [events] : events, ticket)].filter(Boolean).join('\n');
