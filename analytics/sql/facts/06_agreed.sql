-- Agreed days per month: Monday to Friday less public holidays × position, inside employment only;
-- the figures the customer gave for units with nobody of the register in them or below them.
INSERT INTO fact_agreed
WITH month_count AS (
    SELECT
        date_trunc('month', day)::DATE AS month,
        min(n - CASE WHEN is_working THEN 1 ELSE 0 END) AS n_from,
        max(n) AS n_to
    FROM workday
    GROUP BY ALL
),
own AS (
    SELECT m.month, e.unit_id, e.sex,
        sum(
            (least(e.n_to, m.n_to) - greatest(e.n_from, m.n_from))::DECIMAL(5, 0)
            * e.position * 1::DECIMAL(5, 4)
        ) AS agreed_days
    FROM fact_employment AS e
    JOIN month_count AS m ON m.n_from < e.n_to AND e.n_from < m.n_to
    WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to  -- weekends alone are no days
    GROUP BY ALL
)
SELECT month, unit_id, sex, agreed_days FROM own
UNION ALL
SELECT g.month, r.unit_id, NULL, sum(g.agreed_days)
FROM agreed AS g
JOIN unit_ref AS r ON r.name = g.unit AND r.code IS NULL AND r.parent IS NULL
WHERE g.version_added <= $version AND coalesce(g.version_removed, $version + 1) > $version
    AND NOT EXISTS (
        FROM own
        JOIN unit_closure AS c ON c.unit_id = own.unit_id
        WHERE own.month = g.month AND c.ancestor_id = r.unit_id
    )
GROUP BY ALL;
