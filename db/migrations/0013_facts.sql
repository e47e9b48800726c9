-- What reports count of a ticket: a row each, made anew from its events when somebody looks. Moments and lengths are milliseconds.
CREATE TABLE fact (
  number INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,            -- the ticket's, as it was counted
  person TEXT NOT NULL,
  again INTEGER NOT NULL,              -- 1: they had asked for something before
  service TEXT NOT NULL,
  team TEXT,
  channel TEXT,
  campaign TEXT,
  stage TEXT NOT NULL,
  situation TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  replied_at INTEGER,                  -- when a person of the team first answered
  reply_ms INTEGER,                    -- working time until then
  contacts INTEGER NOT NULL,           -- answers of the team before it was last closed
  closed_at INTEGER,                   -- when it was last closed; only while it is
  turns TEXT,                          -- when it was closed, opened again, closed … as a JSON list; NULL: never, or once
  late_days INTEGER,                   -- days from the day promised to the day it was last handed over; 0 or less is on time
  promises INTEGER NOT NULL,           -- how many days were promised
  stars INTEGER,
  loops TEXT,                          -- steps back, two digits each: the stages they led from and to
  awaiting_ms INTEGER NOT NULL,        -- the client was waited for, by the calendar
  waits TEXT NOT NULL                  -- working time in each stage × situation, as a JSON list in the order of flows/reports/fact.ts
) STRICT;

-- Tickets to be counted anew: whatever touches a ticket says so by itself.
CREATE TABLE fact_due (number INTEGER PRIMARY KEY) STRICT;
INSERT INTO fact_due (number) SELECT number FROM ticket;
CREATE TRIGGER fact_of_new AFTER INSERT ON ticket BEGIN INSERT INTO fact_due (number) VALUES (new.number) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER fact_of_changed AFTER UPDATE ON ticket BEGIN INSERT INTO fact_due (number) VALUES (new.number) ON CONFLICT DO NOTHING; END;
-- Who a ticket belongs to decides which of that person's came first.
CREATE TRIGGER fact_of_moved AFTER UPDATE OF person ON ticket WHEN old.person <> new.person BEGIN INSERT INTO fact_due (number) SELECT number FROM ticket WHERE person IN (old.person, new.person) ON CONFLICT DO NOTHING; END;
