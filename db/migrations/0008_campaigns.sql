-- The campaign book. A code never names another campaign later on: tickets bear it.
CREATE TABLE campaign (
  id TEXT PRIMARY KEY,                 -- campaign:<code>
  version INTEGER NOT NULL,            -- counts up from 1; the calendar feed's SEQUENCE
  starts TEXT NOT NULL,                -- first and last day, YYYY-MM-DD
  ends TEXT NOT NULL,
  body TEXT NOT NULL,
  CHECK (starts <= ends)
) STRICT;
CREATE INDEX campaign_days ON campaign (starts);

-- What a campaign brings, and what is open for it.
CREATE INDEX ticket_of_campaign ON ticket (body->>'$.campaign') WHERE body->>'$.campaign' IS NOT NULL;
