-- Days by month and unit from $from to $to, in ten-thousand-millionths so that sums are exact:
-- own sickness by certification and duration class, and agreed and away (holiday, leave) days.
SELECT month, unit_id, kind, band, (sum(days) * 10000000000)::BIGINT AS amount
FROM (
    SELECT
        month, unit_id, band, lost_days AS days,
        CASE
            WHEN type IN ('self_certified', 'doctor_certified', 'sick') THEN type ELSE 'away'
        END AS kind
    FROM fact_lost
    WHERE type <> 'child_sick'
    UNION ALL SELECT month, unit_id, 0, agreed_days, 'agreed' FROM fact_agreed
)
WHERE month BETWEEN $from AND $to
GROUP BY ALL;
