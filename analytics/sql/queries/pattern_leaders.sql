-- Who has led each unit, as the employee files that hold now name them, and since when.
SELECT r.unit_id, e.leader, min(e.start_date) AS since
FROM employment AS e
JOIN unit_ref AS r
    ON r.name = e.unit AND r.code IS NOT DISTINCT FROM e.unit_code
    AND r.parent IS NOT DISTINCT FROM e.parent
WHERE e.version_removed IS NULL AND e.leader IS NOT NULL AND e.start_date <= $today
GROUP BY r.unit_id, e.leader
ORDER BY r.unit_id, since, e.leader;
