-- The house: see ARCHITECTURE.md for what each table is for.
-- Times are Unix milliseconds UTC; JSON is text; `day` is a calendar day (days since 1970-01-01) in the workspace's zone.

-- Global: workspace, user, membership, session.
CREATE TABLE workspaces (
    id         INTEGER NOT NULL PRIMARY KEY,
    key        TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    settings   TEXT    NOT NULL,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL
);

CREATE TABLE users (
    id              BLOB     NOT NULL PRIMARY KEY,
    email           TEXT    NOT NULL,
    email_key       TEXT    NOT NULL UNIQUE,
    name            TEXT    NOT NULL,
    locale          TEXT    NOT NULL,
    password_hash   TEXT,
    link_generation INTEGER NOT NULL,
    link_expires_at BIGINT,
    failed_sign_ins INTEGER NOT NULL,
    locked_until    BIGINT,
    created_at      BIGINT  NOT NULL,
    signed_in_at    BIGINT
);

CREATE TABLE memberships (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    user_id      BLOB     NOT NULL REFERENCES users (id),
    role         TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX memberships_by_user ON memberships (user_id);

CREATE TABLE sessions (
    token_hash   BLOB  NOT NULL PRIMARY KEY,
    user_id      BLOB     NOT NULL REFERENCES users (id),
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    user_agent   TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    seen_at      BIGINT  NOT NULL,
    expires_at   BIGINT  NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- Account.
CREATE TABLE api_keys (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    id           BLOB     NOT NULL,
    name         TEXT    NOT NULL,
    handle       TEXT    NOT NULL UNIQUE,
    key_hash     BLOB  NOT NULL,
    scope        TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    used_at      BIGINT,
    revoked_at   BIGINT,
    PRIMARY KEY (workspace_id, id)
);

CREATE TABLE audit (
    workspace_id INTEGER NOT NULL,
    id           BLOB     NOT NULL,
    at           BIGINT  NOT NULL,
    actor        TEXT    NOT NULL,
    action       TEXT    NOT NULL,
    object       TEXT    NOT NULL,
    detail       TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, id)
);

CREATE TABLE idempotency_keys (
    workspace_id INTEGER NOT NULL,
    key          TEXT    NOT NULL,
    request_hash BLOB  NOT NULL,
    status       INTEGER NOT NULL,
    body         TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, key)
);

-- Surveys and rules.
CREATE TABLE surveys (
    workspace_id    INTEGER NOT NULL REFERENCES workspaces (id),
    id              INTEGER NOT NULL,
    key             TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    link_generation INTEGER NOT NULL,
    closed_at       BIGINT,
    created_at      BIGINT  NOT NULL,
    updated_at      BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, key)
);

CREATE TABLE survey_versions (
    workspace_id INTEGER NOT NULL,
    survey_id    INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    definition   TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, survey_id, version),
    FOREIGN KEY (workspace_id, survey_id) REFERENCES surveys (workspace_id, id)
);

CREATE TABLE rules (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    version      INTEGER NOT NULL,
    document     TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    created_by   TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, version)
);

-- Outreach.
CREATE TABLE people (
    workspace_id     INTEGER NOT NULL REFERENCES workspaces (id),
    id               BLOB     NOT NULL,
    email            TEXT,
    email_key        TEXT,
    phone            TEXT,
    external_id      TEXT,
    name             TEXT,
    locale           TEXT,
    timezone         TEXT,
    properties       TEXT    NOT NULL,
    created_at       BIGINT  NOT NULL,
    updated_at       BIGINT  NOT NULL,
    last_asked_at    BIGINT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, email_key),
    UNIQUE (workspace_id, phone),
    UNIQUE (workspace_id, external_id)
);
CREATE INDEX people_by_creation ON people (workspace_id, created_at, id);

-- Keyed by an HMAC of the address, so that "never again" survives the erasure of the person.
CREATE TABLE suppressions (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    address_hash BLOB  NOT NULL,
    reason       TEXT    NOT NULL,
    person_id    BLOB,
    since        BIGINT  NOT NULL,
    until        BIGINT,
    detail       TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, address_hash, reason)
);
CREATE INDEX suppressions_by_reason ON suppressions (workspace_id, reason, since);

CREATE TABLE events (
    workspace_id INTEGER NOT NULL,
    id           BLOB     NOT NULL,
    external_id  TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    occurred_at  BIGINT  NOT NULL,
    person_id    BLOB     NOT NULL,
    properties   TEXT    NOT NULL,
    basis        TEXT,
    body_hash    BLOB  NOT NULL,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, external_id),
    FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id)
);
CREATE INDEX events_by_person ON events (workspace_id, person_id, occurred_at);

