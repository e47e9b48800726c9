-- Tickets know what they were born with of their service, and what became of what the team owes them.
UPDATE ticket SET body = json_patch(
  '{"priority":"normal","steps":[],"slipped":{},"reopened":0,"terms":{"version":1,"steps":[],"firstReplyHours":8,"deliveryDays":5,"priority":"normal"}}', body);
