-- Shops and mail providers that call us, what they said, and what follows from it.

-- One program out there with an address of ours. The address holds a token; nothing about it is stored.
-- secret: encrypted, none until it is given; previous_secret counts until previous_until, while a new one takes hold.
-- config: what only this kind of program needs, as JSON.
CREATE TABLE connections (
    workspace_id     INTEGER NOT NULL REFERENCES workspaces (id),
    id               UUID    NOT NULL,
    source           TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    secret           BYTEA,
    previous_secret  BYTEA,
    previous_until   BIGINT,
    config           TEXT    NOT NULL,
    received         BIGINT  NOT NULL,
    refused          BIGINT  NOT NULL,
    last_received_at BIGINT,
    last_refused_at  BIGINT,
    created_at       BIGINT  NOT NULL,
    updated_at       BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
);

-- What was said, as it came, until it is a week old. The same dedupe_key is the same message.
-- origin: which of the program's shops or accounts. detail: why it was ignored or failed.
-- person_id: whom it is about, once that is known; erased with them.
CREATE TABLE inbound (
    workspace_id  INTEGER NOT NULL,
    id            UUID    NOT NULL,
    connection_id UUID    NOT NULL,
    source        TEXT    NOT NULL,
    topic         TEXT    NOT NULL,
    origin        TEXT    NOT NULL,
    dedupe_key    TEXT    NOT NULL,
    raw           BYTEA   NOT NULL,
    state         TEXT    NOT NULL,
    detail        TEXT    NOT NULL,
    person_id     UUID,
    received_at   BIGINT  NOT NULL,
    settled_at    BIGINT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, connection_id, dedupe_key)
);
CREATE INDEX inbound_by_connection ON inbound (workspace_id, connection_id, id);
CREATE INDEX inbound_by_person ON inbound (workspace_id, person_id);
CREATE INDEX inbound_by_time ON inbound (received_at);

-- What no longer stands, by order or by event: it may become known before the event itself does.
-- key: event:ID or order:NUMBER. kind: the type of event that said so.
CREATE TABLE cancellations (
    workspace_id INTEGER NOT NULL,
    key          TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    at           BIGINT  NOT NULL,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, key)
);
CREATE INDEX cancellations_by_time ON cancellations (created_at);

-- People who asked, through a shop, what is kept about them: the owner answers by due_at.
CREATE TABLE data_requests (
    workspace_id  INTEGER NOT NULL,
    id            UUID    NOT NULL,
    connection_id UUID    NOT NULL,
    person_id     UUID    NOT NULL,
    asked_at      BIGINT  NOT NULL,
    due_at        BIGINT  NOT NULL,
    done_at       BIGINT,
    done_by       TEXT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX data_requests_by_person ON data_requests (workspace_id, person_id);
