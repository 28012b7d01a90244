-- The sick leave as numbers, in order of person and day: what the other ways start from.
SELECT
    employee_key::INTEGER AS person,
    (start_date - DATE '1970-01-01')::INTEGER AS first_day,
    (coalesce(end_date, $last_day) - DATE '1970-01-01')::INTEGER AS last_day,
    (grade * 10000)::INTEGER AS grade,
    (type = 'doctor_certified')::INTEGER AS doctor
FROM absence
ORDER BY person, first_day, last_day, grade;
