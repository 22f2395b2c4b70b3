-- What the business writes into its mails and pages, by survey and language. The newest version is in force; older ones
-- are kept, so that a change can be undone. Survey 0: the whole workspace; locale '': every language.
CREATE TABLE templates (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    survey_id    INTEGER NOT NULL,
    locale       TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    document     TEXT    NOT NULL, -- JSON: the text of each slot
    created_at   BIGINT  NOT NULL,
    created_by   TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, survey_id, locale, version)
);

-- Colours, logo, sender, imprint, by survey (0: the whole workspace). Versions as above.
CREATE TABLE brands (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    survey_id    INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    document     TEXT    NOT NULL, -- JSON
    created_at   BIGINT  NOT NULL,
    created_by   TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, survey_id, version)
);

-- Logos as we encoded them, named by their hash: mails that went out refer to them, so they stay.
CREATE TABLE logos (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    id           TEXT    NOT NULL, -- the first 32 hexadecimal digits of the SHA-256 of the bytes
    media_type   TEXT    NOT NULL,
    width        INTEGER NOT NULL, -- pixels
    height       INTEGER NOT NULL,
    bytes        BYTEA NOT NULL,
    created_at   BIGINT  NOT NULL,
    created_by   TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
