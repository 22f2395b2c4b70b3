-- How people are reached beside e-mail: a request to a provider of text messages, as configuration and not as code.
CREATE TABLE channels (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    -- The name in requests: sms, whatsapp.
    key          TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    -- Address, headers and body with their places for text and recipient, as JSON.
    request      TEXT    NOT NULL,
    -- What {{secret}} stands for, encrypted.
    secret       BLOB,
    active       BOOLEAN NOT NULL,
    version      INTEGER NOT NULL,
    created_at   BIGINT  NOT NULL,
    updated_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, key)
);
