-- Employments that have agreed days and make somebody a head, with the place of the unit and the months
-- of the first and the last working day: weekends alone are no days.
CREATE OR REPLACE TEMP VIEW post AS
WITH working AS (
    SELECT n_through AS n, month_no FROM calendar WHERE is_working
)
SELECT
    e.person, u.place AS unit, e.sex, e.position, e.n_from, e.n_to,
    first_worked.month_no AS first_month, last_worked.month_no AS last_month
FROM numbered_employment AS e
JOIN unit_ref AS r USING (ref)
JOIN unit AS u USING (unit_id)
JOIN working AS first_worked ON first_worked.n = e.n_from + 1
JOIN working AS last_worked ON last_worked.n = e.n_to
WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to;
