-- Head counts by month and unit from $from to $to: everybody with agreed days counts once, in the
-- unit of the employment with the most of them that month. Units that only others' second
-- employments or finished figures put days in are there with nobody: they must be in some group.
WITH month_count AS (
    SELECT
        date_trunc('month', day)::DATE AS month,
        min(n - CASE WHEN is_working THEN 1 ELSE 0 END) AS n_from,
        max(n) AS n_to
    FROM workday
    WHERE day BETWEEN $from AND last_day($to::DATE)
    GROUP BY ALL
),
working AS (
    SELECT
        m.month, e.employee_key, e.unit_id, e.registered,
        (least(e.n_to, m.n_to) - greatest(e.n_from, m.n_from)) * e.position AS agreed_days
    FROM fact_employment AS e
    JOIN month_count AS m ON m.n_from < e.n_to AND e.n_from < m.n_to
    WHERE e.position > 0 AND e.n_from < e.n_to
),
home AS (
    SELECT month, employee_key, arg_min(unit_id, (-agreed_days, unit_id)) AS unit_id
    FROM working
    WHERE registered
    GROUP BY ALL
),
given AS (
    SELECT
        g.month, r.unit_id,
        CASE WHEN count(*) = count(g.persons) THEN sum(g.persons) ELSE 0 END AS persons
    FROM agreed AS g
    JOIN unit_ref AS r ON r.name = g.unit AND r.code IS NULL AND r.parent IS NULL
    WHERE g.version_removed IS NULL AND g.month BETWEEN $from AND $to
        AND NOT EXISTS (
            FROM home
            JOIN unit_closure AS c ON c.unit_id = home.unit_id
            WHERE home.month = g.month AND c.ancestor_id = r.unit_id
        )
    GROUP BY ALL
)
SELECT month, unit_id, sum(persons)::BIGINT AS persons, sum(given)::BIGINT AS given
FROM (
    SELECT month, unit_id, count(*) AS persons, 0 AS given FROM home GROUP BY ALL
    UNION ALL SELECT month, unit_id, persons, persons FROM given
    UNION ALL SELECT DISTINCT month, unit_id, 0, 0 FROM working
    UNION ALL SELECT DISTINCT month, unit_id, 0, 0 FROM fact_agreed WHERE month BETWEEN $from AND $to
)
GROUP BY ALL
ORDER BY month, unit_id;
