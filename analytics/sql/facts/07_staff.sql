-- Head counts per month for every node of the tree: people with agreed days in it, each once.
-- Given head counts are in 'all', among those of unknown sex, and once more by themselves as 'given'.
-- People are counted as they come and go, not month by month.
INSERT INTO fact_staff
WITH month_of AS (
    SELECT DISTINCT date_trunc('month', day)::DATE AS month FROM workday
),
stay AS (
    SELECT
        c.ancestor_id, e.employee_key, e.sex,
        date_trunc('month', first_worked.day)::DATE AS first_month,
        date_trunc('month', last_worked.day)::DATE AS last_month
    FROM fact_employment AS e
    JOIN workday AS first_worked ON first_worked.is_working AND first_worked.n = e.n_from + 1
    JOIN workday AS last_worked ON last_worked.is_working AND last_worked.n = e.n_to
    JOIN unit_closure AS c ON c.unit_id = e.unit_id
    WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to  -- weekends alone are no days
),
among AS (
    SELECT ancestor_id, 'all' AS sex, employee_key, first_month, last_month FROM stay
    UNION ALL
    SELECT ancestor_id, sex, employee_key, first_month, last_month FROM stay
),
-- Somebody with several employments counts from the month none before it reached.
fresh AS (
    SELECT
        ancestor_id, sex, last_month,
        coalesce(
            greatest(
                first_month,
                max(last_month) OVER (
                    PARTITION BY ancestor_id, sex, employee_key ORDER BY first_month, last_month
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) + INTERVAL 1 MONTH
            )::DATE,
            first_month
        ) AS first_month
    FROM among
),
change AS (
    SELECT ancestor_id, sex, first_month AS month, 1 AS joining
    FROM fresh
    WHERE first_month <= last_month
    UNION ALL
    SELECT ancestor_id, sex, (last_month + INTERVAL 1 MONTH)::DATE, -1
    FROM fresh
    WHERE first_month <= last_month
),
changed AS (
    SELECT ancestor_id, sex, month, sum(joining) AS joining FROM change GROUP BY ALL
),
part AS (
    SELECT ancestor_id, sex, min(month) AS first_month, max(month) AS last_month
    FROM changed
    GROUP BY ALL
),
person AS (
    SELECT
        m.month, p.ancestor_id, p.sex,
        sum(coalesce(c.joining, 0)) OVER (
            PARTITION BY p.ancestor_id, p.sex ORDER BY m.month
        ) AS persons
    FROM part AS p
    JOIN month_of AS m ON m.month BETWEEN p.first_month AND p.last_month
    LEFT JOIN changed AS c
        ON c.ancestor_id = p.ancestor_id AND c.sex IS NOT DISTINCT FROM p.sex AND c.month = m.month
    QUALIFY persons > 0
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
    SELECT month, ancestor_id, sex, persons FROM person
    UNION ALL
    SELECT month, ancestor_id, unnest(['all', 'given', NULL]), CASE WHEN NOT unknown THEN persons END
    FROM given
)
SELECT
    month, ancestor_id, sex,
    CASE WHEN count(*) = count(persons) THEN sum(persons) END
FROM counted
GROUP BY ALL;
