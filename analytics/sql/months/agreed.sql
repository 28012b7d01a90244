-- Agreed days of every unit's own people by month, months counted from the year 0.
SELECT
    (12 * year(f.month) + month(f.month) - 1)::INTEGER AS month, u.place AS unit,
    CASE f.sex WHEN 'F' THEN 0 WHEN 'M' THEN 1 ELSE 2 END::TINYINT AS sex,
    f.agreed_days::DOUBLE AS days
FROM fact_agreed AS f
JOIN unit AS u USING (unit_id)
WHERE f.month BETWEEN $from AND $to;
