-- What clients wrote by mail, as far as a later mail of ours must know it to stay in its thread.
CREATE TABLE mail (
  inbound TEXT PRIMARY KEY,
  chat TEXT NOT NULL,
  external_id TEXT NOT NULL,           -- its Message-ID; empty where it has none
  subject TEXT NOT NULL,
  refs TEXT NOT NULL,                  -- Message-IDs of what it answers, oldest first, parted by blanks
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_of_chat ON mail (chat, at);
