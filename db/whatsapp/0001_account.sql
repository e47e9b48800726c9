-- What one WhatsApp account keeps for itself, in a file of its own beside the main database. All times are milliseconds since the epoch.
CREATE TABLE creds (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value TEXT NOT NULL                  -- JSON in Baileys' BufferJSON
) STRICT;

CREATE TABLE signal_key (
  type TEXT NOT NULL,                  -- one of Baileys' SignalDataTypeMap
  id TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- Messages that were decrypted and that the house has not committed yet. Written in the same commit as the key that opened them.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,             -- chat, sender and the provider's id
  body TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- What was sent, for phones that ask for it again, and for the account's own limits.
CREATE TABLE sent (
  id TEXT PRIMARY KEY,                 -- the message's id, chosen before the first try
  body TEXT NOT NULL,                  -- the message as protobuf, base64
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX sent_at ON sent (at);

-- A chat by the one address the house knows it by; the same person's LID and phone number lead to it.
CREATE TABLE chat (
  address TEXT PRIMARY KEY,            -- without the contact point
  lid TEXT UNIQUE,
  phone TEXT UNIQUE,
  jid TEXT NOT NULL,                   -- where they wrote last
  shut INTEGER NOT NULL DEFAULT 0      -- WhatsApp refused our last message to it
) STRICT;
