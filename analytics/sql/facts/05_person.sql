-- Everybody by number, in order of key: what is joined and sorted from here on is numbers. `before`
-- counts the registrations of all who come earlier, so that spells can be numbered person by
-- person; `several` is true of those who have two employments on one day.
CREATE OR REPLACE TEMP TABLE person AS
WITH absent AS (
    SELECT employee_key, min(employee_no) AS employee_no, count(*) AS registrations
    FROM absence
    WHERE version_added <= $version AND coalesce(version_removed, $version + 1) > $version
    GROUP BY employee_key
),
beside AS (
    SELECT
        employee_key,
        start_date <= max(end_date) OVER (
            PARTITION BY employee_key ORDER BY start_date
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS beside
    FROM fact_employment
),
employed AS (
    SELECT employee_key, coalesce(bool_or(beside), false) AS several
    FROM beside
    GROUP BY employee_key
)
SELECT
    row_number() OVER in_order::INTEGER AS person, employee_key, employee_no,
    coalesce(several, false) AS several,
    (sum(coalesce(registrations, 0)) OVER in_order - coalesce(registrations, 0))::INTEGER AS before
FROM absent
FULL JOIN employed USING (employee_key)
WINDOW in_order AS (ORDER BY employee_key);
