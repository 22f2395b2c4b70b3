-- The decisions of days that are over, counted once: a report of a year reads some thousand rows, however many people were
-- asked. An empty reason means asked; survey 0 marks a day as counted, also one without any decision.
CREATE TABLE decision_days (
    workspace_id INTEGER NOT NULL,
    day          INTEGER NOT NULL,
    survey_id    INTEGER NOT NULL,
    stage        TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    count        BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, day, survey_id, stage, reason)
);
