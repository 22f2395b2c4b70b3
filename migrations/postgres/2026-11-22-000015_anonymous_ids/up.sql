-- Ids are of the type that they have everywhere else.
ALTER TABLE anonymous_answers ALTER COLUMN id TYPE UUID USING encode(id, 'hex')::uuid;
