-- Tickets know what they were born with of their service, and what became of what the team owes them.
UPDATE ticket SET body = json_patch(
  '{"priority":"normal","steps":[],"slipped":{},"pauses":[],"reopened":0,"terms":{"version":1,"steps":[],"firstReplyHours":8,"deliveryDays":5,"priority":"normal"}}', body);

-- The clock looks at every open ticket once, and goes on from how it finds it.
INSERT OR IGNORE INTO timer (key, due_at, body)
  SELECT t.id || ':' || k.value, t.changed_at, json_object('chat', p.body->>'$.address', 'ticket', t.number)
  FROM ticket t JOIN person p ON p.id = t.person, json_each('["client","reply","delivery"]') k
  WHERE t.situation IN ('open', 'awaiting');
