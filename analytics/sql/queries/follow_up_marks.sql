-- What was done in following up, as it stands: entries that were taken back are left out;
-- $employee_key null for everybody.
SELECT m.entry, m.employee_key, m.kind, m.day, m.rule, m.reason
FROM follow_up_mark AS m
WHERE m.kind <> 'taken_back'
    AND ($employee_key IS NULL OR m.employee_key = $employee_key)
    AND m.entry NOT IN (SELECT takes_back FROM follow_up_mark WHERE takes_back IS NOT NULL)
ORDER BY m.entry;
