-- Tablets in a shop, each with a link of its own to one survey.
CREATE TABLE kiosks (
    workspace_id     INTEGER NOT NULL REFERENCES workspaces (id),
    id               BLOB    NOT NULL,
    survey_id        INTEGER NOT NULL,
    name             TEXT    NOT NULL,
    properties       TEXT    NOT NULL, -- JSON: what every answer given here gets, such as the branch
    locales          TEXT    NOT NULL, -- JSON: the languages offered, the first one at the start
    return_secs      INTEGER NOT NULL, -- how long the thanks stay
    pin_hash         TEXT    NOT NULL, -- argon2id
    pin_failures     INTEGER NOT NULL, -- wrong ones in a row
    pin_locked_until BIGINT,
    link_generation  INTEGER NOT NULL, -- raised, it takes the link back
    waiting          INTEGER NOT NULL, -- answers that the tablet holds, as it last said
    refused          INTEGER NOT NULL, -- answers that it holds and we will not take
    seen_at          BIGINT,
    removed_at       BIGINT,
    created_at       BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX kiosks_by_survey ON kiosks (workspace_id, survey_id, created_at);
