-- Lost days per month: working days × position × grade, by where the person worked that day.
-- Working days of a stretch are a difference of two running counts, so nothing is exploded to days.
INSERT INTO fact_lost
WITH spell AS (  -- of own sickness, track 1; the first run of each tells where it ends
    SELECT employee_key, 1 AS track, spell_start, spell_end
    FROM fact_run
    WHERE start_date = spell_start AND type IN ('self_certified', 'doctor_certified', 'sick')
),
laned AS (  -- people whose registrations are tied to employments are counted lane by lane
    SELECT DISTINCT employee_key FROM piece WHERE lane > 0
),
spelled AS (  -- how many days the spell of each registration lasts
    SELECT *, end_date - start_date + 1 AS spell_days FROM piece WHERE lane = 0 AND apart
    UNION ALL
    SELECT p.*, s.spell_end - s.spell_start + 1
    FROM piece AS p
    LEFT JOIN spell AS s
        ON s.employee_key = p.employee_key AND s.track = p.track
        AND s.spell_start <= p.start_date AND p.start_date <= s.spell_end
    WHERE p.lane > 0 OR NOT p.apart
),
placed AS (
    SELECT
        e.unit_id, e.sex, e.position, p.type, p.counted_grade,
        CASE
            WHEN p.track > 1 THEN 0
            WHEN p.spell_days <= 3 THEN 1
            WHEN p.spell_days <= 7 THEN 2
            WHEN p.spell_days <= 16 THEN 3
            WHEN p.spell_days <= 56 THEN 4
            WHEN p.spell_days <= 140 THEN 5
            WHEN p.spell_days <= 273 THEN 6
            ELSE 7
        END AS band,
        greatest(p.start_date, e.start_date) AS start_date,
        least(p.end_date, e.end_date) AS end_date
    FROM spelled AS p
    JOIN fact_employment AS e
        ON e.employee_key = p.employee_key
        AND e.start_date <= p.end_date AND p.start_date <= e.end_date
        AND (p.lane = e.employment_id OR p.lane = 0)
    WHERE p.counted_grade > 0
        AND (p.lane > 0) = (p.employee_key IN (SELECT employee_key FROM laned))
),
-- What lies in one month stays as it is; the rest is cut at the ends of months.
clipped AS (
    SELECT
        * EXCLUDE (start_date, end_date),
        date_trunc('month', start_date)::DATE AS month,
        start_date AS first_day, end_date AS final_day
    FROM placed
    WHERE end_date <= last_day(start_date)
    UNION ALL
    SELECT
        * EXCLUDE (start_date, end_date, month),
        month::DATE, greatest(start_date, month::DATE), least(end_date, last_day(month))
    FROM (
        SELECT
            *,
            unnest(
                range(date_trunc('month', start_date), end_date + INTERVAL 1 DAY, INTERVAL 1 MONTH)
            ) AS month
        FROM placed
        WHERE end_date > last_day(start_date)
    )
)
SELECT
    c.month, c.unit_id, c.sex, c.type, c.type = 'doctor_certified' AND c.counted_grade < 1,
    c.band,
    sum(
        (b.n - a.n + CASE WHEN a.is_working THEN 1 ELSE 0 END)::DECIMAL(5, 0)
        * c.position * c.counted_grade
    ) AS lost_days
FROM clipped AS c
JOIN workday AS a ON a.day = c.first_day
JOIN workday AS b ON b.day = c.final_day
GROUP BY ALL
HAVING lost_days > 0;
