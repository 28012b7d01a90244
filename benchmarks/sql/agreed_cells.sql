-- The month facts of agreed days, each row by number: unit, month from $first_day on, and sex; in
-- order. Sums in parts of $scale.
SELECT
    (right(unit_id, 4)::BIGINT * $months + datediff('month', $first_day::DATE, month)) * 2
        + CASE sex WHEN 'F' THEN 0 ELSE 1 END AS cell,
    (agreed_days * $scale::BIGINT)::BIGINT AS sum
FROM fact_agreed
ORDER BY cell;
