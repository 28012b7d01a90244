-- Own sickness from $from to $to as it falls on employments, in order of the first day: whole days
-- of one grade (in ten-thousandths), first and last day from 1970.
-- People with two employments on one day may have named one of them: theirs come day by day.
WITH worked AS (
    SELECT employment_id, person, start_date, end_date
    FROM numbered_employment
    WHERE registered AND position > 0 AND n_from < n_to AND start_date <= $to AND end_date >= $from
),
several AS (
    SELECT DISTINCT a.person
    FROM numbered_employment AS a
    JOIN numbered_employment AS b
        ON a.person = b.person AND a.employment_id < b.employment_id
        AND a.start_date <= b.end_date AND b.start_date <= a.end_date
),
stretch AS (  -- everybody else: runs of one grade, as they are
    SELECT
        w.employment_id, r.grade, greatest(r.start_date, w.start_date) AS first_day,
        least(r.end_date, w.end_date) AS final_day
    FROM numbered_run AS r
    JOIN type_of_absence AS t USING (type)
    JOIN worked AS w
        ON r.person = w.person AND r.start_date <= w.end_date AND w.start_date <= r.end_date
    WHERE t.word IN ('self_certified', 'doctor_certified', 'sick')
        AND r.start_date <= $to AND r.end_date >= $from
        AND r.person NOT IN (SELECT person FROM several)
),
through AS (
    SELECT source, max(data_through) AS data_through
    FROM import, fact_state AS s
    WHERE kind = 'absence'
        AND version_added <= s.version AND coalesce(version_removed, s.version + 1) > s.version
    GROUP BY source
),
registration AS (
    SELECT
        row_number() OVER () AS id, p.person, a.unit, a.employment_no, a.grade, a.start_date,
        coalesce(a.end_date, greatest(a.start_date, t.data_through)) AS end_date
    FROM absence AS a
    JOIN through AS t USING (source)
    JOIN fact_person AS p USING (employee_key)
    CROSS JOIN fact_state AS s
    WHERE a.version_added <= s.version AND coalesce(a.version_removed, s.version + 1) > s.version
        AND a.type IN ('self_certified', 'doctor_certified', 'sick')
        AND p.person IN (SELECT person FROM several)
),
named AS (  -- a registration that names an employment of the day counts there alone
    SELECT
        r.id, d.day, e.employment_id, r.grade,
        CASE
            WHEN r.employment_no IS NOT NULL AND e.employment_no IS NOT NULL
                THEN r.employment_no = e.employment_no
            ELSE coalesce(r.unit IN (u.name, u.code, u.unit_id), false)
        END AS is_named
    FROM registration AS r
    JOIN workday AS d
        ON d.is_working AND d.day BETWEEN r.start_date AND r.end_date
        AND d.day BETWEEN $from AND $to
    JOIN numbered_employment AS e
        ON e.person = r.person AND d.day BETWEEN e.start_date AND e.end_date
    JOIN unit_ref AS u USING (ref)
),
counted AS (
    SELECT employment_id, day, grade
    FROM named
    QUALIFY is_named OR NOT bool_or(is_named) OVER (PARTITION BY id, day)
),
piece AS (
    SELECT * FROM stretch
    UNION ALL
    SELECT c.employment_id, max(c.grade), c.day, c.day
    FROM counted AS c
    SEMI JOIN worked AS w USING (employment_id)
    GROUP BY c.employment_id, c.day
)
SELECT
    employment_id, (grade * 10000)::INTEGER AS grade,
    (first_day - DATE '1970-01-01')::INTEGER AS first,
    (final_day - DATE '1970-01-01')::INTEGER AS last
FROM piece
ORDER BY first_day;
