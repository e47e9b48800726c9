-- Who answers what: teams, contact points and the ordered rules between them. Few rows, read into memory with the desk's settings.
CREATE TABLE routing (
  kind TEXT NOT NULL CHECK (kind IN ('team', 'contact', 'rule')),
  id TEXT NOT NULL,                    -- of a contact point: <contact>/<code in small letters>
  place INTEGER NOT NULL,              -- rules are asked in this order; the others are listed in it
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
