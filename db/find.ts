// Finds tickets by number, client and words, and the people behind them.
import type { Ticket } from '../flows/ticket.ts';
import type { Person } from '../flows/turn.ts';
import { toJson } from './json.ts';
import type { Row, Store } from './store.ts';

const ticketOf = (row: Row): Ticket => JSON.parse(String(row.body)) as Ticket; // written by this house, from this type
const personOf = (row: Row): Person => JSON.parse(String(row.body)) as Person; // written by this house, from this type

const mostWords = 6;
const foundAWord = 2000;

const wordsIn = (text: string): string[] => [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, mostWords);

/**
 * The best tickets for some words, at most `most`: those that have the most of them, in what was asked for, in the client's name or as
 * their number; open ones first, then the newest.
 */
export async function readFound(store: Store, text: string, most = 8): Promise<Ticket[]> {
  const words = wordsIn(text);
  if (words.length === 0) return [];
  const hits = await Promise.all(words.map((word) => readHits(store, word)));
  const scores = new Map<number, number>();
  for (const numbers of hits) for (const number of numbers) scores.set(number, (scores.get(number) ?? 0) + 1);
  const best = Math.max(0, ...scores.values());
  const numbers = [...scores].flatMap(([number, score]) => (score === best ? [number] : []));
  const rows = await store.read({
    sql: `SELECT body FROM ticket WHERE number IN (SELECT value FROM json_each(?1))
      ORDER BY situation IN ('open', 'awaiting') DESC, number DESC LIMIT ?2`,
    args: [toJson(numbers), most],
  });
  return rows.map(ticketOf);
}

/** The numbers of the tickets that have every one of these words, or words that begin so; of each word the newest `most`. */
export async function readHavingAll(store: Store, text: string, most: number): Promise<Set<number>> {
  const [first = [], ...others] = await Promise.all(wordsIn(text).map((word) => readHits(store, word, most)));
  const sets = others.map((numbers) => new Set(numbers));
  return new Set(first.filter((number) => sets.every((set) => set.has(number))));
}

/** The numbers of the tickets that have a word, or one that begins so; the newest `most`. */
async function readHits(store: Store, word: string, most = foundAWord): Promise<number[]> {
  const rows = await store.read({
    sql: `SELECT number FROM (
        SELECT number FROM ticket WHERE number = ?1
        UNION SELECT rowid FROM ticket_text WHERE ticket_text MATCH ?2
        UNION SELECT t.number FROM person p JOIN ticket t ON t.person = p.id
          WHERE ' ' || (p.body->>'$.name') LIKE ?3 OR p.body->>'$.phone' LIKE ?5)
      ORDER BY number DESC LIMIT ?4`,
    args: [/^\d{1,9}$/.test(word) ? Number(word) : -1, `"${word}"*`, `% ${word}%`, most, /^\d{4,}$/.test(word) ? `%${word}%` : ''],
  });
  return rows.map((row) => Number(row.number));
}

/** People whose name or phone number has these words, at most `most`. */
export async function readPeopleNamed(store: Store, text: string, most = 8): Promise<Person[]> {
  const words = wordsIn(text);
  if (words.length === 0) return [];
  const rows = await store.read({
    sql: `SELECT body FROM person WHERE NOT EXISTS (SELECT 1 FROM json_each(?1) w
        WHERE coalesce(person.body->>'$.name', '') || ' ' || coalesce(person.body->>'$.phone', '') NOT LIKE '%' || w.value || '%')
      ORDER BY body->>'$.name' LIMIT ?2`,
    args: [toJson(words), most],
  });
  return rows.map(personOf);
}

/** Who has this phone number (digits); the one with a chat first. */
export async function readPersonByPhone(store: Store, phone: string): Promise<Person | undefined> {
  const rows = await store.read({
    sql: "SELECT body FROM person WHERE body->>'$.phone' = ?1 ORDER BY body->>'$.address' LIKE 'none:%', rowid LIMIT 1",
    args: [phone],
  });
  return rows.map(personOf)[0];
}

/** Every ticket of these people, the newest first; at most `most`. */
export async function readAllTicketsOf(store: Store, people: readonly string[], most = 20): Promise<Ticket[]> {
  const rows = await store.read({
    sql: 'SELECT body FROM ticket WHERE person IN (SELECT value FROM json_each(?1)) ORDER BY number DESC LIMIT ?2',
    args: [toJson(people), most],
  });
  return rows.map(ticketOf);
}
