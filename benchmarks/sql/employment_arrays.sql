-- The employments as numbers, in order of person and day; positions in millionths.
SELECT
    employee_key::INTEGER AS person,
    (start_date - DATE '1970-01-01')::INTEGER AS first_day,
    (coalesce(end_date, $last_day) - DATE '1970-01-01')::INTEGER AS last_day,
    right(unit, 4)::INTEGER AS unit,
    (position * 1000000)::INTEGER AS position
FROM employment
ORDER BY person, first_day, unit;
