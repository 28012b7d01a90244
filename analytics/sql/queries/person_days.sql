-- Every registered person's lost and agreed days from month $from to month $to (both firsts of a
-- month), and the spells of own sickness that began then: once for the unit $unit ('' for everybody)
-- and once for each unit below it that the person worked in or above. Units by place, -1 for
-- everybody: texts are slow to sort and to join. Person level.
WITH node AS (
    SELECT coalesce(u.place, -1) AS node, r.ref
    FROM unit_closure AS c
    JOIN unit_ref AS r USING (unit_id)
    LEFT JOIN unit AS u ON u.unit_id = c.ancestor_id
    WHERE c.ancestor_id = $unit
        OR c.ancestor_id IN (SELECT unit_id FROM unit_closure WHERE ancestor_id = $unit)
),
reach AS (
    SELECT min(n - CASE WHEN is_working THEN 1 ELSE 0 END) AS n_from, max(n) AS n_to
    FROM workday
    WHERE day BETWEEN $from AND last_day($to::DATE)
),
worked AS (
    SELECT
        e.employment_id, e.person, e.ref, e.sex, e.position,
        greatest(e.start_date, $from) AS start_date,
        least(e.end_date, last_day($to::DATE)) AS end_date,
        (least(e.n_to, r.n_to) - greatest(e.n_from, r.n_from))::DECIMAL(5, 0)
            * e.position AS agreed_days
    FROM numbered_employment AS e
    JOIN reach AS r ON r.n_from < e.n_to AND e.n_from < r.n_to
    WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to
),
several AS (  -- people with two employments on one day: their registrations may name one of them
    SELECT DISTINCT a.person
    FROM numbered_employment AS a
    JOIN numbered_employment AS b
        ON a.person = b.person AND a.employment_id < b.employment_id
        AND a.start_date <= b.end_date AND b.start_date <= a.end_date
),
own AS (  -- runs of own sickness; a spell of it has one run that begins with it
    SELECT r.person, r.grade, r.start_date, r.end_date, r.spell_start
    FROM numbered_run AS r
    JOIN type_of_absence AS t USING (type)
    WHERE t.word IN ('self_certified', 'doctor_certified', 'sick')
        AND start_date <= last_day($to::DATE) AND end_date >= $from
),
stretch AS (  -- everybody else: runs of one grade, as they are
    SELECT
        w.employment_id, r.grade, w.position,
        greatest(r.start_date, w.start_date) AS first_day,
        least(r.end_date, w.end_date) AS final_day
    FROM worked AS w
    JOIN own AS r
        ON r.person = w.person AND r.start_date <= w.end_date AND w.start_date <= r.end_date
    WHERE w.person NOT IN (SELECT person FROM several)
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
named AS (  -- day by day: a registration that names an employment of the day counts there alone
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
        AND d.day BETWEEN $from AND last_day($to::DATE)
    JOIN numbered_employment AS e
        ON e.person = r.person AND d.day BETWEEN e.start_date AND e.end_date
    JOIN unit_ref AS u USING (ref)
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
    SELECT w.employment_id, w.person, w.ref, r.spell_start
    FROM worked AS w
    JOIN own AS r ON r.person = w.person AND r.spell_start BETWEEN w.start_date AND w.end_date
    WHERE r.start_date = r.spell_start
),
begun AS (
    SELECT employment_id, count(*) AS spells FROM began GROUP BY ALL
),
twice AS (  -- what two employments of one unit have both
    SELECT n.node, b.person, count(*) - count(DISTINCT b.spell_start) AS spells
    FROM began AS b
    JOIN node AS n USING (ref)
    WHERE b.person IN (SELECT person FROM several)
    GROUP BY ALL
),
born AS (
    SELECT p.person, max(e.birth_year) AS birth_year
    FROM employment AS e
    JOIN fact_person AS p USING (employee_key)
    CROSS JOIN fact_state AS s
    WHERE e.version_added <= s.version AND coalesce(e.version_removed, s.version + 1) > s.version
    GROUP BY ALL
),
added AS (
    SELECT
        n.node, w.person, sum(l.lost_days) AS lost_days, sum(w.agreed_days) AS agreed_days,
        sum(g.spells) AS spells, max(w.sex) AS sex
    FROM worked AS w
    JOIN node AS n USING (ref)
    LEFT JOIN lost AS l USING (employment_id)
    LEFT JOIN begun AS g USING (employment_id)
    GROUP BY n.node, w.person
)
SELECT
    a.node, p.employee_key, coalesce(a.lost_days, 0) AS lost_days, a.agreed_days,
    (coalesce(a.spells, 0) - coalesce(t.spells, 0))::BIGINT AS spells,
    CASE a.sex WHEN 0 THEN 'F' WHEN 1 THEN 'M' END AS sex, b.birth_year
FROM added AS a
JOIN fact_person AS p USING (person)
LEFT JOIN twice AS t USING (node, person)
LEFT JOIN born AS b USING (person)
ORDER BY a.node, a.person;
