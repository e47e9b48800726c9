-- Facts are kept in memory between two looks at them; a mark says which have changed since. Each that is written gets the next number.
ALTER TABLE fact ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
UPDATE fact SET mark = number;
CREATE UNIQUE INDEX fact_mark ON fact (mark);

-- A ticket that is deleted leaves no mark: another era begins, in which all are read anew. Which of a person's tickets came first may be another now.
INSERT INTO setting (key, value) VALUES ('fact_era', '1');
CREATE TRIGGER fact_of_deleted AFTER DELETE ON ticket BEGIN
  DELETE FROM fact WHERE number = old.number; DELETE FROM fact_due WHERE number = old.number; INSERT INTO fact_due (number) SELECT number FROM ticket WHERE person = old.person ON CONFLICT DO NOTHING; UPDATE setting SET value = value + 1 WHERE key = 'fact_era'; END;
