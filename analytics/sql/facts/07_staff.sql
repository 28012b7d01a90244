-- Head counts per month for every node of the tree: people with agreed days in it, each once.
-- Given head counts are in 'all', among those of unknown sex, and once more by themselves as 'given'.
INSERT INTO fact_staff
WITH month_count AS (
    SELECT
        date_trunc('month', day)::DATE AS month,
        min(n - CASE WHEN is_working THEN 1 ELSE 0 END) AS n_from,
        max(n) AS n_to
    FROM workday
    GROUP BY ALL
),
person AS (
    SELECT DISTINCT m.month, c.ancestor_id, e.employee_key, e.sex
    FROM fact_employment AS e
    JOIN month_count AS m ON m.n_from < e.n_to AND e.n_from < m.n_to
    JOIN unit_closure AS c ON c.unit_id = e.unit_id
    WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to  -- weekends alone are no days
),
given AS (
    SELECT g.month, c.ancestor_id, sum(g.persons) AS persons, count(*) > count(g.persons) AS unknown
    FROM agreed AS g
    JOIN unit_ref AS r ON r.name = g.unit AND r.code IS NULL AND r.parent IS NULL
    JOIN unit_closure AS c ON c.unit_id = r.unit_id
    WHERE g.version_added <= $version AND coalesce(g.version_removed, $version + 1) > $version
        AND NOT EXISTS (
            FROM person
            WHERE person.month = g.month AND person.ancestor_id = r.unit_id
        )
    GROUP BY ALL
),
counted AS (
    SELECT month, ancestor_id, 'all' AS sex, count(DISTINCT employee_key) AS persons
    FROM person
    GROUP BY ALL
    UNION ALL
    SELECT month, ancestor_id, sex, count(DISTINCT employee_key)
    FROM person
    GROUP BY ALL
    UNION ALL
    SELECT month, ancestor_id, unnest(['all', 'given', NULL]), CASE WHEN NOT unknown THEN persons END
    FROM given
)
SELECT
    month, ancestor_id, sex,
    CASE WHEN count(*) = count(persons) THEN sum(persons) END
FROM counted
GROUP BY ALL;
