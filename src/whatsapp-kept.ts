// The account's store over its own file: changes that wait together share a commit.
import type { Change, Kept } from '../bots/whatsapp/kept.ts';
import { migrate } from '../db/migrate.ts';
import type { Statement, Store } from '../db/store.ts';
import { whatsappMigrations } from '../db/whatsapp/all.generated.ts';
import {
  chatStatements,
  credsStatement,
  doneStatements,
  forgetPairingStatements,
  forgetSentStatements,
  goneStatements,
  journalStatements,
  keyStatements,
  pruneStatement,
  readChats,
  readCreds,
  readJournal,
  readKeys,
  readSent,
  readSentSince,
  sentStatements,
} from '../db/whatsapp.ts';

type Waiting = { change: Change; resolve(): void; reject(error: unknown): void };

export async function openKept(store: Store, now: () => number): Promise<Kept> {
  await migrate(store, whatsappMigrations);
  await store.write([pruneStatement(now())]);
  let waiting: Waiting[] = [];
  let isRunning = false;

  /** One commit after the other; what comes in during one goes into the next. */
  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await store.write(
          statementsOf(
            group.map(({ change }) => change),
            now(),
          ),
        );
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    isRunning = false;
  }

  const first = async (statement: Statement, column: string): Promise<string | null> => {
    const [row] = await store.read(statement);
    return row ? String(row[column]) : null;
  };

  return {
    write: (change) =>
      new Promise((resolve, reject) => {
        waiting.push({ change, resolve, reject });
        if (isRunning) return;
        isRunning = true;
        setImmediate(() => void run()); // what the frames that came together lead to goes into one commit
      }),
    creds: () => first(readCreds(), 'value'),
    keys: async (type, ids) => new Map((await store.read(readKeys(type, ids))).map((row) => [String(row.id), String(row.value)])),
    forgetPairing: async () => void (await store.write(forgetPairingStatements())),
    journal: async () => (await store.read(readJournal())).map((row) => ({ id: String(row.id), body: String(row.body) })),
    sent: (id) => first(readSent(id), 'body'),
    forgetSent: async (ids) => {
      const statements = forgetSentStatements(ids);
      if (statements.length > 0) await store.write(statements);
      await store.scrub?.();
    },
    sentSince: async (from) => (await store.read(readSentSince(from))).map((row) => Number(row.at)),
    chats: async (names) =>
      (await store.read(readChats(names))).map((row) => ({
        address: String(row.address),
        lid: row.lid === null ? null : String(row.lid),
        phone: row.phone === null ? null : String(row.phone),
        jid: String(row.jid),
        shut: row.shut === 1,
      })),
  };
}

/** In the order in which they were made; of a key that several of them change, the last value alone. */
function statementsOf(changes: readonly Change[], now: number): Statement[] {
  const creds = changes.findLast((change) => change.creds !== undefined)?.creds;
  const keys = new Map(changes.flatMap((change) => (change.keys ?? []).map((row) => [`${row[0]}.${row[1]}`, row] as const)));
  return [
    ...(creds === undefined ? [] : [credsStatement(creds)]),
    ...keyStatements([...keys.values()]),
    ...changes.flatMap((change) => restOf(change, now)),
  ];
}

const restOf = ({ journal = [], done = [], sent = [], chats = [], gone = [] }: Change, now: number): Statement[] => [
  ...journalStatements(journal.map(({ id, body }) => [id, body, now])),
  ...doneStatements(done),
  ...sentStatements(sent.map(({ id, body, at }) => [id, body, at])),
  ...goneStatements(gone),
  ...chatStatements(chats.map(({ address, lid, phone, jid, shut }) => [address, lid, phone, jid, shut ? 1 : 0])),
];
