-- Who was erased and what is still to be cleared up after them: bytes of files, what a channel keeps, the numbers of their messages.
CREATE TABLE erasure (
  id TEXT PRIMARY KEY,                 -- the person's; tickets go on bearing it
  at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  pass INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL                   -- chats, hashes of their files, outbox rows that were sent to them
) STRICT;

-- A word that is deleted goes from the index's pages too.
INSERT INTO ticket_text (ticket_text, rank) VALUES ('secure-delete', 1);
