// Every command of the desk: right role, wrong role, wrong argument, on a closed ticket. A command without a row here fails.
import { describe, expect, test } from 'vitest';
import { reachKey } from '../../flows/contact-links.ts';
import { type DeskCommandName, deskCommandNames, deskCommands } from '../../flows/desk-commands.ts';
import type { Outbound } from '../../flows/message.ts';
import type { Staff } from '../../flows/turn.ts';
import { bruno, openRoom, type Room, readBy } from '../support/flow-room.ts';

const carla: Staff = { address: 'web:carla', name: 'Carla', role: 'analyst' };
const eva: Staff = { address: 'web:eva', name: 'Eva', role: 'lead' };

/** `at`: the moves before it · `done`: what a reader sees when the right one does it. */
type Row = {
  at?: string[];
  typed: string;
  /** What the desk or the client reads, or the kind of the last event. */
  done: RegExp;
  /** Nobody below this role may; an analyst's try names these. Without it, whoever is on no desk is told so. */
  least?: 'lead' | 'manager';
  /** A wrong argument and the example in the answer; null: it takes none. */
  wrong: [typed: string, example: string] | null;
  /** On a closed ticket: refused by the sentence that says what is possible, or done all the same; null: it is about none. */
  closed: 'refused' | 'done' | null;
};

const analysis = ['/take #1001'];
const planning = [...analysis, '/plan #1001'];
const production = [...planning, '/promise #1001 30/11', '/produce #1001'];
const delivery = [...production, '/finish #1001'];

