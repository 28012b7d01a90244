-- Lost and agreed days and head counts from month $from to month $to (both firsts of a month),
-- in the unit $unit and below ('' for everybody), grouped by $by: total, month, quarter, unit,
-- certification, duration or sex. Certification and duration split lost days alone: their shares
-- add up to the total rate. $definition internal takes holiday and leave from the agreed days.
WITH span AS (  -- the stretches of time asked for, each with its name
    SELECT
        CASE $by
            WHEN 'month' THEN strftime(m.month, '%Y-%m')
            WHEN 'quarter' THEN strftime(m.month, '%Y') || 'K' || quarter(m.month)
            ELSE ''
        END AS span,
        m.month::DATE AS month
    FROM (
        SELECT unnest(range($from::DATE, $to::DATE + INTERVAL 1 DAY, INTERVAL 1 MONTH)) AS month
    ) AS m
),
node AS (  -- the units a row is about
    SELECT c.ancestor_id AS node, c.unit_id
    FROM unit_closure AS c
    WHERE CASE
        WHEN $by = 'unit' THEN c.ancestor_id IN (
            SELECT unit_id FROM unit_closure WHERE ancestor_id = $unit
        )
        ELSE c.ancestor_id = $unit
    END
),
part AS (  -- the rows of a split, so that an empty class is zero and not missing
    SELECT unnest(
        CASE $by
            WHEN 'certification' THEN ['self_certified', 'doctor_certified']
            WHEN 'duration' THEN $classes::VARCHAR[]
            WHEN 'sex' THEN ['F', 'M']
            ELSE ['']
        END
    ) AS part
    UNION
    SELECT CASE WHEN $by = 'sex' THEN 'unknown' ELSE 'sick' END
    WHERE $by = 'sex' AND EXISTS (
            SELECT month FROM fact_agreed JOIN node USING (unit_id)
            WHERE sex IS NULL AND month BETWEEN $from AND $to
            UNION ALL
            SELECT month FROM fact_lost JOIN node USING (unit_id)
            WHERE sex IS NULL AND band > 0 AND month BETWEEN $from AND $to
        )
        OR $by = 'certification' AND EXISTS (
            FROM fact_lost JOIN node USING (unit_id)
            WHERE type = 'sick' AND month BETWEEN $from AND $to
        )
),
lost AS (
    SELECT
        n.node, s.span,
        CASE $by
            WHEN 'certification' THEN f.type
            WHEN 'duration' THEN list_extract($class_of_band::VARCHAR[], f.band)
            WHEN 'sex' THEN coalesce(f.sex, 'unknown')
            ELSE ''
        END AS part,
        sum(f.lost_days) AS lost_days
    FROM fact_lost AS f
    JOIN node AS n USING (unit_id)
    JOIN span AS s USING (month)
    WHERE f.type IN ('self_certified', 'doctor_certified', 'sick')
    GROUP BY ALL
),
away AS (
    SELECT
        n.node, s.span, CASE WHEN $by = 'sex' THEN coalesce(f.sex, 'unknown') ELSE '' END AS part,
        sum(f.lost_days) AS away_days
    FROM fact_lost AS f
    JOIN node AS n USING (unit_id)
    JOIN span AS s USING (month)
    WHERE f.type IN ('holiday', 'leave', 'other') AND $definition = 'internal'
    GROUP BY ALL
),
agreed AS (
    SELECT
        n.node, s.span, CASE WHEN $by = 'sex' THEN coalesce(f.sex, 'unknown') ELSE '' END AS part,
        sum(f.agreed_days) AS agreed_days
    FROM fact_agreed AS f
    JOIN node AS n USING (unit_id)
    JOIN span AS s USING (month)
    GROUP BY ALL
),
reach AS (  -- each span as running counts of working days
    SELECT s.span, min(w.n - CASE WHEN w.is_working THEN 1 ELSE 0 END) AS n_from, max(w.n) AS n_to
    FROM (SELECT span, min(month) AS first, last_day(max(month)) AS last FROM span GROUP BY span) AS s
    JOIN workday AS w ON w.day BETWEEN s.first AND s.last
    GROUP BY s.span
),
people AS (  -- people of several months, each once; of single months fact_staff tells
    SELECT
        n.node, r.span,
        CASE
            WHEN $by <> 'sex' THEN ''
            WHEN e.sex = 0 THEN 'F'
            WHEN e.sex = 1 THEN 'M'
            ELSE 'unknown'
        END AS part,
        count(DISTINCT e.person) AS persons
    FROM numbered_employment AS e
    JOIN unit_ref AS u USING (ref)
    JOIN node AS n USING (unit_id)
    JOIN reach AS r ON r.n_from < e.n_to AND e.n_from < r.n_to
    WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to AND $by <> 'month'
    GROUP BY ALL
),
smallest AS (  -- the fewest people of any month that has some: what masking goes by
    SELECT
        f.ancestor_id AS node, s.span,
        CASE WHEN $by = 'sex' THEN coalesce(nullif(f.sex, 'given'), 'unknown') ELSE '' END AS part,
        min(nullif(f.persons, 0)) FILTER (WHERE f.sex IS DISTINCT FROM 'given') AS fewest,
        max(f.persons) FILTER (WHERE f.sex = 'given') AS given,
        max(f.persons) FILTER (WHERE f.sex = 'all') AS everybody,
        bool_or(f.persons IS NULL) AS unknown
    FROM fact_staff AS f
    JOIN span AS s USING (month)
    WHERE f.ancestor_id IN (SELECT node FROM node)
        AND CASE WHEN $by = 'sex' THEN f.sex IS DISTINCT FROM 'all' ELSE f.sex IN ('all', 'given') END
    GROUP BY ALL
)
SELECT
    u.unit_id, u.name AS unit, u.parent_id, u.depth, s.span, p.part,
    coalesce(l.lost_days, 0) AS lost_days,
    a.agreed_days - coalesce(w.away_days, 0) AS agreed_days,
    CASE
        WHEN m.unknown THEN NULL
        WHEN $by = 'month' THEN coalesce(m.everybody, 0)::BIGINT
        ELSE coalesce(e.persons, 0) + coalesce(m.given, 0)
    END AS persons,
    m.fewest, coalesce(m.unknown, false) AS persons_unknown
FROM (SELECT DISTINCT node FROM node) AS n
CROSS JOIN (SELECT DISTINCT span FROM span) AS s
CROSS JOIN part AS p
LEFT JOIN unit AS u ON u.unit_id = n.node
LEFT JOIN lost AS l ON l.node = n.node AND l.span = s.span AND l.part = p.part
LEFT JOIN away AS w
    ON w.node = n.node AND w.span = s.span AND w.part = CASE WHEN $by = 'sex' THEN p.part ELSE '' END
LEFT JOIN agreed AS a
    ON a.node = n.node AND a.span = s.span AND a.part = CASE WHEN $by = 'sex' THEN p.part ELSE '' END
LEFT JOIN people AS e
    ON e.node = n.node AND e.span = s.span AND e.part = CASE WHEN $by = 'sex' THEN p.part ELSE '' END
LEFT JOIN smallest AS m
    ON m.node = n.node AND m.span = s.span AND m.part = CASE WHEN $by = 'sex' THEN p.part ELSE '' END
ORDER BY u.place NULLS FIRST, s.span, list_position(
    CASE $by
        WHEN 'duration' THEN $classes::VARCHAR[]
        ELSE ['self_certified', 'doctor_certified', 'sick', 'F', 'M', 'unknown']
    END,
    p.part
);
