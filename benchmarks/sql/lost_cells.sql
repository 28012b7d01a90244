-- The month facts of lost days, each row by number: unit, month from $first_day on, sex, kind (by a
-- doctor, of it graded, by oneself) and class of duration; in order. Sums in parts of $scale.
SELECT
    (((right(unit_id, 4)::BIGINT * $months + datediff('month', $first_day::DATE, month)) * 2
        + CASE sex WHEN 'F' THEN 0 ELSE 1 END) * 3
        + CASE WHEN type = 'self_certified' THEN 2 WHEN graded THEN 1 ELSE 0 END) * 7
        + band - 1 AS cell,
    (lost_days * $scale::BIGINT)::BIGINT AS sum
FROM fact_lost
ORDER BY cell;