-- The ledger: every decision to ask or not to ask, with its reason.
CREATE TABLE decisions (
    workspace_id     INTEGER NOT NULL,
    id               BLOB     NOT NULL,
    person_id        BLOB     NOT NULL,
    survey_id        INTEGER NOT NULL,
    event_id         BLOB,
    invitation_id    BLOB,
    at               BIGINT  NOT NULL,
    stage            TEXT    NOT NULL,
    outcome          TEXT    NOT NULL,
    reason           TEXT,
    rule             TEXT,
    send_at          BIGINT,
    next_eligible_at BIGINT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX decisions_by_person ON decisions (workspace_id, person_id, at);
CREATE INDEX decisions_by_time ON decisions (workspace_id, at);

CREATE TABLE invitations (
    workspace_id   INTEGER NOT NULL,
    id             BLOB     NOT NULL,
    survey_id      INTEGER NOT NULL,
    survey_version INTEGER NOT NULL,
    person_id      BLOB     NOT NULL,
    event_id       BLOB,
    channel        TEXT    NOT NULL,
    locale         TEXT    NOT NULL,
    properties     TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    generation     INTEGER NOT NULL,
    send_at        BIGINT  NOT NULL,
    sent_at        BIGINT,
    expires_at     BIGINT  NOT NULL,
    created_at     BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, survey_id) REFERENCES surveys (workspace_id, id),
    FOREIGN KEY (workspace_id, person_id) REFERENCES people (workspace_id, id)
);
CREATE INDEX invitations_by_person ON invitations (workspace_id, person_id, created_at);

-- One row a mail; `about_id` is the invitation, case or user it is about. The stage says how far it got.
CREATE TABLE deliveries (
    workspace_id INTEGER NOT NULL,
    id           BLOB     NOT NULL,
    about_id     BLOB     NOT NULL,
    kind         TEXT    NOT NULL,
    n            INTEGER NOT NULL,
    recipient    TEXT    NOT NULL,
    params       TEXT    NOT NULL,
    stage        TEXT    NOT NULL,
    message_id   TEXT    NOT NULL,
    mail         BLOB,
    attempts     INTEGER NOT NULL,
    code         INTEGER,
    reply        TEXT,
    created_at   BIGINT  NOT NULL,
    updated_at   BIGINT  NOT NULL,
    sent_at      BIGINT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, about_id, kind, n)
);
CREATE INDEX deliveries_by_stage ON deliveries (workspace_id, stage, updated_at);

-- What GET and HEAD leave behind: telemetry, never an answer.
CREATE TABLE clicks (
    workspace_id  INTEGER NOT NULL,
    id            BLOB     NOT NULL,
    invitation_id BLOB     NOT NULL,
    at            BIGINT  NOT NULL,
    method        TEXT    NOT NULL,
    link          TEXT    NOT NULL,
    score         INTEGER,
    agent_hash    BLOB  NOT NULL,
    network       TEXT    NOT NULL,
    prefetch      BOOLEAN NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX clicks_by_invitation ON clicks (workspace_id, invitation_id, at);

-- Response. A response to an invitation has the invitation's id: one answer per invitation needs no further index.
CREATE TABLE responses (
    workspace_id   INTEGER NOT NULL,
    id             BLOB     NOT NULL,
    survey_id      INTEGER NOT NULL,
    survey_version INTEGER NOT NULL,
    person_id      BLOB,
    invited        BOOLEAN NOT NULL,
    channel        TEXT    NOT NULL,
    evidence       INTEGER NOT NULL,
    score          INTEGER,
    comment        TEXT,
    answers        TEXT    NOT NULL,
    properties     TEXT    NOT NULL,
    locale         TEXT    NOT NULL,
    imported       BOOLEAN NOT NULL,
    answered_at    BIGINT  NOT NULL,
    updated_at     BIGINT  NOT NULL,
    day            INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    browser_hash   BLOB,
    external_id    TEXT,
    tags           TEXT    NOT NULL,
    notes          TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX responses_by_time ON responses (workspace_id, answered_at, id);
CREATE INDEX responses_by_update ON responses (workspace_id, updated_at, id);
CREATE INDEX responses_by_person ON responses (workspace_id, person_id, answered_at) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX responses_by_external_id ON responses (workspace_id, external_id) WHERE external_id IS NOT NULL;

-- Every later post for one response: what was applied, and what was kept as evidence only.
CREATE TABLE response_history (
    workspace_id INTEGER NOT NULL,
    response_id  BLOB     NOT NULL,
    n            INTEGER NOT NULL,
    at           BIGINT  NOT NULL,
    actor        TEXT    NOT NULL,
    answers      TEXT    NOT NULL,
    applied      BOOLEAN NOT NULL,
    PRIMARY KEY (workspace_id, response_id, n)
);

CREATE TABLE rollups (
    workspace_id    INTEGER NOT NULL,
    survey_id       INTEGER NOT NULL,
    question        TEXT    NOT NULL,
    dimension       TEXT    NOT NULL,
    dimension_value TEXT    NOT NULL,
    day             INTEGER NOT NULL,
    evidence        INTEGER NOT NULL,
    value           INTEGER NOT NULL,
    count           BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, survey_id, question, dimension, dimension_value, day, evidence, value)
) WITHOUT ROWID;

-- Recovery.
CREATE TABLE cases (
    workspace_id   INTEGER NOT NULL,
    id             BLOB     NOT NULL,
    number         INTEGER NOT NULL,
    origin         TEXT    NOT NULL,
    survey_id      INTEGER,
    response_id    BLOB,
    person_id      BLOB,
    rule           TEXT,
    priority       TEXT    NOT NULL,
    team           TEXT,
    state          TEXT    NOT NULL,
    assignee_id    BLOB,
    do_not_contact BOOLEAN NOT NULL,
    tapped_at      BIGINT  NOT NULL,
    opened_at      BIGINT  NOT NULL,
    due_at         BIGINT  NOT NULL,
    resolve_due_at BIGINT  NOT NULL,
    claimed_at     BIGINT,
    contacted_at   BIGINT,
    waiting_since  BIGINT,
    resolved_at    BIGINT,
    outcome        TEXT,
    overdue_at     BIGINT,
    version        INTEGER NOT NULL,
    updated_at     BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, number),
    UNIQUE (workspace_id, response_id)
);
CREATE INDEX cases_by_due ON cases (workspace_id, state, due_at);
CREATE INDEX cases_by_person ON cases (workspace_id, person_id, state);

