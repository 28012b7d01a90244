-- Runs are kept by number: millions of rows that spelt out keys and types took most of the time
-- that facts take to be written. The view fact_run tells them with the words.

CREATE TABLE type_of_absence (
    type TINYINT NOT NULL,            -- in the order they take a day in: own sickness comes first
    word VARCHAR NOT NULL
);
INSERT INTO type_of_absence VALUES
    (0, 'doctor_certified'), (1, 'self_certified'), (2, 'sick'), (3, 'child_sick'),
    (4, 'holiday'), (5, 'leave'), (6, 'other');

-- Everybody who is employed or was away, by number in order of key.
CREATE TABLE fact_person (
    person INTEGER NOT NULL,
    employee_key VARCHAR NOT NULL,
    employee_no VARCHAR               -- as absence rows spell it; null for who was never away
);
INSERT INTO fact_person
SELECT row_number() OVER (ORDER BY employee_key), employee_key, min(employee_no)
FROM fact_run
GROUP BY employee_key;

CREATE TABLE numbered_run (
    person INTEGER NOT NULL,
    type TINYINT NOT NULL,
    start_date DATE NOT NULL,
    end_date DATE NOT NULL,
    grade DECIMAL(5, 4) NOT NULL,
    open BOOLEAN NOT NULL,
    spell_start DATE NOT NULL,
    spell_end DATE NOT NULL
);
INSERT INTO numbered_run
SELECT
    p.person, t.type, r.start_date, r.end_date, r.grade, r.open, r.spell_start, r.spell_end
FROM fact_run AS r
JOIN fact_person AS p USING (employee_key)
JOIN type_of_absence AS t ON t.word = r.type;

DROP TABLE fact_run;

-- Own sickness of a person has one spell on a day, and so has every other type: person, first day
-- and which of these make the spell's number, in the order of people and days.
CREATE VIEW fact_run AS
SELECT
    p.employee_key, p.employee_no,
    (r.person::BIGINT * 10000000 + (r.spell_start - DATE '0001-01-01')) * 10
        + CASE WHEN r.type <= 2 THEN 0 ELSE r.type END AS spell,
    t.word AS type, r.start_date, r.end_date, r.grade, r.open, r.spell_start, r.spell_end
FROM numbered_run AS r
JOIN fact_person AS p USING (person)
JOIN type_of_absence AS t USING (type);
