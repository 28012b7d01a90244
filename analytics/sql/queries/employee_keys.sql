-- Everybody in the register, ever.
SELECT DISTINCT employee_key FROM employment WHERE version_removed IS NULL;
