-- Rostered shifts between $since and $today, each once however many rosters name it.
SELECT DISTINCT employee_key, day, code
FROM roster
WHERE version_removed IS NULL AND day BETWEEN $since AND $today
ORDER BY employee_key, day, code;
