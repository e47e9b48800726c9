// What mails need of the store: the threads that clients began.
import { toJson } from './json.ts';
import type { Row, Statement, Store } from './store.ts';

export type MailRow = { inbound: string; chat: string; message: string; subject: string; references: string[]; at: number };

export const mailStatement = ({ inbound, chat, message, subject, references, at }: MailRow): Statement => ({
  sql: 'INSERT INTO mail (inbound, chat, external_id, subject, refs, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (inbound) DO NOTHING',
  args: [inbound, chat, message, subject, references.join(' '), at],
});

/**
 * The mail that one to this chat is an answer to: the one that it is said because of, else the last about its ticket; without a
 * ticket, the last of all.
 */
export async function readAnchor(store: Store, chat: string, inbound: string, ticket: number | undefined): Promise<MailRow | null> {
  const [cause] = await store.read({ sql: 'SELECT * FROM mail WHERE inbound = ?1 AND chat = ?2', args: [inbound, chat] });
  if (cause) return mailOf(cause);
  const [last] =
    ticket === undefined
      ? await store.read({ sql: 'SELECT * FROM mail WHERE chat = ?1 ORDER BY at DESC LIMIT 1', args: [chat] })
      : await store.read({
          sql: `SELECT m.* FROM message l JOIN mail m ON m.chat = l.chat AND m.external_id = l.external_id
            WHERE l.chat = ?1 AND l.ticket = ?2 ORDER BY m.at DESC, m.rowid DESC LIMIT 1`,
          args: [chat, ticket],
        });
  return last ? mailOf(last) : null;
}

/** After an erasure, once its confirmation has left in its thread. */
export const forgetMailStatement = (chats: readonly string[]): Statement => ({
  sql: 'DELETE FROM mail WHERE chat IN (SELECT value FROM json_each(?1))',
  args: [toJson(chats)],
});

const mailOf = (row: Row): MailRow => ({
  inbound: String(row.inbound),
  chat: String(row.chat),
  message: String(row.external_id),
  subject: String(row.subject),
  references: String(row.refs).split(' ').filter(Boolean),
  at: Number(row.at),
});
