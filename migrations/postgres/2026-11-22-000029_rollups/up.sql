-- The day that an invitation is counted for in the roll-ups as asked, and as answered: that it was sent, in the workspace's
-- zone. None: it is not counted (yet). What went out and is not counted is few, and found by the index.
ALTER TABLE invitations ADD COLUMN day INTEGER;
CREATE INDEX invitations_not_counted ON invitations (workspace_id, id) WHERE day IS NULL AND state = 'sent';
-- The newest answers of one survey among many: the overview's last ones, and what two dimensions at once are looked up in.
CREATE INDEX responses_by_survey ON responses (workspace_id, survey_id, answered_at, id);
-- The newest cases of a survey, with all that reaction times are computed from.
CREATE INDEX cases_by_survey ON cases (workspace_id, survey_id, opened_at, id, state, do_not_contact, tapped_at, due_at, contacted_at);
-- What was held back of a survey, beside its answers.
CREATE INDEX provisional_held ON provisional (workspace_id, survey_id, at) WHERE state = 'held';
