-- Taking care of a case: what kind it is, why it came, and everything that is promised, said and done until it is solved.
ALTER TABLE cases ADD COLUMN kind TEXT NOT NULL DEFAULT 'complaint'; -- which checklist it has
ALTER TABLE cases ADD COLUMN cause TEXT;                             -- root cause, by its key in the settings
ALTER TABLE cases ADD COLUMN cost BIGINT;                            -- what it cost the business, in hundredths of its currency
ALTER TABLE cases ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';        -- JSON: words
ALTER TABLE cases ADD COLUMN event_id UUID;                          -- the purchase or service it is about
ALTER TABLE cases ADD COLUMN merged_into UUID;                       -- the case that goes on in its place
CREATE INDEX cases_by_cause ON cases (workspace_id, cause, tapped_at);
CREATE INDEX cases_by_event ON cases (workspace_id, event_id);

-- The clocks of a case, its pauses, and how far escalation has come.
CREATE TABLE case_clocks (
    workspace_id       INTEGER NOT NULL,
    case_id            UUID NOT NULL,
    contact_within     TEXT,              -- JSON: time to first contact; none for a customer who is not to be contacted
    resolve_within     TEXT NOT NULL,     -- JSON: time to resolution
    pauses             TEXT NOT NULL,     -- JSON: when it waited for the customer
    escalation_step    INTEGER NOT NULL,  -- the next step of the chain, from 0
    escalate_at        BIGINT,            -- when that is due; none when somebody has the case
    warned_at          BIGINT,            -- when the owner was warned that the deadline is near
    resolve_overdue_at BIGINT,            -- when the solution became late
    PRIMARY KEY (workspace_id, case_id)
);

-- What the customer was promised: every time that was named, and what became of it.
CREATE TABLE promises (
    workspace_id INTEGER NOT NULL,
    case_id      UUID NOT NULL,
    n            INTEGER NOT NULL, -- counted from 1 within the case
    what         TEXT    NOT NULL, -- contact, solution
    promised_at  BIGINT  NOT NULL, -- the time that was promised
    made_at      BIGINT  NOT NULL,
    reason       TEXT,             -- why it was renewed, in words for the customer
    state        TEXT    NOT NULL, -- open, kept, renewed, broken
    settled_at   BIGINT,
    PRIMARY KEY (workspace_id, case_id, n)
);
CREATE INDEX promises_open ON promises (workspace_id, state, promised_at);

-- What was said between the business and a customer: about a case, or about an answer without one.
CREATE TABLE messages (
    workspace_id INTEGER NOT NULL,
    id           UUID NOT NULL,
    person_id    UUID,
    case_id      UUID,
    response_id  UUID,
    direction    TEXT    NOT NULL, -- in, out
    channel      TEXT    NOT NULL, -- email, page
    author       TEXT    NOT NULL, -- a user's id, respondent, system
    subject      TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    message_id   TEXT,             -- of the mail that came
    delivery_id  UUID,             -- of the mail that went
    at           BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX messages_by_case ON messages (workspace_id, case_id, at);
CREATE INDEX messages_by_response ON messages (workspace_id, response_id, at);
CREATE INDEX messages_by_person ON messages (workspace_id, person_id, at);
CREATE UNIQUE INDEX messages_by_message ON messages (workspace_id, message_id);

-- What is to be done for a case: the standard steps of its kind, and tasks of its own.
CREATE TABLE case_tasks (
    workspace_id INTEGER NOT NULL,
    case_id      UUID NOT NULL,
    id           UUID NOT NULL,
    place        INTEGER NOT NULL,
    title        TEXT    NOT NULL,
    standard     BOOLEAN NOT NULL, -- a step of the checklist
    assignee_id  UUID,
    due_at       BIGINT,
    done_at      BIGINT,
    done_by      UUID,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, case_id, id)
);
CREATE INDEX case_tasks_due ON case_tasks (workspace_id, done_at, due_at);

-- When the customer wishes to be called, and what they said of the solution.
CREATE TABLE case_wishes (
    workspace_id INTEGER NOT NULL,
    case_id      UUID NOT NULL,
    call_at      BIGINT,  -- the time that they chose
    solved       BOOLEAN, -- whether they say that it is
    said_at      BIGINT,
    PRIMARY KEY (workspace_id, case_id)
);

