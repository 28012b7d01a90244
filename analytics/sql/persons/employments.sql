-- Employments that count agreed days from $from to $to, in order of number: units by place, sex 0
-- for women, 1 for men and -1 where it is not known, positions in millionths, working days counted
-- before the first and through the last day. Person level, as is all of this folder.
SELECT
    e.employment_id, e.person, u.place AS unit, coalesce(e.sex, -1)::TINYINT AS sex,
    (e.position * 1000000)::INTEGER AS position, e.n_from::INTEGER AS n_from,
    e.n_to::INTEGER AS n_to
FROM numbered_employment AS e
JOIN unit_ref AS r USING (ref)
JOIN unit AS u USING (unit_id)
WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to
    AND e.start_date <= $to AND e.end_date >= $from
ORDER BY e.employment_id;
