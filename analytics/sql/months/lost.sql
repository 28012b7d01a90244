-- Lost days of every unit's own people by month, months counted from the year 0: own sickness by
-- class of duration, and days away for other reasons. Kinds are places in $kinds, the one behind the
-- last for what is no own sickness.
SELECT
    (12 * year(l.month) + month(l.month) - 1)::INTEGER AS month, l.unit,
    coalesce(l.sex, 2)::TINYINT AS sex,
    coalesce(list_position($kinds::VARCHAR[], t.word) - 1, len($kinds))::TINYINT AS kind, l.band,
    l.lost_days::DOUBLE AS days
FROM numbered_lost AS l
JOIN type_of_absence AS t USING (type)
WHERE l.month BETWEEN $from AND $to AND t.word <> 'child_sick';
