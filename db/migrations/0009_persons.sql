-- Every chat and whose it is: several chats may be one person's.
CREATE TABLE address (
  chat TEXT PRIMARY KEY,
  person TEXT NOT NULL,                -- whose it is
  own TEXT NOT NULL,                   -- whose it is by itself, and again once the joining is undone
  since INTEGER NOT NULL,
  how TEXT,                            -- how it was joined: code · mail · whatsapp · staff:<address>; NULL while it is by itself
  before TEXT                          -- its own person as it was when it was first joined, or others joined it
) STRICT;
CREATE INDEX address_of_person ON address (person);
CREATE INDEX address_of_own ON address (own);
CREATE INDEX person_phone ON person (body->>'$.phone');

-- A key is c:<chat>, with /<thread> behind it where the chat has threads; mail addresses have none, and may hold a slash.
INSERT OR IGNORE INTO address (chat, person, own, since)
  SELECT iif(id GLOB 'c:email*' OR instr(id, '/') = 0, substr(id, 3), substr(id, 3, instr(id, '/') - 3)), state->>'$.person', state->>'$.person', 0
  FROM conversation;
INSERT OR IGNORE INTO address (chat, person, own, since)
  SELECT body->>'$.address', id, id, 0 FROM person WHERE body->>'$.address' GLOB 'none:*' AND body->>'$.address' <> 'none:erased';

-- The codes that join two addresses, and the wrong ones that were tried; nothing of either is older than an hour.
CREATE TABLE join_code (
  hash TEXT PRIMARY KEY,               -- HMAC-SHA-256 of the code, hex
  chat TEXT NOT NULL,                  -- who asked for it there
  mail TEXT,                           -- the address that it was sent to, and is typed in `chat` then; else it was shown in `chat`, and is typed elsewhere
  at INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT;
CREATE TABLE join_try (
  chat TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
