-- Everybody in the register, ever, under the name and birth year of their newest employment.
SELECT
    employee_key, arg_max(employee_no, start_date) AS employee_no,
    arg_max(name, start_date) AS name, arg_max(birth_year, start_date) AS birth_year
FROM employment
WHERE version_removed IS NULL
GROUP BY employee_key
ORDER BY employee_key;
