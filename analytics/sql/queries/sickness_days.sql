-- Runs of days that episodes and employer periods are made of: own sickness, holiday and leave of
-- everybody who was sick, or of $employee_key, with the unit of the person's largest employment
-- when the spell began, and the last day of employment (null while one goes on or none is known).
-- With $since only of those who were away on that day or after it.
-- Person level.
WITH sick AS (
    SELECT employee_key
    FROM fact_run
    WHERE $employee_key IS NULL OR employee_key = $employee_key
    GROUP BY employee_key
    HAVING bool_or(type IN ('self_certified', 'doctor_certified', 'sick'))
        AND ($since IS NULL OR bool_or(open) OR max(end_date) >= $since)
),
place AS (
    SELECT r.employee_key, r.spell, arg_max(e.unit_id, (e.position, -e.employment_id)) AS unit_id
    FROM fact_run AS r
    JOIN sick USING (employee_key)
    JOIN fact_employment AS e
        ON e.employee_key = r.employee_key AND r.spell_start BETWEEN e.start_date AND e.end_date
    WHERE $employee_key IS NULL OR r.employee_key = $employee_key  -- once more: it is found sooner
    GROUP BY ALL
),
gone AS (
    SELECT employee_key, max(end_date) AS left_on
    FROM employment
    WHERE version_removed IS NULL
    GROUP BY employee_key
    HAVING count(*) = count(end_date)
)
SELECT
    r.employee_key, r.employee_no, r.type, r.start_date, r.end_date, r.grade::DOUBLE AS grade,
    r.open, p.unit_id, g.left_on
FROM fact_run AS r
JOIN sick USING (employee_key)
LEFT JOIN gone AS g ON g.employee_key = r.employee_key
LEFT JOIN place AS p ON p.employee_key = r.employee_key AND p.spell = r.spell
WHERE r.type <> 'child_sick' AND ($employee_key IS NULL OR r.employee_key = $employee_key)
ORDER BY r.employee_key, r.start_date, r.end_date, r.type;
