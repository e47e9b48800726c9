-- Messages that no turn could be made of, which are few among many: the board lists them.
CREATE INDEX inbox_parked ON inbox (at) WHERE parked IS NOT NULL;
