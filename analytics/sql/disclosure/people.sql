-- Who had agreed days in which unit and month from $from to $to, as numbers that are nobody's
-- employee number: to count each person once in any group of units and months.
WITH month_count AS (
    SELECT
        date_trunc('month', day)::DATE AS month,
        min(n - CASE WHEN is_working THEN 1 ELSE 0 END) AS n_from,
        max(n) AS n_to
    FROM workday
    WHERE day BETWEEN $from AND last_day($to::DATE)
    GROUP BY ALL
)
SELECT DISTINCT
    m.month, e.unit_id, (dense_rank() OVER (ORDER BY e.employee_key))::BIGINT AS person
FROM fact_employment AS e
JOIN month_count AS m ON m.n_from < e.n_to AND e.n_from < m.n_to
WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to
ORDER BY month;
