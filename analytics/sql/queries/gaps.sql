-- Registrations that count nowhere or may count wrongly, by kind of gap: people without an
-- employment, days outside the employment, employments without agreed days.
WITH outside AS (
    SELECT r.employee_no, r.start_date, r.end_date, r.type
    FROM fact_run AS r
    WHERE r.employee_key IN (SELECT employee_key FROM fact_employment)
        AND NOT EXISTS (
            FROM fact_employment AS e
            WHERE e.employee_key = r.employee_key
                AND e.start_date <= r.start_date AND e.end_date >= r.start_date
        )
),
unknown AS (
    SELECT r.employee_no, r.start_date, r.end_date, r.type
    FROM fact_run AS r
    WHERE r.employee_key NOT IN (SELECT employee_key FROM fact_employment)
)
SELECT 'unknown_employee' AS gap, employee_no, start_date, end_date, type FROM unknown
UNION ALL
SELECT 'outside_employment', employee_no, start_date, end_date, type FROM outside
UNION ALL
SELECT 'no_position', e.employee_no, e.start_date, e.end_date, NULL
FROM employment AS e
WHERE e.version_removed IS NULL AND e.position = 0
ORDER BY gap, employee_no, start_date;
