-- The chain of escalation begins anew when a case is put back or opened again; the solution has a warning of its own.
ALTER TABLE case_clocks ADD COLUMN escalating_since BIGINT;  -- from when the steps of the chain are counted
ALTER TABLE case_clocks ADD COLUMN resolve_warned_at BIGINT; -- when somebody was warned that the solution is due soon

-- How many alerts one address got in the last minute, without a look at the mails of campaigns.
CREATE INDEX deliveries_of_alerts ON deliveries (workspace_id, recipient, created_at) WHERE kind = 'alert';
