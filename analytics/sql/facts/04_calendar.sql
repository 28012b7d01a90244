-- The months in which anybody is employed, day by day: months by number, and the working days of
-- the whole calendar before each day and through it.
CREATE OR REPLACE TEMP TABLE calendar AS
WITH employed AS (
    SELECT date_trunc('month', min(start_date)) AS first_day, last_day(max(end_date)) AS final_day
    FROM numbered_employment
)
SELECT
    w.day, w.is_working, (12 * year(w.day) + month(w.day))::SMALLINT AS month_no,
    w.n - CASE WHEN w.is_working THEN 1 ELSE 0 END AS n_before, w.n AS n_through
FROM workday AS w, employed AS e
WHERE w.day BETWEEN e.first_day AND e.final_day;
