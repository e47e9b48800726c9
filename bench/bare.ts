// The yardstick: the rows that the engine left, written again by a bare loop over prepared statements, in the same groups.
import Database from 'libsql';
import { migrations } from '../db/migrations/all.generated.ts';

type Row = Record<string, unknown>;

const pragmas = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'temp_store = MEMORY'];

/** What the bare loop takes, by the clock and of all cores, for everything in `from`, into a new file `to`, `group` messages a transaction. */
export function bareLoop(from: string, to: string, group: number): { seconds: number; cpuSeconds: number } {
  const source = new Database(from, { readonly: true });
  const all = (sql: string): Row[] => source.prepare(sql).all() as Row[]; // rows as the engine wrote them
  const inbox = all('SELECT * FROM inbox ORDER BY rowid');
  const by = (rows: Row[], key: (row: Row) => string) => {
    const map = new Map<string, Row[]>();
    for (const row of rows) map.set(key(row), [...(map.get(key(row)) ?? []), row]);
    return map;
  };
  const outbox = by(all('SELECT * FROM outbox ORDER BY seq'), (row) => String(row.id).replace(/#.*$/, ''));
  const states = new Map(all('SELECT * FROM conversation').map((row) => [String(row.id), row]));
  const people = new Map(all('SELECT * FROM person').map((row) => [String(JSON.parse(String(row.body)).address), row]));
  const tickets = new Map(all('SELECT * FROM ticket').map((row) => [String(row.person), row]));
  const events = by(all('SELECT * FROM event'), (row) => String(row.ticket));
  const words = new Map(all('SELECT rowid, words FROM ticket_text').map((row) => [Number(row.rowid), String(row.words)]));
  const timers = new Map(all('SELECT * FROM timer').map((row) => [String(row.key), row]));
  const messages = by(all('SELECT * FROM message'), (row) => String(row.external_id));
  const topics = new Map(all('SELECT * FROM topic').map((row) => [String(row.lane), row]));
  source.close();

  const db = new Database(to);
  for (const pragma of pragmas) db.exec(`PRAGMA ${pragma}`);
  for (const { sql } of migrations) db.exec(sql);
  const run = {
    inbox: db.prepare('INSERT INTO inbox (id, turn, at, chat, body) VALUES (?, ?, ?, ?, ?)'),
    state: db.prepare(
      'INSERT INTO conversation (id, version, state) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state',
    ),
    person: db.prepare('INSERT INTO person (id, body) VALUES (?, ?)'),
    ticket: db.prepare(
      'INSERT INTO ticket (id, version, number, person, stage, situation, opened_at, changed_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    event: db.prepare('INSERT INTO event (ticket, seq, at, stage, situation, body) VALUES (?, ?, ?, ?, ?, ?)'),
    words: db.prepare('INSERT INTO ticket_text (rowid, words) VALUES (?, ?)'),
    timer: db.prepare('INSERT INTO timer (key, due_at, body) VALUES (?, ?, ?)'),
    message: db.prepare('INSERT INTO message (chat, external_id, ticket, role) VALUES (?, ?, ?, ?)'),
    topic: db.prepare(
      'INSERT INTO topic (lane, chat, thread, card) VALUES (?, ?, ?, ?) ON CONFLICT (lane) DO UPDATE SET card = excluded.card',
    ),
    outbox: db.prepare(
      "INSERT INTO outbox (id, address, body, coalesce_key, at, due_at, owner, attempts) VALUES (?, ?, ?, ?, ?, ?, 'bare', 1)",
    ),
    sent: db.prepare("UPDATE outbox SET state = 'sent', due_at = NULL, external_id = ? WHERE id = ?"),
  };
  const seen = new Map<string, number>();

  const began = performance.now();
  const cpuBegan = process.cpuUsage();
  for (let first = 0; first < inbox.length; first += group) {
    const rows = inbox.slice(first, first + group);
    db.exec('BEGIN IMMEDIATE');
    for (const row of rows) {
      const chat = String(row.chat);
      const version = (seen.get(chat) ?? 0) + 1;
      seen.set(chat, version);
      const state = states.get(`c:${chat}`);
      const person = people.get(chat);
      const replies = outbox.get(String(row.id)) ?? [];
      run.inbox.run(row.id, row.turn, row.at, row.chat, row.body);
      run.state.run(`c:${chat}`, version, state?.state);
      if (version === 1 && person) run.person.run(person.id, person.body);
      const timer = version === 2 ? timers.get(`draft:${chat}`) : undefined;
      if (timer) run.timer.run(timer.key, timer.due_at, timer.body);
      const ticket = replies.length > 1 && person ? tickets.get(String(person.id)) : undefined;
      if (ticket) {
        run.ticket.run(
          ticket.id,
          ticket.version,
          ticket.number,
          ticket.person,
          ticket.stage,
          ticket.situation,
          ticket.opened_at,
          ticket.changed_at,
          ticket.body,
        );
        for (const event of events.get(String(ticket.id)) ?? [])
          run.event.run(event.ticket, event.seq, event.at, event.stage, event.situation, event.body);
        run.words.run(ticket.number, words.get(Number(ticket.number)));
      }
      for (const reply of replies)
        run.outbox.run(reply.id, reply.address, reply.body, reply.coalesce_key, reply.at, Number(row.at) + 60_000);
    }
    db.exec('COMMIT');
    db.exec('BEGIN IMMEDIATE');
    for (const row of rows) {
      for (const reply of outbox.get(String(row.id)) ?? []) {
        run.sent.run(reply.external_id, reply.id);
        for (const message of messages.get(String(reply.external_id)) ?? [])
          run.message.run(message.chat, message.external_id, message.ticket, message.role);
        const topic = topics.get(String(reply.address));
        if (topic) run.topic.run(topic.lane, topic.chat, topic.thread, topic.card);
      }
    }
    db.exec('COMMIT');
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpuBegan);
  db.close();
  return { seconds, cpuSeconds: (user + system) / 1e6 };
}
