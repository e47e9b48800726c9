-- What reports count of a ticket: a row each, made anew from its events when somebody looks. Moments and lengths are milliseconds.
CREATE TABLE fact (
  number INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,            -- the ticket's, as it was counted
  stage TEXT NOT NULL,
  situation TEXT NOT NULL,
  channel TEXT,                        -- kept when its person is erased
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,                   -- when it was last closed; only while it is
  body TEXT NOT NULL                   -- all of it as one JSON list (db/reports.ts): a report reads it by the ten thousand
) STRICT;

-- Tickets to be counted anew: whatever touches a ticket says so by itself.
CREATE TABLE fact_due (number INTEGER PRIMARY KEY) STRICT;
INSERT INTO fact_due (number) SELECT number FROM ticket;
CREATE TRIGGER fact_of_new AFTER INSERT ON ticket BEGIN INSERT INTO fact_due (number) VALUES (new.number) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER fact_of_changed AFTER UPDATE ON ticket BEGIN INSERT INTO fact_due (number) VALUES (new.number) ON CONFLICT DO NOTHING; END;
-- Who a ticket belongs to decides which of that person's came first.
CREATE TRIGGER fact_of_moved AFTER UPDATE OF person ON ticket WHEN old.person <> new.person BEGIN INSERT INTO fact_due (number) SELECT number FROM ticket WHERE person IN (old.person, new.person) ON CONFLICT DO NOTHING; END;
