-- Agreed days per month: Monday to Friday less public holidays × position, inside employment only;
-- the figures the customer gave for units with nobody of the register in them or below them.
-- An employment is first counted as if its months were whole, from the first to the last, and then
-- what lies outside it is taken off: two changes each, however many months it lasts.
INSERT INTO fact_agreed
WITH month_count AS (
    SELECT
        date_trunc('month', day)::DATE AS month,
        min(n - CASE WHEN is_working THEN 1 ELSE 0 END) AS n_from,
        max(n) AS n_to
    FROM workday
    GROUP BY ALL
),
employed AS (
    SELECT
        e.unit_id, e.sex, e.position, e.n_from, e.n_to,
        date_trunc('month', first_worked.day)::DATE AS first_month,
        date_trunc('month', last_worked.day)::DATE AS last_month
    FROM fact_employment AS e
    JOIN workday AS first_worked ON first_worked.is_working AND first_worked.n = e.n_from + 1
    JOIN workday AS last_worked ON last_worked.is_working AND last_worked.n = e.n_to
    WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to  -- weekends alone are no days
),
change AS (
    SELECT
        e.unit_id, e.sex, e.first_month AS month, e.position AS joining,
        (e.n_from - m.n_from)::DECIMAL(5, 0) * e.position AS outside
    FROM employed AS e
    JOIN month_count AS m ON m.month = e.first_month
    UNION ALL
    SELECT
        e.unit_id, e.sex, e.last_month, 0, (m.n_to - e.n_to)::DECIMAL(5, 0) * e.position
    FROM employed AS e
    JOIN month_count AS m ON m.month = e.last_month
    UNION ALL
    SELECT unit_id, sex, (last_month + INTERVAL 1 MONTH)::DATE, -position, 0 FROM employed
),
changed AS (
    SELECT unit_id, sex, month, sum(joining) AS joining, sum(outside) AS outside
    FROM change
    GROUP BY ALL
),
part AS (
    SELECT unit_id, sex, min(month) AS first_month, max(month) AS last_month
    FROM changed
    GROUP BY ALL
),
own AS (
    SELECT
        m.month, p.unit_id, p.sex,
        (m.n_to - m.n_from)::DECIMAL(5, 0)
            * sum(coalesce(c.joining, 0)) OVER (PARTITION BY p.unit_id, p.sex ORDER BY m.month)
            - coalesce(c.outside, 0) AS agreed_days
    FROM part AS p
    JOIN month_count AS m ON m.month BETWEEN p.first_month AND p.last_month
    LEFT JOIN changed AS c
        ON c.unit_id = p.unit_id AND c.sex IS NOT DISTINCT FROM p.sex AND c.month = m.month
    QUALIFY agreed_days > 0
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
