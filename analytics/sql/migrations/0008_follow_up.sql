-- What was done in following up single people, and when. Rows are only ever added, and follow no
-- dataset version: undoing an import leaves them alone. What was noted by mistake is taken back by
-- a row of its own. Kinds, rules and reasons are fixed words: nothing about health can be written.

CREATE TABLE follow_up_mark (
    entry INTEGER NOT NULL,           -- numbers the rows in the order they came
    employee_key VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,            -- plan, meeting, contact, activity, nav_answer, nav_meeting,
                                      -- exception; 'taken_back' for a row that takes one back
    day DATE NOT NULL,                -- when it was done
    rule VARCHAR,                     -- exceptions: the rule that does not hold
    reason VARCHAR,                   -- exceptions: why, one of the fixed reasons
    takes_back INTEGER,               -- the entry that was a mistake
    made_at TIMESTAMP NOT NULL,       -- UTC
    made_by VARCHAR NOT NULL          -- the role that made the entry
);
