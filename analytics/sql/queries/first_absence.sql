-- The first day of any absence, null while there is none.
SELECT min(start_date) AS first_absence
FROM fact_run;
