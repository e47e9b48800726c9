-- The service catalogue: every version of every service. A version never changes; tickets and drafts keep to theirs.
CREATE TABLE service (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,            -- counts up from 1
  body TEXT NOT NULL,                  -- what its file says, as JSON
  origin TEXT NOT NULL,                -- 'shipped' · 'file:<name>' of the team's own · 'import'
  at INTEGER NOT NULL,
  retired INTEGER,                     -- of the newest version: since when it is not offered any more
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
