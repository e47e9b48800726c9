-- The tables of the engine's protocol, and what a service desk keeps. All times are milliseconds since the epoch.
CREATE TABLE inbox (
  id TEXT PRIMARY KEY,                 -- contact point and provider's id, or timer:key:due_at
  turn TEXT NOT NULL,                  -- uuid.attempt of the commit that took it
  at INTEGER NOT NULL,
  chat TEXT NOT NULL,
  body TEXT NOT NULL,
  parked TEXT                          -- why it could not be worked on, when it could not
) STRICT;

CREATE TABLE conversation (
  id TEXT PRIMARY KEY,                 -- c:<chat address>
  version INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE ticket (
  id TEXT PRIMARY KEY,                 -- t:<number>
  version INTEGER NOT NULL,
  number INTEGER NOT NULL UNIQUE,
  person TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('triage', 'analysis', 'planning', 'production', 'delivery')),
  situation TEXT NOT NULL CHECK (situation IN ('open', 'awaiting', 'done', 'cancelled')),
  opened_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  CHECK (NOT (stage = 'triage' AND situation IN ('awaiting', 'done'))),
  CHECK (NOT (stage IN ('planning', 'production') AND situation = 'done'))
) STRICT;
CREATE INDEX ticket_of_person ON ticket (person, number);
CREATE INDEX ticket_open ON ticket (opened_at) WHERE situation IN ('open', 'awaiting');

CREATE TABLE event (
  ticket TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  stage TEXT NOT NULL,                 -- where the ticket stands after it
  situation TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (ticket, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE timer (
  key TEXT PRIMARY KEY,
  due_at INTEGER,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX timer_due ON timer (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,             -- <inbound id>#<n>
  address TEXT NOT NULL,               -- the lane
  body TEXT NOT NULL,                  -- the Outbound
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'parked', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,                      -- only the head of a lane has one; in the future with an owner it is a lease
  owner TEXT,
  external_id TEXT,                    -- the provider's id of the first message it became
  coalesce_key TEXT,
  error TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'queued' AND due_at IS NOT NULL;
CREATE INDEX outbox_lane ON outbox (address, seq) WHERE state = 'queued';
CREATE INDEX outbox_coalesce ON outbox (coalesce_key) WHERE state = 'queued' AND coalesce_key IS NOT NULL;
CREATE INDEX outbox_parked ON outbox (at) WHERE state = 'parked';

-- The try-it page and the terminal chat show what was said before; other channels keep that themselves.
CREATE INDEX outbox_web ON outbox (address, seq) WHERE address >= 'web:' AND address < 'web;';
CREATE INDEX outbox_desk ON outbox (address, seq) WHERE address >= 'desk' AND address < 'desk;';
CREATE INDEX inbox_web ON inbox (chat, at) WHERE chat >= 'web:' AND chat < 'web;';

-- Messages that concern a ticket, of either side: what a quote, an edit or a reply to one of them is about.
CREATE TABLE message (
  chat TEXT NOT NULL,
  external_id TEXT NOT NULL,
  ticket INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (chat, external_id)
) STRICT, WITHOUT ROWID;

-- Where a desk lane is in the desk's chat: its forum topic, and its card's message.
CREATE TABLE topic (
  lane TEXT PRIMARY KEY,
  chat TEXT NOT NULL,
  thread TEXT,
  card TEXT
) STRICT;
CREATE INDEX topic_thread ON topic (chat, thread);

CREATE TABLE file (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL,                  -- SHA-256, hex; the name of the bytes in the file store
  size INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
  address TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('guest', 'analyst', 'lead', 'manager'))
) STRICT;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- The words of each ticket, to find earlier ones like it.
CREATE VIRTUAL TABLE ticket_text USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE ticket_word USING fts5vocab ('ticket_text', 'row');
