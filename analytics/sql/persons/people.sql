-- Everybody in order of number, and when they were born.
WITH born AS (
    SELECT e.employee_key, max(e.birth_year) AS birth_year
    FROM employment AS e
    CROSS JOIN fact_state AS s
    WHERE e.version_added <= s.version AND coalesce(e.version_removed, s.version + 1) > s.version
    GROUP BY ALL
)
SELECT p.person, p.employee_key, b.birth_year
FROM fact_person AS p
LEFT JOIN born AS b USING (employee_key)
ORDER BY p.person;
