-- Reporting: views that are kept and watched, digests, what customers wrote as it is searched, testimonials.

-- A view of the reports under a name: which survey, which time, which segment, as its address says it.
CREATE TABLE views (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    id           BLOB     NOT NULL,
    name         TEXT    NOT NULL,
    -- The canonical address without the page: survey=default&range=w13&segment=branch:Kazan
    query        TEXT    NOT NULL,
    -- Changes beyond what is usual are told to the team.
    alarm        BOOLEAN NOT NULL,
    created_by   BLOB,
    created_at   BIGINT  NOT NULL,
    updated_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, id)
);

-- A day on which the average of a view left what is usual: told once. Values in points.
CREATE TABLE view_alarms (
    workspace_id INTEGER NOT NULL,
    view_id      BLOB     NOT NULL,
    day          INTEGER NOT NULL,
    -- fall, rise
    direction    TEXT    NOT NULL,
    value        INTEGER NOT NULL,
    usual        INTEGER NOT NULL,
    answers      BIGINT  NOT NULL,
    told_at      BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, view_id, day)
);

-- Something that usually flows does not: no answers came in, no mail went out. Open until it flows again.
CREATE TABLE flow_alarms (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    -- answers, mails
    kind         TEXT    NOT NULL,
    since        BIGINT  NOT NULL,
    told_at      BIGINT  NOT NULL,
    ended_at     BIGINT,
    PRIMARY KEY (workspace_id, kind, since)
);

-- Who gets which view by mail, how often.
CREATE TABLE digests (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    view_id      BLOB     NOT NULL,
    user_id      BLOB     NOT NULL,
    -- week, month
    every        TEXT    NOT NULL,
    next_at      BIGINT  NOT NULL,
    -- The end of the span that was told last.
    told_until   BIGINT,
    -- It was said that nothing came in; said once, until something comes in again.
    said_empty   BOOLEAN NOT NULL,
    created_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, view_id, user_id)
);
CREATE INDEX digests_by_time ON digests (next_at);

-- A text that a customer wrote, as it is searched: its stems in the order of the text, each once a word, between spaces.
-- `number` leads the index of words; it is nothing that anybody sees.
CREATE TABLE comments (
    number        INTEGER PRIMARY KEY,
    workspace_id  INTEGER NOT NULL,
    response_id   BLOB     NOT NULL,
    question      TEXT    NOT NULL,
    survey_id     INTEGER NOT NULL,
    day           INTEGER NOT NULL,
    -- 2 promoter, 1 passive, 0 detractor, -1 without a score
    category      INTEGER NOT NULL,
    terms         TEXT    NOT NULL,
    UNIQUE (workspace_id, response_id, question)
);
CREATE INDEX comments_by_day ON comments (workspace_id, survey_id, day);
CREATE VIRTUAL TABLE comment_terms USING fts5 (terms, content = 'comments', content_rowid = 'number', detail = 'column', tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
-- What is erased leaves the index at once, not when it is merged.
INSERT INTO comment_terms (comment_terms, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER comments_added AFTER INSERT ON comments BEGIN
    INSERT INTO comment_terms (rowid, terms) VALUES (new.number, new.terms);
END;
CREATE TRIGGER comments_deleted AFTER DELETE ON comments BEGIN
    INSERT INTO comment_terms (comment_terms, rowid, terms) VALUES ('delete', old.number, old.terms);
END;
CREATE TRIGGER comments_changed AFTER UPDATE ON comments BEGIN
    INSERT INTO comment_terms (comment_terms, rowid, terms) VALUES ('delete', old.number, old.terms);
    INSERT INTO comment_terms (rowid, terms) VALUES (new.number, new.terms);
END;

-- How far a job that follows the answers has come, by the time of their last change.
CREATE TABLE cursors (
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    name         TEXT    NOT NULL,
    at           BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, name)
);

-- What a customer wrote and allowed to be shown, once somebody of the business decided on it.
CREATE TABLE testimonials (
    workspace_id INTEGER NOT NULL,
    response_id  BLOB     NOT NULL,
    -- published, hidden
    state        TEXT    NOT NULL,
    -- The name beside it, as the customer allowed it; empty: none.
    author       TEXT    NOT NULL,
    -- The customer's own words, or a part of them.
    words        TEXT    NOT NULL,
    decided_by   BLOB,
    created_at   BIGINT  NOT NULL,
    updated_at   BIGINT  NOT NULL,
    PRIMARY KEY (workspace_id, response_id)
);
CREATE INDEX testimonials_by_time ON testimonials (workspace_id, state, created_at);
