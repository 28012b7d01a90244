-- Stitched spells of each person, in runs of one type and grade: most lie apart, each a spell as it
-- is, numbered by the first registration in it.
INSERT INTO fact_run
WITH run AS (
    SELECT person, nth, type, start_date, end_date, grade, open, spell_start, spell_end
    FROM joined
    UNION ALL
    SELECT person, nth, type, start_date, end_date, grade, open, start_date, end_date
    FROM registration
    WHERE apart
)
SELECT
    p.employee_key, p.employee_no, p.before + r.nth, r.type, r.start_date, r.end_date, r.grade,
    r.open, r.spell_start, r.spell_end
FROM run AS r
JOIN person AS p USING (person);
