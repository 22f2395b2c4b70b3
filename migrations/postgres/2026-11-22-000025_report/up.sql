-- Reports about recovery read the cases of a span of time, and compare who was contacted at once with who waited by lot.
CREATE INDEX cases_by_opening ON cases (workspace_id, opened_at);
-- It was opened while a hold-out was on and could have been drawn: only such cases are compared.
ALTER TABLE reasks ADD COLUMN trial BOOLEAN NOT NULL DEFAULT FALSE;
