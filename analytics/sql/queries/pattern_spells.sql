-- Stitched spells of own sickness as they were known on $today: registrations that begin later do
-- not exist yet, and a spell that runs past the day is cut there and open. Spells of before $since
-- are left out, but for those that end near it: the next episode may be the same one going on.
SELECT
    employee_key, spell_start AS start_date, least(max(end_date), $today) AS end_date,
    bool_and(type <> 'doctor_certified') AS self_certified,
    bool_or(open) OR max(end_date) > $today AS open
FROM fact_run
WHERE type IN ('self_certified', 'doctor_certified', 'sick')
    AND start_date <= $today AND spell_end >= $since::DATE - INTERVAL 14 DAY
GROUP BY employee_key, spell, spell_start
ORDER BY employee_key, spell_start;
