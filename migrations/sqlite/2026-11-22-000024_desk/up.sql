-- Cases that were changed lately: open pages follow them.
CREATE INDEX cases_by_update ON cases (workspace_id, updated_at);
