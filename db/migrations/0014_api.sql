-- Programs at the API: the tokens they bear, what they were answered, and where they want to be told of things.
CREATE TABLE api_token (
  id TEXT PRIMARY KEY,                 -- stands in the token itself
  name TEXT NOT NULL UNIQUE,           -- the program acts at the desk as api:<name>
  hash TEXT NOT NULL,                  -- SHA-256 of the token's secret part, hex
  scopes TEXT NOT NULL,                -- a JSON list
  at INTEGER NOT NULL
) STRICT;

-- What a request with an Idempotency-Key was answered, for a day.
CREATE TABLE api_answer (
  token TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,               -- SHA-256 of method, path and body, hex
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (token, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_answer_at ON api_answer (at);

-- Where programs are told of what happens to tickets. What they are told is in the outbox, in the lane hook:<id>.
CREATE TABLE hook (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,                -- whsec_…: it signs, and so must be there in plain
  types TEXT NOT NULL,                 -- a JSON list of event types
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_hook ON outbox (address, seq) WHERE address >= 'hook:' AND address < 'hook;';

-- What was said in the chats of clients that exist at the API only.
CREATE INDEX outbox_api ON outbox (address, seq) WHERE address >= 'api:' AND address < 'api;';
CREATE INDEX inbox_api ON inbox (chat, at) WHERE chat >= 'api:' AND chat < 'api;';

CREATE INDEX ticket_changed ON ticket (changed_at, number);
