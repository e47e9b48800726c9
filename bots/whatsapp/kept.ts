// What the account needs of its own store; src joins it with the file. One change is one commit.

export type Journaled = { id: string; body: string };
export type ChatRow = { address: string; lid: string | null; phone: string | null; jid: string; shut: boolean };

/** Everything here is written together, or not at all. */
export type Change = {
  creds?: string;
  /** A null value deletes the key. */
  keys?: [type: string, id: string, value: string | null][];
  /** A repeated id is no change. */
  journal?: Journaled[];
  /** Ids of journal rows that the house has committed. */
  done?: string[];
  /** `at` in ms since the epoch. A repeated id is no change. */
  sent?: { id: string; body: string; at: number }[];
  chats?: ChatRow[];
  /** Addresses of chats that turned out to be another's. */
  gone?: string[];
};

export type Kept = {
  write(change: Change): Promise<void>;
  creds(): Promise<string | null>;
  keys(type: string, ids: readonly string[]): Promise<Map<string, string>>;
  /** Forgets the pairing; chats, journal and what was sent stay. */
  forgetPairing(): Promise<void>;
  /** Oldest first. */
  journal(): Promise<Journaled[]>;
  sent(id: string): Promise<string | null>;
  /** Forgets these messages that were sent, and takes what was forgotten off the disk. */
  forgetSent(ids: readonly string[]): Promise<void>;
  /** When each message since `from` (ms) was sent, oldest first. */
  sentSince(from: number): Promise<number[]>;
  chats(jids: readonly string[]): Promise<ChatRow[]>;
};
