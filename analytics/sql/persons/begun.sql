-- Spells of own sickness that began from $from to $to, at each employment of the day, in order of
-- day, days counted from 1970. A spell has one run that begins with it.
SELECT e.employment_id, (r.spell_start - DATE '1970-01-01')::INTEGER AS day
FROM numbered_run AS r
JOIN type_of_absence AS t USING (type)
JOIN numbered_employment AS e
    ON e.person = r.person AND r.spell_start BETWEEN e.start_date AND e.end_date
WHERE t.word IN ('self_certified', 'doctor_certified', 'sick') AND r.start_date = r.spell_start
    AND r.spell_start BETWEEN $from AND $to
    AND e.registered AND e.position > 0 AND e.n_from < e.n_to
ORDER BY day;
