-- Head counts per month for every node of the tree: people with agreed days in it, each once.
-- Given head counts are in 'all', among those of unknown sex, and once more by themselves as
-- 'given'. People are counted as they come and go, not month by month.
INSERT INTO fact_staff
WITH node AS (  -- every unit and what it is part of, by number; -1 is the whole organisation
    SELECT u.place AS unit, coalesce(above.place, -1) AS node
    FROM unit_closure AS c
    JOIN unit AS u ON u.unit_id = c.unit_id
    LEFT JOIN unit AS above ON above.unit_id = c.ancestor_id
),
stay AS (
    SELECT n.node, p.person, p.sex, p.first_month, p.last_month
    FROM post AS p
    JOIN node AS n USING (unit)
),
of_two AS (  -- people registered with one sex here and another there
    SELECT person
    FROM post
    GROUP BY person
    HAVING min(sex) <> max(sex) OR count(sex) BETWEEN 1 AND count(*) - 1
),
-- Somebody with several employments counts from the month none before it reached.
fresh AS (
    SELECT
        node, person, sex, last_month,
        greatest(
            first_month,
            1 + max(last_month) OVER (
                PARTITION BY node, person ORDER BY first_month
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            )
        ) AS first_month
    FROM stay
),
fresh_of_two AS (
    SELECT
        node, sex, last_month,
        greatest(
            first_month,
            1 + max(last_month) OVER (
                PARTITION BY node, person, sex ORDER BY first_month
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            )
        ) AS first_month
    FROM stay
    WHERE person IN (SELECT person FROM of_two)
),
-- Everybody counts twice, among their own sex and among all: added up together, then told apart.
among AS (
    SELECT
        node, sex, first_month, last_month,
        CASE WHEN person IN (FROM of_two) THEN 0 ELSE 1 END AS of_sex, 1 AS of_all
    FROM fresh
    UNION ALL
    SELECT node, sex, first_month, last_month, 1, 0 FROM fresh_of_two
),
change AS (
    SELECT node, sex, month_no, sum(of_sex) AS of_sex, sum(of_all) AS of_all
    FROM (
        SELECT node, sex, first_month AS month_no, of_sex, of_all
        FROM among
        WHERE first_month <= last_month
        UNION ALL
        SELECT node, sex, last_month + 1, -of_sex, -of_all
        FROM among
        WHERE first_month <= last_month
    )
    GROUP BY ALL
),
changed AS (
    SELECT node, sex, month_no, of_sex AS joining FROM change
    UNION ALL
    SELECT node, 2, month_no, sum(of_all) FROM change GROUP BY ALL
),
-- A month without a change is as the last one that had any; the last change takes everybody out.
lasting AS (
    SELECT
        node, sex, month_no AS since, sum(joining) OVER in_turn AS persons,
        lead(month_no) OVER in_turn AS until
    FROM changed
    WINDOW in_turn AS (PARTITION BY node, sex ORDER BY month_no)
),
monthly AS (
    SELECT *, unnest(range(since, until))::SMALLINT AS month_no FROM lasting WHERE persons > 0
),
registered AS (
    SELECT m.month, coalesce(u.unit_id, '') AS ancestor_id, 
        CASE p.sex WHEN 0 THEN 'F' WHEN 1 THEN 'M' WHEN 2 THEN 'all' END AS sex, p.persons
    FROM monthly AS p
    JOIN calendar_month AS m USING (month_no)
    LEFT JOIN unit AS u ON u.place = p.node
),
given AS (
    SELECT g.month, c.ancestor_id, sum(g.persons) AS persons, count(*) > count(g.persons) AS unknown
    FROM agreed AS g
    JOIN unit_ref AS r ON r.name = g.unit AND r.code IS NULL AND r.parent IS NULL
    JOIN unit_closure AS c ON c.unit_id = r.unit_id
    WHERE g.version_added <= $version AND coalesce(g.version_removed, $version + 1) > $version
        AND NOT EXISTS (
            FROM registered AS p
            WHERE p.month = g.month AND p.ancestor_id = r.unit_id
        )
    GROUP BY ALL
),
counted AS (
    SELECT month, ancestor_id, sex, persons FROM registered
    UNION ALL
    SELECT
        month, ancestor_id, unnest(['all', 'given', NULL]),
        CASE WHEN NOT unknown THEN persons END
    FROM given
)
SELECT
    month, ancestor_id, sex,
    CASE WHEN count(*) = count(persons) THEN sum(persons) END
FROM counted
GROUP BY ALL;