CREATE TABLE case_entries (
    workspace_id INTEGER NOT NULL,
    case_id      BLOB     NOT NULL,
    id           BLOB     NOT NULL,
    at           BIGINT  NOT NULL,
    kind         TEXT    NOT NULL,
    actor        TEXT    NOT NULL,
    detail       TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, case_id, id)
);

-- An action happens once per (response, rule, action).
CREATE TABLE rule_actions (
    workspace_id INTEGER NOT NULL,
    response_id  BLOB     NOT NULL,
    rule         TEXT    NOT NULL,
    action       TEXT    NOT NULL,
    at           BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, response_id, rule, action)
);

CREATE TABLE endpoints (
    workspace_id    INTEGER NOT NULL REFERENCES workspaces (id),
    id              BLOB     NOT NULL,
    url             TEXT    NOT NULL,
    dialect         TEXT    NOT NULL,
    types           TEXT    NOT NULL,
    secret          BLOB  NOT NULL,
    previous_secret BLOB,
    previous_until  BIGINT,
    state           TEXT    NOT NULL,
    failures        INTEGER NOT NULL,
    failing_since   BIGINT,
    created_at      BIGINT  NOT NULL,
    updated_at      BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
);

CREATE TABLE callbacks (
    workspace_id INTEGER NOT NULL,
    id           BLOB     NOT NULL,
    endpoint_id  BLOB     NOT NULL,
    kind         TEXT    NOT NULL,
    about_id     BLOB     NOT NULL,
    body         BLOB  NOT NULL,
    state        TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    status       INTEGER,
    error        TEXT,
    created_at   BIGINT  NOT NULL,
    updated_at   BIGINT  NOT NULL,
    delivered_at BIGINT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX callbacks_by_endpoint ON callbacks (workspace_id, endpoint_id, created_at);

CREATE TABLE callback_attempts (
    workspace_id INTEGER NOT NULL,
    callback_id  BLOB     NOT NULL,
    n            INTEGER NOT NULL,
    at           BIGINT  NOT NULL,
    status       INTEGER,
    latency_ms   BIGINT  NOT NULL,
    answer       TEXT    NOT NULL,
    error        TEXT,
    PRIMARY KEY (workspace_id, callback_id, n)
);

-- The durable queue. Done jobs are deleted; dead ones stay and can be retried by a person.
CREATE TABLE jobs (
    workspace_id INTEGER NOT NULL,
    id           BLOB     NOT NULL,
    kind         TEXT    NOT NULL,
    payload      TEXT    NOT NULL,
    class        INTEGER NOT NULL,
    lane         TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    due_at       BIGINT  NOT NULL,
    attempts     INTEGER NOT NULL,
    leased_by    TEXT,
    leased_until BIGINT,
    last_error   TEXT,
    dedupe_key   TEXT,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX jobs_due ON jobs (state, class, due_at);
CREATE INDEX jobs_leased ON jobs (lane) WHERE leased_until IS NOT NULL;
CREATE UNIQUE INDEX jobs_once ON jobs (workspace_id, dedupe_key) WHERE dedupe_key IS NOT NULL;

INSERT INTO workspaces (id, key, name, settings, created_at, updated_at) VALUES (1, 'default', 'Default', '{}', 0, 0);
