-- Answers to anonymous surveys on their way. They rest here without a time, ordered by a random id, until several leave
-- together; WITHOUT ROWID, so that nothing tells in which order they came. `acts`: rules run when they leave.
CREATE TABLE anonymous_answers (
    workspace_id   INTEGER NOT NULL,
    id             BLOB    NOT NULL,
    survey_id      INTEGER NOT NULL,
    survey_version INTEGER NOT NULL,
    day            INTEGER NOT NULL,
    channel        TEXT    NOT NULL,
    locale         TEXT    NOT NULL,
    answers        TEXT    NOT NULL,
    properties     TEXT    NOT NULL,
    acts           BOOLEAN NOT NULL,
    PRIMARY KEY (workspace_id, id)
) WITHOUT ROWID;

-- An invitation to an anonymous survey has no response of its id: that it was answered is all that is known.
ALTER TABLE invitations ADD COLUMN answered BOOLEAN NOT NULL DEFAULT FALSE;

-- What an answer says of a person was taken away when it grew old.
ALTER TABLE responses ADD COLUMN bare BOOLEAN NOT NULL DEFAULT FALSE;
-- The same for the words of a closed case.
ALTER TABLE cases ADD COLUMN bare BOOLEAN NOT NULL DEFAULT FALSE;
-- Callbacks about an answer, a case or a person, which are erased with it.
CREATE INDEX callbacks_by_about ON callbacks (workspace_id, about_id);
-- Mails whose bytes are still kept.
CREATE INDEX deliveries_with_mail ON deliveries (workspace_id, updated_at) WHERE mail IS NOT NULL;
