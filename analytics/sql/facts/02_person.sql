-- Everybody by number, in order of key: what is joined and sorted from here on is numbers.
INSERT INTO fact_person
WITH known AS (
    SELECT employee_key, employee_no
    FROM absence
    WHERE version_added <= $version AND coalesce(version_removed, $version + 1) > $version
    UNION ALL
    SELECT employee_key, NULL
    FROM employment
    WHERE version_added <= $version AND coalesce(version_removed, $version + 1) > $version
),
person AS (
    SELECT employee_key, min(employee_no) AS employee_no FROM known GROUP BY employee_key
)
SELECT row_number() OVER (ORDER BY employee_key), employee_key, employee_no FROM person;
