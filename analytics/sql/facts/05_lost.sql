-- Lost days per month: working days × position × grade, by where the person worked that day.
-- Working days of a stretch are a difference of two running counts, so nothing is exploded to days.
INSERT INTO fact_lost
WITH spell AS (
    SELECT DISTINCT employee_key, spell_start, spell_end
    FROM fact_run
    WHERE type IN ('self_certified', 'doctor_certified', 'sick')
),
laned AS (  -- people whose registrations are tied to employments are counted lane by lane
    SELECT DISTINCT employee_key FROM piece WHERE lane > 0
),
placed AS (
    SELECT
        e.unit_id, e.sex, e.position, p.employee_key, p.type, p.track, p.counted_grade,
        greatest(p.start_date, e.start_date) AS start_date,
        least(p.end_date, e.end_date) AS end_date
    FROM piece AS p
    JOIN fact_employment AS e
        ON e.employee_key = p.employee_key
        AND e.start_date <= p.end_date AND p.start_date <= e.end_date
        AND (p.lane = e.employment_id OR p.lane = 0)
    WHERE p.counted_grade > 0
        AND (p.lane > 0) = (p.employee_key IN (SELECT employee_key FROM laned))
),
banded AS (
    SELECT
        p.*,
        CASE
            WHEN p.track > 1 THEN 0
            ELSE 1
                + (s.spell_end - s.spell_start >= 3)::TINYINT
                + (s.spell_end - s.spell_start >= 7)::TINYINT
                + (s.spell_end - s.spell_start >= 16)::TINYINT
                + (s.spell_end - s.spell_start >= 56)::TINYINT
                + (s.spell_end - s.spell_start >= 140)::TINYINT
                + (s.spell_end - s.spell_start >= 273)::TINYINT
        END AS band
    FROM placed AS p
    ASOF LEFT JOIN spell AS s ON s.employee_key = p.employee_key AND s.spell_start <= p.start_date
),
monthly AS (
    SELECT
        unit_id, sex, type, band, position, counted_grade, start_date, end_date,
        unnest(
            range(date_trunc('month', start_date), end_date + INTERVAL 1 DAY, INTERVAL 1 MONTH)
        )::DATE AS month
    FROM banded
),
clipped AS (
    SELECT
        unit_id, sex, type, band, position, counted_grade, month,
        greatest(start_date, month) AS first_day, least(end_date, last_day(month)) AS final_day
    FROM monthly
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
