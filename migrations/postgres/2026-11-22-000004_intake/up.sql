-- Mails that came back for now, a row an address and mail: three in thirty days, and the address rests for thirty.
-- `source` names the mail, so that a bounce that is told twice counts once. The address is kept as a keyed hash only.
CREATE TABLE soft_bounces (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    address_hash BYTEA NOT NULL,
    source       TEXT    NOT NULL,
    at           BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, address_hash, source)
);
