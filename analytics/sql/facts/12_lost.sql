-- Lost days per month: working days × position × grade, by where the person worked that day.
-- Working days of a stretch are a difference of two running counts, so nothing is exploded to days.
INSERT INTO fact_lost
WITH lone AS MATERIALIZED (  -- DuckDB reads what is not committed with one thread, this with all
    SELECT person, type, grade, start_date, end_date FROM registration WHERE meets = 0
),
laned AS (  -- people whose registrations are tied to employments are counted lane by lane
    SELECT DISTINCT person FROM lane
),
spell AS (  -- of own sickness
    SELECT DISTINCT person, spell_start, spell_end FROM joined WHERE type <= 'sick'::absence_type
    UNION ALL
    SELECT person, start_date, end_date
    FROM lone
    WHERE type <= 'sick'::absence_type AND person IN (SELECT person FROM laned)
),
spelled AS (  -- how many days the spell of each registration lasts
    SELECT
        person, 0 AS lane, type, grade AS counted_grade, start_date, end_date,
        end_date - start_date + 1 AS spell_days
    FROM lone
    WHERE grade > 0 AND person NOT IN (SELECT person FROM laned)
    UNION ALL
    SELECT
        p.person, p.lane, p.type, p.counted_grade, p.start_date, p.end_date,
        s.spell_end - s.spell_start + 1
    FROM piece AS p
    LEFT JOIN spell AS s
        ON s.person = p.person AND p.start_date BETWEEN s.spell_start AND s.spell_end
    WHERE p.counted_grade > 0 AND (p.lane > 0) = (p.person IN (SELECT person FROM laned))
),
placed AS (
    SELECT
        e.unit, e.sex, e.position, s.type, s.counted_grade,
        CASE
            WHEN s.type > 'sick'::absence_type THEN 0
            WHEN s.spell_days <= 3 THEN 1
            WHEN s.spell_days <= 7 THEN 2
            WHEN s.spell_days <= 16 THEN 3
            WHEN s.spell_days <= 56 THEN 4
            WHEN s.spell_days <= 140 THEN 5
            WHEN s.spell_days <= 273 THEN 6
            ELSE 7
        END::TINYINT AS band,
        greatest(s.start_date, e.start_date) AS first_day,
        least(s.end_date, e.end_date) AS final_day
    FROM spelled AS s
    JOIN post AS e
        ON e.person = s.person AND e.start_date <= s.end_date AND s.start_date <= e.end_date
        AND (s.lane = e.employment_id OR s.lane = 0)
),
counted AS (
    SELECT
        p.* EXCLUDE (first_day, final_day), a.month_no AS first_no, b.month_no AS final_no,
        a.n_before, b.n_through
    FROM placed AS p
    JOIN calendar AS a ON a.day = p.first_day
    JOIN calendar AS b ON b.day = p.final_day
),
-- What lies in one month stays as it is; the rest is cut at the ends of months.
clipped AS (
    SELECT * EXCLUDE (first_no, final_no), first_no AS month_no
    FROM counted
    WHERE first_no = final_no
    UNION ALL
    SELECT
        c.* EXCLUDE (first_no, final_no, n_before, n_through, month_no),
        greatest(c.n_before, m.n_before), least(c.n_through, m.n_through), c.month_no
    FROM (
        SELECT *, unnest(range(first_no, final_no + 1))::SMALLINT AS month_no
        FROM counted
        WHERE first_no < final_no
    ) AS c
    JOIN calendar_month AS m USING (month_no)
),
summed AS (
    SELECT
        month_no, unit, sex, type,
        type = 'doctor_certified'::absence_type AND counted_grade < 1 AS graded, band,
        sum((n_through - n_before)::DECIMAL(5, 0) * position * counted_grade) AS lost_days
    FROM clipped
    WHERE n_through > n_before
    GROUP BY ALL
)
SELECT m.month, u.unit_id, s.sex, s.type, s.graded, s.band, s.lost_days
FROM summed AS s
JOIN calendar_month AS m USING (month_no)
JOIN unit AS u ON u.place = s.unit
WHERE s.lost_days > 0;
