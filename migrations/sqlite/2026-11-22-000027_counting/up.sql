-- By which settings an answer is counted in the roll-ups: after a change of the zone or of what reports are cut by, answers are
-- counted anew a slice at a time, and those whose turn has not come are still counted by the settings of before.
ALTER TABLE responses ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
