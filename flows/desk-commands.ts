// The one table of what can be done from the desk: what is typed, who may, what it needs. Telegram, the board and the API share it.
// How a message or a button is read as one of these stands in desk-request.ts; who may more than the table says in desk-roles.ts.
import type { DeskMove } from './moves.ts';
import type { StaffRole } from './turn.ts';

export type DeskCommandName =
  | DeskMove
  | 'assign'
  | 'due'
  | 'similar'
  | 'requester'
  | 'card'
  | 'bot'
  | 'erase'
  | 'standard'
  | 'new'
  | 'campaign'
  | 'queue'
  | 'mine'
  | 'find'
  | 'who'
  | 'stats'
  | 'digest'
  | 'hears'
  | 'team'
  | 'contact'
  | 'route'
  | 'role'
  | 'colleague'
  | 'rename'
  | 'remove'
  | 'claim'
  | 'join'
  | 'unite'
  | 'split'
  | 'let'
  | 'help'
  | 'nothing';

/** What is asked for besides the ticket. What is missing is asked for, with buttons where there is something to choose from. */
export type Need = 'nothing' | 'text' | 'content' | 'day' | 'person' | 'step' | 'priority' | 'number';

export const helpGroups = ['work', 'client', 'lists', 'team'] as const;

export type DeskCommand = {
  /** What is typed after the slash; without it, it is reached by buttons only. */
  slash?: string;
  /** The least role that may. */
  role: StaffRole;
  needs: Need;
  /** It is about a ticket: the one whose topic it is written in, or the number that follows. `maybe`: it can do without. */
  ticket: boolean | 'maybe';
  /** Where it stands in /help; without it, it does not. */
  group?: (typeof helpGroups)[number];
};

const work = { role: 'analyst', ticket: true, group: 'work' } as const;
const client = { ...work, group: 'client' } as const;
const list = { role: 'analyst', needs: 'nothing', ticket: false, group: 'lists' } as const;
const plain = { role: 'analyst', needs: 'nothing', ticket: false } as const;

// biome-ignore format: a table is read by its columns
export const deskCommands: Record<DeskCommandName, DeskCommand> = {
  take:       { ...work, slash: 'take', needs: 'nothing' },
  assign:     { ...work, slash: 'assign', needs: 'person' },
  pass:       { ...work, slash: 'pass', needs: 'person' },
  plan:       { ...work, slash: 'plan', needs: 'nothing' },
  promise:    { ...work, slash: 'promise', needs: 'day' },
  produce:    { ...work, slash: 'produce', needs: 'nothing' },
  step:       { ...work, slash: 'step', needs: 'step' },
  submit:     { ...work, slash: 'submit', needs: 'content' },
  finish:     { ...work, slash: 'finish', needs: 'nothing' },
  deliver:    { ...work, slash: 'deliver', needs: 'content' },
  prioritise: { ...work, slash: 'priority', needs: 'priority' },
  back:       { ...work, slash: 'back', needs: 'text' },
  cancel:     { ...work, slash: 'cancel', needs: 'text' },
  reopen:     { ...work, slash: 'reopen', needs: 'nothing' },
  note:       { ...work, slash: 'note', needs: 'content' },
  similar:    { ...work, slash: 'similar', needs: 'nothing' },
  card:       { ...work, slash: 'card', needs: 'nothing' },
  requester:  { ...work, slash: 'requester', needs: 'nothing', ticket: 'maybe' },
  ask:        { ...client, slash: 'ask', needs: 'text' },
  resume:     { ...client, slash: 'resume', needs: 'nothing' },
  conclude:   { ...client, slash: 'conclude', needs: 'text' },
  reply:      { ...client, slash: 'r', needs: 'content' },
  standard:   { ...client, slash: 'a', needs: 'nothing', ticket: 'maybe' },
  new:        { ...client, slash: 'new', needs: 'nothing', ticket: false },
  bot:        { ...client, slash: 'bot', needs: 'nothing' },
  erase:      { ...client, slash: 'erase', role: 'manager', needs: 'nothing' },
  unite:      { ...client, slash: 'join', role: 'lead', needs: 'nothing' }, // with a number behind it: see desk-request.ts
  split:      { ...client, slash: 'split', role: 'lead', needs: 'nothing' },
  queue:      { ...list, slash: 'queue' },
  mine:       { ...list, slash: 'mine' },
  due:        { ...list, slash: 'due', needs: 'day', ticket: 'maybe' },
  find:       { ...list, slash: 'find', needs: 'text' },
  who:        { ...list, slash: 'who', ticket: 'maybe' },
  stats:      { ...list, slash: 'stats' },
  digest:     { ...list, slash: 'digest' },
  campaign:   { ...list, slash: 'campaign' },
  hears:      { ...plain, slash: 'hears', group: 'team' },
  team:       { ...plain, slash: 'team', group: 'team' },
  contact:    { ...plain, slash: 'contact', group: 'team' },
  route:      { ...plain, slash: 'route', group: 'team' },
  role:       { ...plain, slash: 'role', role: 'manager', needs: 'person', group: 'team' },
  colleague:  { ...plain, slash: 'colleague', role: 'manager', group: 'team' },
  rename:     { ...plain, slash: 'rename', role: 'manager', group: 'team' },
  remove:     { ...plain, slash: 'remove', role: 'manager', needs: 'person', group: 'team' },
  join:       { ...plain, slash: 'join', group: 'team' },
  help:       { ...plain, slash: 'help' },
  claim:      { ...plain, slash: 'claim' },
  let:        { ...plain, role: 'manager' },
  nothing:    { ...plain },
};

export const deskCommandNames = Object.keys(deskCommands) as DeskCommandName[]; // Object.keys widens what the table's type knows
