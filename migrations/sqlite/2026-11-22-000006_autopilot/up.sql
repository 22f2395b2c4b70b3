-- The ledger in numbers: every count of the report is read from this index alone, and a list of the refused by reason
-- from the other. The first one begins like decisions_by_time and takes its place.
CREATE INDEX decisions_counted ON decisions (workspace_id, at, survey_id, stage, outcome, reason);
CREATE INDEX decisions_by_reason ON decisions (workspace_id, reason, at) WHERE reason IS NOT NULL;
DROP INDEX decisions_by_time;

-- Reminders. `reminders` counts those that were taken up, sent or not; `reminded_at` is when the last one was due.
ALTER TABLE invitations ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitations ADD COLUMN reminded_at BIGINT;
-- Those of a stretch of time, by when they went out and by when they were reminded: what the hourly sweep reads.
CREATE INDEX invitations_by_sending ON invitations (workspace_id, sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX invitations_by_reminding ON invitations (workspace_id, reminded_at) WHERE reminded_at IS NOT NULL;

-- The autopilot's members. `next_at` is the next turn, not yet planned; `invitation_id` is what the turn at `turn_at` led
-- to. `properties` go with its surveys.
CREATE TABLE autopilot_members (
    workspace_id  INTEGER NOT NULL,
    platform      TEXT    NOT NULL,
    person_id     BLOB NOT NULL,
    id            BLOB NOT NULL,
    properties    TEXT    NOT NULL,
    next_at       BIGINT  NOT NULL,
    turn_at       BIGINT,
    invitation_id BLOB,
    created_at    BIGINT  NOT NULL,
    updated_at    BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, platform, person_id),
    FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id)
);
CREATE INDEX autopilot_members_by_turn ON autopilot_members (workspace_id, platform, next_at);
CREATE INDEX autopilot_members_by_joining ON autopilot_members (workspace_id, platform, created_at, person_id);
