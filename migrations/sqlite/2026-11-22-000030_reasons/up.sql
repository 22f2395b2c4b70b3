-- How a tag came to an answer or went from it, where that is not plain: put by a rule, which may take it off again when
-- the rule changes, or taken off by a person, after whom no rule puts it back.
CREATE TABLE tag_marks (
    workspace_id INTEGER NOT NULL,
    response_id  BLOB     NOT NULL,
    tag          TEXT    NOT NULL,
    -- rule, removed
    mark         TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, response_id, tag)
);
