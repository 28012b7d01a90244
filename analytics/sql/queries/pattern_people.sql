-- Everybody employed between $since and $today, with the unit of their latest employment then.
WITH called AS (
    SELECT employee_key, arg_max(employee_no, start_date) AS employee_no
    FROM employment
    WHERE version_removed IS NULL
    GROUP BY employee_key
)
SELECT
    e.employee_key, coalesce(any_value(c.employee_no), e.employee_key) AS employee_no,
    arg_max(e.unit_id, (e.start_date, e.position, e.employment_id)) AS unit_id
FROM fact_employment AS e
LEFT JOIN called AS c USING (employee_key)
WHERE e.start_date <= $today AND e.end_date >= $since
GROUP BY e.employee_key
ORDER BY e.employee_key;
