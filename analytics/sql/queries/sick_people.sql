-- Everybody who was ever sick, in the order of `sick_runs.sql`.
SELECT employee_key
FROM fact_run
WHERE type IN ('self_certified', 'doctor_certified', 'sick')
GROUP BY employee_key
ORDER BY employee_key;
