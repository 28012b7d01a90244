-- Days by month and unit from $from to $to, in ten-thousand-millionths so that sums are exact:
-- own sickness by certification and duration class, and agreed and away (holiday, leave) days.
-- Months are counted from $from, units in the order of the tree from 1; kinds are places in $kinds.
WITH node AS (
    SELECT unit_id, row_number() OVER (ORDER BY place) AS node FROM unit
),
amount AS (
    SELECT
        month, unit_id, band, lost_days AS days,
        CASE
            WHEN type IN ('self_certified', 'doctor_certified', 'sick') THEN type ELSE 'away'
        END AS kind
    FROM fact_lost
    WHERE type <> 'child_sick'
    UNION ALL SELECT month, unit_id, 0, agreed_days, 'agreed' FROM fact_agreed
),
summed AS (
    SELECT month, unit_id, kind, band, (sum(days) * 10000000000)::BIGINT AS amount
    FROM amount
    WHERE month BETWEEN $from AND $to
    GROUP BY ALL
)
SELECT
    datediff('month', $from::DATE, s.month) AS month, n.node,
    list_position($kinds::VARCHAR[], s.kind) - 1 AS kind, s.band, s.amount
FROM summed AS s
JOIN node AS n USING (unit_id);
