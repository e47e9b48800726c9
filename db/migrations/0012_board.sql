-- The staff board turns the pages of closed tickets, the newest first.
CREATE INDEX ticket_closed ON ticket (changed_at DESC, number DESC) WHERE situation IN ('done', 'cancelled');
