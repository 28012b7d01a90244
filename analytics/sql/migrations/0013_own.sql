-- Which employee an account is, so that somebody who signs in can see what is kept about themselves.
-- A row belongs to a grant of the role employee and holds for as long as that grant does.

CREATE TABLE own_link (
    grant_number INTEGER NOT NULL,
    employee_key VARCHAR NOT NULL     -- the key the employee number is kept under
);
