-- Working days before each day of the calendar, and through it; days counted from 1970.
SELECT
    (day - DATE '1970-01-01')::INTEGER AS day,
    (n - CASE WHEN is_working THEN 1 ELSE 0 END)::INTEGER AS n_before, n::INTEGER AS n_through
FROM workday
ORDER BY day;
