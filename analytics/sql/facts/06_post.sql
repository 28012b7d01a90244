-- fact_employment by numbers, with the months of the first and the last working day, of the people
-- from number $first to $last. Only a post that `counts` has agreed days and makes somebody a head:
-- weekends alone are no days.
INSERT INTO post
WITH working AS (
    SELECT n_through AS n, month_no FROM calendar WHERE is_working
)
SELECT
    p.person, e.employment_id, u.place, e.sex::sex, e.position, e.start_date, e.end_date,
    e.registered AND e.position > 0 AND e.n_from < e.n_to,
    e.n_from, e.n_to, first_worked.month_no, last_worked.month_no
FROM fact_employment AS e
JOIN fact_person AS p USING (employee_key)
JOIN unit AS u USING (unit_id)
LEFT JOIN working AS first_worked ON first_worked.n = e.n_from + 1
LEFT JOIN working AS last_worked ON last_worked.n = e.n_to
WHERE p.person BETWEEN $first AND $last AND e.employee_key BETWEEN $first_key AND $last_key;
