-- Jobs that wait for room in their lane stand aside (state 'parked'), so that whoever looks for work does not walk past
-- them: found again by their lane, the oldest first.
CREATE INDEX jobs_parked ON jobs (lane, due_at) WHERE state = 'parked';
