-- A campaign: many people from a file, asked by one survey. Made as a draft with a report, started by a person.
-- `cursor` is the last line that was planned; `counts` what planning came to so far; `heading` the file's first row.
CREATE TABLE campaigns (
    workspace_id INTEGER NOT NULL,
    id           BLOB     NOT NULL,
    name         TEXT    NOT NULL,
    survey_id    INTEGER NOT NULL,
    state        TEXT    NOT NULL,
    created_by   TEXT    NOT NULL,
    file_name    TEXT    NOT NULL,
    file_hash    BLOB  NOT NULL,
    heading      TEXT    NOT NULL,
    basis        TEXT,
    pace         INTEGER,
    starts_at    BIGINT,
    report       TEXT    NOT NULL,
    counts       TEXT    NOT NULL,
    cursor       BIGINT  NOT NULL,
    next_slot    BIGINT,
    created_at   BIGINT  NOT NULL,
    updated_at   BIGINT  NOT NULL,
    checked_at   BIGINT,
    started_at   BIGINT,
    paused_at    BIGINT,
    planned_at   BIGINT,
    finished_at  BIGINT,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, survey_id) REFERENCES surveys (workspace_id, id)
);
CREATE INDEX campaigns_by_state ON campaigns (workspace_id, state);

-- A line of a campaign's file. `person_id` and `invitation_id` are chosen when the line is read, so that a line can come
-- to one person and one invitation only, whatever is tried again. `identity` and `properties` are emptied once the person
-- was planned; `cells` are those of a line that was not taken.
CREATE TABLE campaign_people (
    workspace_id  INTEGER NOT NULL,
    campaign_id   BLOB     NOT NULL,
    line          BIGINT  NOT NULL,
    state         TEXT    NOT NULL,
    reason        TEXT,
    field         TEXT,
    problem       TEXT,
    email_key     TEXT,
    person_id     BLOB,
    invitation_id BLOB,
    identity      TEXT    NOT NULL,
    properties    TEXT    NOT NULL,
    cells         TEXT,
    PRIMARY KEY (workspace_id, campaign_id, line),
    FOREIGN KEY (workspace_id, campaign_id) REFERENCES campaigns (workspace_id, id)
);
CREATE UNIQUE INDEX campaign_people_once ON campaign_people (workspace_id, person_id, campaign_id) WHERE person_id IS NOT NULL;
CREATE INDEX campaign_people_by_email ON campaign_people (workspace_id, email_key) WHERE email_key IS NOT NULL;

ALTER TABLE invitations ADD COLUMN campaign_id BLOB;
-- Progress is counted from the index alone.
CREATE INDEX invitations_by_campaign ON invitations (workspace_id, campaign_id, state) WHERE campaign_id IS NOT NULL;
