-- Who of the team is signed in on a page, the codes that let them in, and who changed what there.
ALTER TABLE staff ADD COLUMN mail TEXT;

CREATE TABLE session (
  hash TEXT PRIMARY KEY,               -- SHA-256 of the cookie, hex
  address TEXT NOT NULL,               -- the member of staff
  at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_staff ON session (address);

-- A code that was sent to a member of staff; one at a time for each.
CREATE TABLE sign_in (
  address TEXT PRIMARY KEY,
  browser TEXT NOT NULL,               -- SHA-256 of the key that the browser keeps which asked for it, hex
  hash TEXT NOT NULL,                  -- SHA-256 of that key and the code, hex
  at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  address TEXT NOT NULL,               -- who; their name then
  name TEXT NOT NULL,
  deed TEXT NOT NULL,                  -- a desk command, or what was done on a page: signed_in, signed_out, …
  ticket INTEGER,
  about TEXT                           -- what else it was about: a service, a member of staff, a campaign; never somebody's words
) STRICT;
CREATE INDEX audit_of_ticket ON audit (ticket) WHERE ticket IS NOT NULL;
