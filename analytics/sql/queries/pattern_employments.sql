-- Every employment between $since and $today, cut to that window.
SELECT
    employee_key, unit_id, greatest(start_date, $since) AS start_date,
    least(end_date, $today) AS end_date, position::DOUBLE AS position
FROM fact_employment
WHERE start_date <= $today AND end_date >= $since
ORDER BY employee_key, start_date, unit_id, employment_id;
