-- What files have ever called somebody, in any dataset version: numbers, names and names of leaders.
-- Looked for in texts while a reader has put names away; the key is null for leaders.
SELECT DISTINCT employee_key, employee_no AS called, 'number' AS kind
FROM (
    SELECT employee_key, employee_no FROM employment
    UNION ALL
    SELECT employee_key, employee_no FROM absence
    UNION ALL
    SELECT employee_key, employee_no FROM roster
)
UNION ALL
SELECT DISTINCT employee_key, name, 'name' FROM employment WHERE name IS NOT NULL
UNION ALL
SELECT DISTINCT NULL, leader, 'name' FROM employment WHERE leader IS NOT NULL
ORDER BY kind, called, employee_key;
