-- Everybody with an employment or an absence that holds, and where they work or worked last.
-- The newest employment counts; the unit is null for those known from absence rows alone.
WITH latest AS (
    SELECT employee_key, arg_max(unit_id, (end_date, start_date, employment_id)) AS unit_id
    FROM fact_employment
    GROUP BY employee_key
),
named AS (
    SELECT
        employee_key, arg_max(employee_no, start_date) AS employee_no,
        arg_max(name, start_date) AS name
    FROM employment
    WHERE version_removed IS NULL
    GROUP BY employee_key
),
absent AS (
    SELECT employee_key, max(employee_no) AS employee_no FROM fact_run GROUP BY employee_key
)
SELECT
    employee_key,
    coalesce(named.employee_no, absent.employee_no) AS employee_no,
    named.name,
    latest.unit_id
FROM named
FULL JOIN absent USING (employee_key)
LEFT JOIN latest USING (employee_key)
ORDER BY employee_key;
