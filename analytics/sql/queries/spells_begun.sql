-- Spells of own sickness that began in each month from $from to $to (both firsts of a month), of
-- registered people in the unit $unit ('' for everybody) and below it, beside their agreed days.
WITH month AS (
    SELECT unnest(generate_series($from::DATE, $to::DATE, INTERVAL 1 MONTH))::DATE AS month
),
place AS (SELECT unit_id FROM unit_closure WHERE ancestor_id = $unit),
begun AS (
    SELECT
        date_trunc('month', r.spell_start) AS month,
        count(DISTINCT (r.employee_key, r.spell)) AS spells
    FROM fact_run AS r
    JOIN fact_employment AS e
        ON r.employee_key = e.employee_key AND r.spell_start BETWEEN e.start_date AND e.end_date
    JOIN place USING (unit_id)
    WHERE r.type IN ('self_certified', 'doctor_certified', 'sick')
        AND e.registered AND e.position > 0
    GROUP BY ALL
),
worked AS (
    SELECT a.month, sum(a.agreed_days) AS agreed_days
    FROM fact_agreed AS a
    JOIN place USING (unit_id)
    GROUP BY ALL
)
SELECT
    strftime(m.month, '%Y-%m') AS span, coalesce(b.spells, 0) AS spells,
    coalesce(w.agreed_days, 0)::DOUBLE AS agreed_days
FROM month AS m
LEFT JOIN begun AS b ON b.month = m.month
LEFT JOIN worked AS w ON w.month = m.month
ORDER BY m.month;
