-- Who had agreed days in which unit from which month to which, months counted from the year 0.
WITH working AS (
    SELECT n, (12 * year(day) + month(day) - 1)::INTEGER AS month FROM workday WHERE is_working
)
SELECT
    a.month AS first, b.month AS last, u.place AS unit, coalesce(e.sex, 2)::TINYINT AS sex, e.person
FROM numbered_employment AS e
JOIN unit_ref AS r USING (ref)
JOIN unit AS u USING (unit_id)
JOIN working AS a ON a.n = e.n_from + 1
JOIN working AS b ON b.n = e.n_to
WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to
    AND e.start_date <= last_day($to::DATE) AND e.end_date >= $from;
