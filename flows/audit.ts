// The names under which the audit log keeps what the team did from the web, each with its words in `board.did_…`.
import { type DeskCommandName, deskCommandNames } from './desk-commands.ts';

/** What is done on a page or by whoever runs Alur, and is no command of the desk's. */
const beside = ['signed_in', 'signed_out', 'staff_mail', 'service_saved', 'feed_made', 'feed_revoked', 'token_made', 'token_revoked', 'webhook_added', 'webhook_removed', 'resent', 'set_aside'] as const; // biome-ignore format: a list

export type Audited = DeskCommandName | (typeof beside)[number];
/** Every name that can be written. */
export const audited: readonly Audited[] = [...deskCommandNames, ...beside];
