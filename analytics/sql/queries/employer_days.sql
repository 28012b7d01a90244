-- Lost days of own sickness that lie in the employer period, from month $from to month $to (both
-- firsts of a month), in the unit $unit and below ('' for everybody): the first 16 calendar days of
-- each spell. A spell that begins fewer than 16 days after the last one ended shares its period:
-- what that one used is taken off (folketrygdloven § 8-19). One number about all of them.
WITH spell AS (
    SELECT employee_key, spell, min(spell_start) AS first_day, max(spell_end) AS final_day
    FROM fact_run
    WHERE type IN ('self_certified', 'doctor_certified', 'sick')
    GROUP BY ALL
),
begun AS (
    SELECT
        *,
        coalesce(
            first_day - max(final_day) OVER (
                PARTITION BY employee_key ORDER BY first_day
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) > 16,
            true
        ) AS anew
    FROM spell
),
numbered AS (
    SELECT *, count(*) FILTER (WHERE anew) OVER (PARTITION BY employee_key ORDER BY first_day) AS no
    FROM begun
),
used AS (
    SELECT
        *,
        coalesce(
            sum(final_day - first_day + 1) OVER (
                PARTITION BY employee_key, no ORDER BY first_day
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ),
            0
        ) AS before
    FROM numbered
),
paid AS (
    SELECT
        e.position, r.grade, greatest(r.start_date, e.start_date, $from) AS first_day,
        least(
            r.end_date, e.end_date, last_day($to::DATE),
            u.first_day + (15 - least(u.before, 16))::INTEGER
        ) AS final_day
    FROM used AS u
    JOIN fact_run AS r USING (employee_key, spell)
    JOIN fact_employment AS e
        ON e.employee_key = r.employee_key
        AND e.start_date <= r.end_date AND r.start_date <= e.end_date
    JOIN unit_closure AS c ON c.unit_id = e.unit_id AND c.ancestor_id = $unit
    WHERE e.registered AND e.position > 0
)
SELECT
    coalesce(
        sum(
            (b.n - a.n + CASE WHEN a.is_working THEN 1 ELSE 0 END)::DECIMAL(5, 0)
            * p.position * p.grade
        ),
        0
    )::DOUBLE AS days
FROM paid AS p
JOIN workday AS a ON a.day = p.first_day
JOIN workday AS b ON b.day = p.final_day
WHERE p.first_day <= p.final_day;
