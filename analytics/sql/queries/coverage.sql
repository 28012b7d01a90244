-- For every unit and month from $from to $to: people, agreed days, and days of own sickness, so that
-- months and units without data can be told from those without absence.
SELECT
    u.unit_id, u.name AS unit, u.depth, m.month, s.persons,
    sum(a.agreed_days) AS agreed_days, any_value(l.lost_days) AS lost_days
FROM unit AS u
CROSS JOIN (
    SELECT unnest(range($from::DATE, $to::DATE + INTERVAL 1 DAY, INTERVAL 1 MONTH))::DATE AS month
) AS m
LEFT JOIN fact_staff AS s ON s.ancestor_id = u.unit_id AND s.month = m.month AND s.sex = 'all'
LEFT JOIN fact_agreed AS a ON a.unit_id = u.unit_id AND a.month = m.month
LEFT JOIN (
    SELECT unit_id, month, sum(lost_days) AS lost_days
    FROM fact_lost
    WHERE type IN ('self_certified', 'doctor_certified', 'sick')
    GROUP BY ALL
) AS l ON l.unit_id = u.unit_id AND l.month = m.month
GROUP BY ALL
ORDER BY u.unit_id, m.month;
