-- What the page's script said of an invitation that nobody has sent a form for: an answer perhaps, once it has waited and
-- no rule speaks against it. One row an invitation; every single report is a click of the link `report`. The state is
-- waiting, held (a rule, or none where a form is required) or dismissed (by a person).
CREATE TABLE provisional (
    workspace_id   INTEGER NOT NULL,
    invitation_id  BLOB    NOT NULL,
    survey_id      INTEGER NOT NULL,
    survey_version INTEGER NOT NULL,
    score          INTEGER NOT NULL,
    network        TEXT    NOT NULL,
    agent_hash     BLOB    NOT NULL,
    at             BIGINT  NOT NULL,
    state          TEXT    NOT NULL,
    rule           TEXT,
    until          BIGINT,
    decided_at     BIGINT,
    PRIMARY KEY (workspace_id, invitation_id)
);
CREATE INDEX provisional_by_state ON provisional (workspace_id, state, at);
-- Whether one network opens the mails of many people is asked by network.
CREATE INDEX clicks_by_network ON clicks (workspace_id, network, at);
-- The invitations that anybody looked at, newest first.
CREATE INDEX clicks_of_reports ON clicks (workspace_id, at) WHERE link = 'report';
