-- Mails to customers are claimed and sent in groups, apart from all other jobs.
ALTER TABLE jobs ADD COLUMN grouped BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE jobs SET grouped = TRUE WHERE kind = 'invite';
DROP INDEX jobs_due;
CREATE INDEX jobs_due ON jobs (state, grouped, class, due_at);

-- Who is suppressed is asked for many people at once.
CREATE INDEX suppressions_by_person ON suppressions (workspace_id, person_id) WHERE person_id IS NOT NULL;

-- A route (a mail server) over which sending pauses, because it does not take our mails. It belongs to the installation,
-- not to a workspace, and all processes heed it. `probe_until`: a process is just trying one mail.
CREATE TABLE breakers (
    route       TEXT    NOT NULL PRIMARY KEY,
    opened_at   BIGINT  NOT NULL,
    stage       TEXT    NOT NULL,
    code        INTEGER,
    reason      TEXT    NOT NULL,
    failures    INTEGER NOT NULL,
    next_try_at BIGINT  NOT NULL,
    probe_until BIGINT
);