-- Asking again after a case was resolved, and who is not asked or not contacted so that the effect can be measured.
CREATE TABLE reasks (
    workspace_id  INTEGER NOT NULL,
    case_id       UUID NOT NULL,
    person_id     UUID,
    survey_id     INTEGER NOT NULL,
    first_score   INTEGER,          -- the answer that opened the case
    held_out      BOOLEAN NOT NULL, -- recovery was withheld from this case, by lot
    due_at        BIGINT  NOT NULL,
    state         TEXT    NOT NULL, -- planned, asked, answered, refused
    reason        TEXT,             -- why not
    invitation_id UUID,
    score         INTEGER,
    answered_at   BIGINT,
    created_at    BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, case_id)
);
CREATE INDEX reasks_by_invitation ON reasks (workspace_id, invitation_id);
CREATE INDEX reasks_by_person ON reasks (workspace_id, person_id);

-- A problem that many have at once: everybody it affects is told, whether they complained or not.
CREATE TABLE known_problems (
    workspace_id INTEGER NOT NULL,
    id           UUID NOT NULL,
    title        TEXT    NOT NULL,
    words        TEXT    NOT NULL, -- JSON: what customers are told, by language
    cause        TEXT,
    affected     TEXT    NOT NULL, -- JSON: which events it affects
    expected_at  BIGINT,           -- when it is expected to be over
    declared_at  BIGINT  NOT NULL,
    declared_by  UUID,
    over_at      BIGINT,
    cursor       TEXT    NOT NULL, -- how far telling people has come
    PRIMARY KEY (workspace_id, id)
);
CREATE TABLE known_problem_people (
    workspace_id INTEGER NOT NULL,
    problem_id   UUID NOT NULL,
    person_id    UUID NOT NULL,
    case_id      UUID,
    told_at      BIGINT,
    told_over_at BIGINT,
    PRIMARY KEY (workspace_id, problem_id, person_id)
);
CREATE INDEX known_problem_people_by_person ON known_problem_people (workspace_id, person_id);
CREATE INDEX known_problem_people_by_case ON known_problem_people (workspace_id, case_id);

-- Changes that the business made, against which the complaints of a cause are counted before and after.
CREATE TABLE improvements (
    workspace_id INTEGER NOT NULL,
    id           UUID NOT NULL,
    cause        TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    made_at      BIGINT  NOT NULL,
    words        TEXT    NOT NULL, -- JSON: what those who complained are told, by language; empty: nobody is told
    told_at      BIGINT,
    told         INTEGER NOT NULL, -- how many
    created_by   UUID,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX improvements_by_cause ON improvements (workspace_id, cause, made_at);

-- Who belongs to a team, in the order in which they are told.
CREATE TABLE team_members (
    workspace_id INTEGER NOT NULL,
    team         TEXT    NOT NULL,
    user_id      UUID NOT NULL,
    place        INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, team, user_id)
);
-- Who is on call when, and who is away.
CREATE TABLE shifts (
    workspace_id INTEGER NOT NULL,
    id           UUID NOT NULL,
    user_id      UUID NOT NULL,
    team         TEXT,             -- none: of every team
    away         BOOLEAN NOT NULL, -- away instead of on call
    from_at      BIGINT  NOT NULL,
    until_at     BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX shifts_by_time ON shifts (workspace_id, until_at);

-- Where the team reads: rooms of chat services, and addresses that are no member's.
CREATE TABLE rooms (
    workspace_id  INTEGER NOT NULL,
    id            UUID NOT NULL,
    service       TEXT    NOT NULL, -- slack, telegram, mattermost, teams, email
    name          TEXT    NOT NULL,
    target        BYTEA NOT NULL, -- sealed: the address that is written to, or token and chat
    team          TEXT,             -- none: of every team
    state         TEXT    NOT NULL, -- active, disabled
    reason        TEXT,             -- why it was disabled
    failures      INTEGER NOT NULL,
    failing_since BIGINT,
    version       INTEGER NOT NULL,
    created_at    BIGINT  NOT NULL,
    updated_at    BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
-- What rooms were told. Holds no words: they are put together when it goes out.
CREATE TABLE room_messages (
    workspace_id INTEGER NOT NULL,
    id           UUID NOT NULL,
    room_id      UUID NOT NULL,
    case_id      UUID,             -- none: a digest
    kind         TEXT    NOT NULL, -- opened, reminder, overdue, reopened, warning, digest, test
    state        TEXT    NOT NULL, -- pending, sent, failed
    attempts     INTEGER NOT NULL,
    status       INTEGER,
    error        TEXT,
    created_at   BIGINT  NOT NULL,
    sent_at      BIGINT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX room_messages_by_room ON room_messages (workspace_id, room_id, created_at);
CREATE INDEX room_messages_by_case ON room_messages (workspace_id, case_id);

-- Cases of before get clocks, so that they go on under the same rules.
INSERT INTO case_clocks (workspace_id, case_id, contact_within, resolve_within, pauses, escalation_step)
SELECT workspace_id, id, NULL, '{"minutes":2400,"clock":"business"}', '[]', 0 FROM cases;
