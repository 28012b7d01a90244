-- Head counts by month and unit from $from to $to: everybody with agreed days counts once, in the
-- unit of the employment with the most of them that month. Units that only others' second
-- employments or finished figures put days in are there with nobody: they must be in some group.
-- Months are counted from $from, units in the order of the tree from 1.
WITH node AS (
    SELECT unit_id, row_number() OVER (ORDER BY place) AS node FROM unit
),
month_count AS (
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
        person, unit_id, registered, position, n_from, n_to,
        count(*) FILTER (WHERE registered) OVER (PARTITION BY person) AS employments
    FROM numbered_employment
    JOIN unit_ref USING (ref)
    WHERE position > 0 AND n_from < n_to
),
-- Whoever has one employment alone need not be looked at month by month.
stay AS (
    SELECT
        unit_id, n_from, n_to,
        count(*) FILTER (WHERE registered AND employments = 1) AS persons
    FROM working
    GROUP BY ALL
),
home AS (
    SELECT
        m.month, e.person,
        arg_min(
            e.unit_id,
            (
                (greatest(e.n_from, m.n_from) - least(e.n_to, m.n_to)) * e.position,
                e.unit_id
            )
        ) AS unit_id
    FROM working AS e
    JOIN month_count AS m ON m.n_from < e.n_to AND e.n_from < m.n_to
    WHERE e.registered AND e.employments > 1
    GROUP BY ALL
),
counted AS (
    SELECT month, unit_id, sum(persons) AS persons
    FROM (
        SELECT m.month, s.unit_id, s.persons
        FROM stay AS s
        JOIN month_count AS m ON m.n_from < s.n_to AND s.n_from < m.n_to
        UNION ALL
        SELECT month, unit_id, count(*) FROM home GROUP BY ALL
    )
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
            FROM counted AS c
            JOIN unit_closure AS u ON u.unit_id = c.unit_id
            WHERE c.month = g.month AND u.ancestor_id = r.unit_id AND c.persons > 0
        )
    GROUP BY ALL
),
told AS (
    SELECT month, unit_id, persons, 0 AS given FROM counted
    UNION ALL SELECT month, unit_id, persons, persons FROM given
    UNION ALL SELECT DISTINCT month, unit_id, 0, 0 FROM fact_agreed WHERE month BETWEEN $from AND $to
)
SELECT
    datediff('month', $from::DATE, t.month) AS month, n.node,
    sum(t.persons)::BIGINT AS persons, sum(t.given)::BIGINT AS given
FROM told AS t
JOIN node AS n USING (unit_id)
GROUP BY ALL;
