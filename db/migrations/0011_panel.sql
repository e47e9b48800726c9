-- Links to a client's own page, by the SHA-256 (hex) of their token: the token itself stands nowhere.
CREATE TABLE panel_link (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  source TEXT NOT NULL,                -- the outbox row that it left by
  at INTEGER NOT NULL,
  until INTEGER NOT NULL               -- when it ends; never moved
) STRICT, WITHOUT ROWID;
CREATE INDEX panel_link_of_person ON panel_link (person);
