-- Every registered person's lost and agreed days from month $from to month $to (both firsts of a
-- month), and the spells of own sickness that began then: once for the unit $unit ('' for everybody)
-- and once for each unit below it that the person worked in or above. Person level.
WITH node AS (
    SELECT ancestor_id AS node, unit_id
    FROM unit_closure
    WHERE ancestor_id = $unit
        OR ancestor_id IN (SELECT unit_id FROM unit_closure WHERE ancestor_id = $unit)
),
reach AS (
    SELECT min(n - CASE WHEN is_working THEN 1 ELSE 0 END) AS n_from, max(n) AS n_to
    FROM workday
    WHERE day BETWEEN $from AND last_day($to::DATE)
),
worked AS (
    SELECT
        e.employment_id, e.employee_key, e.unit_id, e.sex, e.position,
        greatest(e.start_date, $from) AS start_date,
        least(e.end_date, last_day($to::DATE)) AS end_date,
        (least(e.n_to, r.n_to) - greatest(e.n_from, r.n_from))::DECIMAL(5, 0)
            * e.position AS agreed_days
    FROM fact_employment AS e
    JOIN reach AS r ON r.n_from < e.n_to AND e.n_from < r.n_to
    WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to
),
several AS (  -- people with two employments on one day: their registrations may name one of them
    SELECT DISTINCT a.employee_key
    FROM fact_employment AS a
    JOIN fact_employment AS b
        ON a.employee_key = b.employee_key AND a.employment_id < b.employment_id
        AND a.start_date <= b.end_date AND b.start_date <= a.end_date
),
stretch AS (  -- everybody else: runs of one grade, as they are
    SELECT
        w.employment_id, r.grade, w.position,
        greatest(r.start_date, w.start_date) AS first_day,
        least(r.end_date, w.end_date) AS final_day
    FROM worked AS w
    JOIN fact_run AS r
        ON r.employee_key = w.employee_key
        AND r.start_date <= w.end_date AND w.start_date <= r.end_date
    WHERE r.type IN ('self_certified', 'doctor_certified', 'sick')
        AND w.employee_key NOT IN (SELECT employee_key FROM several)
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
        row_number() OVER () AS id, a.employee_key, a.unit, a.employment_no, a.grade, a.start_date,
        coalesce(a.end_date, greatest(a.start_date, t.data_through)) AS end_date
    FROM absence AS a
    JOIN through AS t USING (source)
    CROSS JOIN fact_state AS s
    WHERE a.version_added <= s.version AND coalesce(a.version_removed, s.version + 1) > s.version
        AND a.type IN ('self_certified', 'doctor_certified', 'sick')
        AND a.employee_key IN (SELECT employee_key FROM several)
),
named AS (  -- day by day: a registration that names an employment of the day counts there alone
    SELECT
        r.id, d.day, e.employment_id, r.grade,
        CASE
            WHEN r.employment_no IS NOT NULL AND e.employment_no IS NOT NULL
                THEN r.employment_no = e.employment_no
            ELSE coalesce(r.unit IN (e.unit_name, e.unit_code, e.unit_id), false)
        END AS is_named
    FROM registration AS r
    JOIN workday AS d
        ON d.is_working AND d.day BETWEEN r.start_date AND r.end_date
        AND d.day BETWEEN $from AND last_day($to::DATE)
    JOIN fact_employment AS e
        ON e.employee_key = r.employee_key AND d.day BETWEEN e.start_date AND e.end_date
),
counted AS (
    SELECT employment_id, day, grade
    FROM named
    QUALIFY is_named OR NOT bool_or(is_named) OVER (PARTITION BY id, day)
),
lost AS (
    SELECT
        s.employment_id,
        sum(
            (b.n - a.n + CASE WHEN a.is_working THEN 1 ELSE 0 END)::DECIMAL(5, 0)
            * s.position * s.grade
        ) AS lost_days
    FROM stretch AS s
    JOIN workday AS a ON a.day = s.first_day
    JOIN workday AS b ON b.day = s.final_day
    GROUP BY ALL
    UNION ALL
    SELECT w.employment_id, sum(w.position * d.grade)
    FROM (SELECT employment_id, day, max(grade) AS grade FROM counted GROUP BY ALL) AS d
    JOIN worked AS w USING (employment_id)
    GROUP BY ALL
),
began AS (
    SELECT w.employment_id, r.spell
    FROM worked AS w
    JOIN fact_run AS r
        ON r.employee_key = w.employee_key AND r.spell_start BETWEEN w.start_date AND w.end_date
    WHERE r.type IN ('self_certified', 'doctor_certified', 'sick')
),
spells AS (
    SELECT n.node, w.employee_key, count(DISTINCT b.spell) AS spells
    FROM began AS b
    JOIN worked AS w USING (employment_id)
    JOIN node AS n USING (unit_id)
    GROUP BY ALL
),
born AS (
    SELECT e.employee_key, max(e.birth_year) AS birth_year
    FROM employment AS e
    CROSS JOIN fact_state AS s
    WHERE e.version_added <= s.version AND coalesce(e.version_removed, s.version + 1) > s.version
    GROUP BY ALL
)
SELECT
    n.node AS unit_id, w.employee_key, sum(coalesce(l.lost_days, 0)) AS lost_days,
    sum(w.agreed_days) AS agreed_days, coalesce(any_value(s.spells), 0) AS spells,
    max(w.sex) AS sex, any_value(b.birth_year) AS birth_year
FROM worked AS w
JOIN node AS n USING (unit_id)
LEFT JOIN lost AS l USING (employment_id)
LEFT JOIN spells AS s ON s.node = n.node AND s.employee_key = w.employee_key
LEFT JOIN born AS b ON b.employee_key = w.employee_key
GROUP BY n.node, w.employee_key
ORDER BY n.node, w.employee_key;
