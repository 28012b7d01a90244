-- Runs of own sickness, holiday and leave of everybody who was ever sick, by number: `person`, the
-- place among those people by key (`sick_people.sql`), `kind`, the place of the type in $types, and
-- the last day of employment (null while one goes on or none is known). Person level.
WITH sick AS (
    SELECT employee_key, row_number() OVER (ORDER BY employee_key) - 1 AS person
    FROM fact_run
    WHERE type IN ('self_certified', 'doctor_certified', 'sick')
    GROUP BY employee_key
),
gone AS (
    SELECT employee_key, max(end_date) AS left_on
    FROM employment
    WHERE version_removed IS NULL
    GROUP BY employee_key
    HAVING count(*) = count(end_date)
),
who AS (
    SELECT s.employee_key, s.person, g.left_on
    FROM sick AS s
    LEFT JOIN gone AS g USING (employee_key)
)
SELECT
    w.person, (list_position($types, r.type) - 1)::TINYINT AS kind,
    r.start_date, r.end_date, r.open, w.left_on
FROM fact_run AS r
JOIN who AS w USING (employee_key)
WHERE r.type <> 'child_sick'
ORDER BY w.person, r.start_date, r.end_date;
