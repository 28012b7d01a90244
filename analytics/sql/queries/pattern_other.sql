-- Child's sickness, holiday and leave between $since and $today: days when nobody is due at work.
SELECT employee_key, type, start_date, least(end_date, $today) AS end_date
FROM fact_run
WHERE type NOT IN ('self_certified', 'doctor_certified', 'sick')
    AND start_date <= $today AND end_date >= $since
ORDER BY employee_key, start_date, type;
