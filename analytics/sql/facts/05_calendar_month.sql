-- Every month of the calendar, and the working days before it and through it.
CREATE OR REPLACE TEMP TABLE calendar_month AS
SELECT
    month_no, date_trunc('month', min(day))::DATE AS month,
    min(n_before) AS n_before, max(n_through) AS n_through
FROM calendar
GROUP BY month_no;
