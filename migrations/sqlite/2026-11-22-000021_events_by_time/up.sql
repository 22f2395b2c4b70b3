-- What a changed set of rules would have done is found out by going through the events in order of time.
CREATE INDEX events_by_time ON events (workspace_id, occurred_at, id);