// biome-ignore format: a table is read by its columns
const rows: Record<Exclude<DeskCommandName, 'nothing' | 'claim' | 'let'>, Row> = {
  take:       { typed: '/take #1001', done: /is looking into it/, wrong: ['/take', '/take 1024'], closed: 'refused' },
  assign:     { typed: '/assign #1001 Carla', done: /hands this to Carla/, least: 'lead', wrong: ['/assign #1001 Zoe', '/assign Carla'], closed: 'refused' },
  plan:       { at: analysis, typed: '/plan #1001', done: /Next you'll get a delivery date/, wrong: ['/plan', '/plan 1024'], closed: 'refused' },
  pass:       { at: ['/team new Web'], typed: '/pass #1001 Web', done: /Bruno hands this to Web|Eva hands this to Web/, least: 'lead', wrong: ['/pass #1001 Zoe', '/pass Social'], closed: 'refused' },
  promise:    { at: planning, typed: '/promise #1001 30/11', done: /It will be ready by Monday 30 November/, wrong: ['/promise #1001 soon', '28/11'], closed: 'refused' },
  produce:    { at: planning.concat('/promise #1001 30/11'), typed: '/produce #1001', done: /started work/, wrong: ['/produce', '/produce 1024'], closed: 'refused' },
  step:       { at: production, typed: '/step #1001 concept', done: /"stepped"/, wrong: ['/step #1001 dancing', '/step concept'], closed: 'refused' },
  submit:     { at: production, typed: '/submit #1001 look', done: /"submitted"/, wrong: ['/submit #1001', '/submit https://example.com/draft'], closed: 'refused' },
  finish:     { at: production, typed: '/finish #1001', done: /final check/, wrong: ['/finish', '/finish 1024'], closed: 'refused' },
  deliver:    { at: delivery, typed: '/deliver #1001 here', done: /Here it is!/, wrong: ['/deliver #1001', '/deliver https://example.com/banner'], closed: 'refused' },
  prioritise: { typed: '/priority #1001 urgent the fair', done: /gave it the priority “urgent”/, least: 'lead', wrong: ['/priority #1001 very', '/priority high'], closed: 'refused' },
  back:       { at: planning, typed: '/back #1001 too soon', done: /going back a step/, wrong: ['/back #1001', '/back The size was wrong'], closed: 'refused' },
  cancel:     { at: production, typed: '/cancel #1001 twice', done: /was cancelled: twice/, least: 'lead', wrong: ['/cancel #1001', '/cancel No longer needed'], closed: 'refused' },
  reopen:     { at: ['/cancel #1001 twice'], typed: '/reopen #1001', done: /open again/, wrong: ['/reopen', '/reopen 1024'], closed: 'done' },
  note:       { typed: '/note #1001 they like blue', done: /"noted"/, wrong: ['/note #1001', '/note They like blue'], closed: 'done' },
  similar:    { typed: '/similar #1001', done: /No earlier request is like this one/, wrong: ['/similar', '/similar 1024'], closed: 'done' },
  card:       { typed: '/card #1001', done: /Client: Ana/, wrong: ['/card', '/card 1024'], closed: 'done' },
  requester:  { typed: '/requester #1001 internal Sales', done: /Ana: internal · Sales/, wrong: ['/requester #1001 alien', '/requester internal Sales'], closed: 'done' },
  ask:        { at: analysis, typed: '/ask #1001 Which size?', done: /has a question:\n\nWhich size\?/, wrong: ['/ask #1001', '/ask Which size is it?'], closed: 'refused' },
  resume:     { at: [...analysis, '/ask #1001 Size?'], typed: '/resume #1001', done: /All settled/, wrong: ['/resume', '/resume 1024'], closed: 'refused' },
  conclude:   { at: analysis, typed: '/conclude #1001 from nine', done: /from nine[\s\S]*closed this request/, wrong: ['/conclude #1001', '/conclude We are open from nine to six'], closed: 'refused' },
  reply:      { typed: '/r #1001 on it', done: /Bruno: on it/, wrong: ['/r #1001', '/r We are on it'], closed: 'done' },
  standard:   { typed: '/a save hours We are open', done: /Kept as “hours”/, least: 'lead', wrong: ['/a #1001 nothing-such', '/a hours'], closed: 'done' },
  new:        { typed: '/new banner Rui\nA banner for the fair', done: /Filed as #1002 for Rui/, wrong: ['/new zeppelin Rui', '/new banner Carla +55 11 90000-0001'], closed: null },
  bot:        { typed: '/bot #1001', done: /The bot answers Ana already/, wrong: ['/bot', '/bot 1024'], closed: 'done' },
  erase:      { typed: '/erase #1001', done: /This erases the client of #1001/, least: 'manager', wrong: ['/erase #1001 11111', '/erase #1001'], closed: 'done' },
  unite:      { typed: '/join #1001 #1002', done: /Are these one person\?[\s\S]*Ana[\s\S]*Rui/, least: 'lead', wrong: ['/join #1001 #1099', '/join 1001 1002'], closed: 'done' },
  split:      { typed: '/split #1001', done: /by themselves again/, least: 'lead', wrong: ['/split', '/split 1024'], closed: 'done' },
  queue:      { typed: '/queue', done: /One ticket in the queue/, wrong: null, closed: null },
  mine:       { at: analysis, typed: '/mine', done: /One ticket is yours/, wrong: null, closed: null },
  due:        { at: planning.concat('/promise #1001 24/11'), typed: '/due', done: /One ticket is late or due soon/, wrong: ['/due #1001 soon', '28/11'], closed: 'refused' },
  find:       { typed: '/find', done: /What shall I look for/, wrong: ['/find zeppelin', '/find Ana banner'], closed: null },
  who:        { typed: '/who', done: /Bruno · manager/, wrong: ['/who zeppelin', '/who Ana'], closed: null },
  stats:      { typed: '/stats', done: /The desk in numbers/, wrong: null, closed: null },
  digest:     { typed: '/digest', done: /Good morning!/, wrong: null, closed: null },
  campaign:   { typed: '/campaign new BF26 Sale 23/11-30/11\nfacts: no exceptions', done: /put this campaign into the book/, least: 'lead', wrong: ['/campaign zeppelin', '/campaign BF26'], closed: null },
  hears:      { typed: '/hears late manager', done: /Late: lead, manager/, least: 'lead', wrong: null, closed: null },
  team:       { typed: '/team new Social lead=Eva members=Carla', done: /The team Social is kept\.[\s\S]*led by Eva/, least: 'lead', wrong: ['/team new Social lead=Zoe', '/team new Social lead=Eva members=Carla'], closed: null },
  contact:    { typed: '/contact new SPRING Spring fair service=banner', done: /“Spring fair” is kept/, least: 'lead', wrong: ['/contact new SPRING service=zeppelin', '/contact new SPRING Spring fair service=banner'], closed: null },
  route:      { at: ['/team new Web'], typed: '/route add Posts: service=social-post -> Web', done: /Kept\. It is asked as number 1\./, least: 'lead', wrong: ['/route add Posts', '/route add Instagram work: service=social-post -> Social'], closed: null },
  role:       { typed: '/role Carla lead', done: /Carla is lead now/, least: 'manager', wrong: ['/role Zoe lead', '/role Carla lead'], closed: null },
  colleague:  { typed: '/colleague Zoe Lima <zoe@example.com>', done: /Zoe Lima is on the desk now/, least: 'manager', wrong: ['/colleague Zoe', '/colleague Carla Souza carla@example.com'], closed: null },
  rename:     { typed: '/rename Carla: Carla Souza', done: /Carla is called Carla Souza now/, least: 'manager', wrong: ['/rename Carla', '/rename Carla: Carla Souza'], closed: null },
  remove:     { typed: '/remove Carla', done: /Carla is off the desk/, least: 'manager', wrong: ['/remove Zoe', '/remove Carla'], closed: null },
  join:       { typed: '/join', done: /on this desk already, as manager/, wrong: null, closed: null },
  help:       { typed: '/help', done: /At this desk/, wrong: null, closed: null },
};
const names = Object.keys(rows) as (keyof typeof rows)[]; // Object.keys widens what the table's type knows

/** Read by buttons and by the first words of all; who may press “let in” is told in desk.test.ts. */
const elsewhere: DeskCommandName[] = ['nothing', 'claim', 'let'];

const team = [bruno, carla, eva];
const byClient = ['steps', 'concept'];
function roomAt(at: string[] = []): Room {
  const room = openRoom({ team });
  room.keep(reachKey('email'), 'desk@example.com');
  for (const text of ['banner', 'Sale', '2', 'half', 'skip', 'yes']) room.say(text);
  for (const text of at) room.desk(text);
  return room;
}

/** Everything that is read because of it, by whomever; and what happened. */
function reading(room: Room, typed: string): string {
  const before = room.events(1001).length;
  const outbound = room.desk(typed);
  const lanes = [...new Set(outbound.map(({ lane }) => lane))];
  const cards = outbound.flatMap(({ body }: Outbound) => (body.type === 'card' || body.type === 'prompt' ? [body.text] : []));
  const happened = room
    .events(1001)
    .slice(before)
    .map(({ type }) => `"${type}"`);
  return [...lanes.map((lane) => readBy(outbound, lane)), ...cards, ...happened].join('\n');
}

test('every command has its row, and every row its command', () => {
  expect([...names, ...elsewhere].sort()).toEqual([...deskCommandNames].sort());
  expect(
    names.filter((name) => (rows[name].closed === null) !== (deskCommands[name].ticket === false)).filter((name) => name !== 'who'),
  ).toEqual([]);
});

describe.each(names)('%s', (name) => {
  const row = rows[name];
  // Only a step that is the client's can be submitted; the shipped banner has none.
  const asks = (room: Room) => {
    const ticket = room.ticket(1001);
    if (name !== 'submit' || !ticket) return;
    expect(byClient).toContain('concept');
    Object.assign(ticket, { terms: { ...ticket.terms, steps: ticket.terms.steps.map((one) => ({ ...one, by: 'client' })) } });
  };

  test('by whoever may, is done', () => {
    const room = roomAt(row.at);
    asks(room);
    expect(reading(room, row.typed)).toMatch(row.done);
  });

  test('by whoever may not, is refused with a sentence that says who may', () => {
    const room = roomAt(row.at);
    asks(room);
    const before = JSON.stringify(room.tickets());
    room.options.staff = row.least ? carla : null;
    const read = reading(room, row.typed);
    if (row.least === 'manager') expect(read).toContain('Only a manager may do that: Bruno.');
    else if (row.least === 'lead') expect(read).toMatch(/Only a lead or a manager may do that: Bruno, Eva\./);
    else if (name === 'join') expect(read).toContain('would like to join');
    else expect(read).toContain("You're not on this desk yet.");
    expect(JSON.stringify(room.tickets())).toBe(before);
  });

  if (row.least)
    test('by the least who may, is done', () => {
      const room = roomAt(row.at);
      room.options.staff = row.least === 'lead' ? eva : bruno;
      expect(reading(room, row.typed)).toMatch(row.done);
    });

  const { wrong, closed } = row;
  if (wrong)
    test('with a wrong argument is answered with an example', () => {
      const room = roomAt(row.at);
      asks(room);
      const before = JSON.stringify(room.tickets());
      expect(reading(room, wrong[0])).toContain(wrong[1]);
      expect(JSON.stringify(room.tickets())).toBe(before);
    });

  if (closed)
    test(`on a closed ticket is ${closed}`, () => {
      const room = roomAt(['/cancel #1001 twice']);
      const typed = closed === 'refused' && name === 'due' ? '/due #1001 28/11' : row.typed;
      const read = reading(room, typed);
      if (closed === 'refused') expect(read).toMatch(/isn't possible for #1001 now \(Triage · cancelled\)\. Possible: “Reopen”\./);
      else expect(read).toMatch(row.done);
      const bare = reading(room, `/${deskCommands[name].slash} #1001`);
      if (closed === 'refused') expect(bare).toMatch(/isn't possible for #1001 now/);
    });
});
