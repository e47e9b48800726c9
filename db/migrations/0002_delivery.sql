-- What became of a message of ours after it left, as its provider tells. Only ever goes forward; `failed` is final.
CREATE TABLE delivery (
  chat TEXT NOT NULL,
  external_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'delivered', 'read', 'failed')),
  at INTEGER NOT NULL,
  why TEXT,
  PRIMARY KEY (chat, external_id)
) STRICT, WITHOUT ROWID;

-- Parked rows that leave once the client writes, as opposed to those that were refused for good.
ALTER TABLE outbox ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_waits ON outbox (address) WHERE state = 'parked' AND waits = 1;
