-- The employer's statutory register (FOR-1997-03-25-272 § 4), quarter by quarter from month $from to
-- month $to (both firsts of a month), in the unit $unit and below ('' for everybody): a row per sex
-- and one for all. Days go to the quarter they fall in, and to the class of the whole spell in
-- calendar days so far; a spell is a case of every quarter it has a day in. Holiday and leave are no
-- agreed days here; the child's sickness stands apart. Rows of single sexes are often about few
-- people: for readers with person access alone.
WITH quarter AS (
    SELECT
        strftime(m.month, '%Y') || 'K' || quarter(m.month) AS quarter,
        m.month::DATE AS month,
        date_trunc('quarter', m.month)::DATE AS first_day,
        last_day(date_trunc('quarter', m.month) + INTERVAL 2 MONTH) AS final_day
    FROM (
        SELECT unnest(range($from::DATE, $to::DATE + INTERVAL 1 DAY, INTERVAL 1 MONTH)) AS month
    ) AS m
),
reach AS (  -- each quarter, also as running counts of working days
    SELECT
        q.quarter, q.first_day, q.final_day,
        min(w.n - CASE WHEN w.is_working THEN 1 ELSE 0 END) AS n_from, max(w.n) AS n_to
    FROM (SELECT DISTINCT quarter, first_day, final_day FROM quarter) AS q
    JOIN workday AS w ON w.day BETWEEN q.first_day AND q.final_day
    GROUP BY ALL
),
here AS (SELECT unit_id FROM unit_closure WHERE ancestor_id = $unit),
lost AS (
    SELECT
        q.quarter, coalesce(f.sex, 'unknown') AS sex,
        CASE
            WHEN f.type = 'child_sick' THEN 'child'
            WHEN f.type IN ('holiday', 'leave', 'other') THEN 'away'
            WHEN f.band = 1 THEN '1-3'
            WHEN f.band <= 3 THEN '4-16'
            WHEN f.band = 4 THEN '17-56'
            ELSE '>56'
        END AS part,
        f.lost_days
    FROM fact_lost AS f
    JOIN here USING (unit_id)
    JOIN quarter AS q USING (month)
),
days AS (
    SELECT
        coalesce(sex, 'all') AS sex, quarter,
        sum(lost_days) FILTER (WHERE part IN ('1-3', '4-16', '17-56', '>56')) AS lost_days,
        sum(lost_days) FILTER (WHERE part = '1-3') AS days_1_3,
        sum(lost_days) FILTER (WHERE part = '4-16') AS days_4_16,
        sum(lost_days) FILTER (WHERE part IN ('17-56', '>56')) AS days_over_16,
        sum(lost_days) FILTER (WHERE part = '>56') AS days_over_56,
        sum(lost_days) FILTER (WHERE part = 'child') AS child_days,
        sum(lost_days) FILTER (WHERE part = 'away') AS away_days
    FROM lost
    GROUP BY GROUPING SETS ((quarter, sex), (quarter))
),
agreed AS (
    SELECT coalesce(sex, 'all') AS sex, quarter, sum(agreed_days) AS agreed_days
    FROM (
        SELECT q.quarter, coalesce(f.sex, 'unknown') AS sex, f.agreed_days
        FROM fact_agreed AS f
        JOIN here USING (unit_id)
        JOIN quarter AS q USING (month)
    )
    GROUP BY GROUPING SETS ((quarter, sex), (quarter))
),
spell AS (
    SELECT
        spell, employee_key, type = 'child_sick' AS child, spell_start, spell_end,
        spell_end - spell_start + 1 AS days, bool_or(open) AS open
    FROM fact_run
    WHERE type IN ('self_certified', 'doctor_certified', 'sick', 'child_sick')
    GROUP BY ALL
),
cases AS (
    SELECT
        coalesce(sex, 'all') AS sex, quarter,
        count(DISTINCT spell) FILTER (WHERE NOT child) AS cases,
        count(DISTINCT spell) FILTER (WHERE NOT child AND days <= 3) AS cases_1_3,
        count(DISTINCT spell) FILTER (WHERE NOT child AND days BETWEEN 4 AND 16) AS cases_4_16,
        count(DISTINCT spell) FILTER (WHERE NOT child AND days > 16) AS cases_over_16,
        count(DISTINCT spell) FILTER (WHERE NOT child AND days > 56) AS cases_over_56,
        count(DISTINCT spell) FILTER (WHERE child) AS child_cases,
        count(DISTINCT spell) FILTER (WHERE NOT child AND open) AS open_cases
    FROM (
        SELECT r.quarter, coalesce(e.sex, 'unknown') AS sex, s.spell, s.child, s.days, s.open
        FROM spell AS s
        JOIN fact_employment AS e
            ON e.employee_key = s.employee_key AND e.position > 0
            AND e.start_date <= s.spell_end AND s.spell_start <= e.end_date
        JOIN here USING (unit_id)
        JOIN reach AS r
            ON greatest(s.spell_start, e.start_date, r.first_day)
            <= least(s.spell_end, e.end_date, r.final_day)
    )
    GROUP BY GROUPING SETS ((quarter, sex), (quarter))
),
people AS (
    SELECT coalesce(sex, 'all') AS sex, quarter, count(DISTINCT employee_key) AS persons
    FROM (
        SELECT r.quarter, coalesce(e.sex, 'unknown') AS sex, e.employee_key
        FROM fact_employment AS e
        JOIN here USING (unit_id)
        JOIN reach AS r ON r.n_from < e.n_to AND e.n_from < r.n_to
        WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to
    )
    GROUP BY GROUPING SETS ((quarter, sex), (quarter))
),
given AS (  -- head counts that came with agreed days are of unknown sex
    SELECT q.quarter, max(f.persons) AS given, bool_or(f.persons IS NULL) AS unknown
    FROM fact_staff AS f
    JOIN quarter AS q USING (month)
    WHERE f.ancestor_id = $unit AND f.sex = 'given'
    GROUP BY ALL
),
line AS (
    SELECT quarter, unnest(['F', 'M', 'all']) AS sex FROM reach
    UNION
    SELECT quarter, sex FROM agreed WHERE sex = 'unknown'
    UNION
    SELECT quarter, sex FROM cases WHERE sex = 'unknown'
)
SELECT
    l.quarter, l.sex,
    a.agreed_days - coalesce(d.away_days, 0) AS agreed_days,
    CASE
        WHEN l.sex NOT IN ('unknown', 'all') THEN coalesce(p.persons, 0)
        WHEN NOT coalesce(g.unknown, false) THEN coalesce(p.persons, 0) + coalesce(g.given, 0)
    END AS persons,
    coalesce(d.lost_days, 0) AS lost_days, coalesce(d.days_1_3, 0) AS days_1_3,
    coalesce(d.days_4_16, 0) AS days_4_16, coalesce(d.days_over_16, 0) AS days_over_16,
    coalesce(d.days_over_56, 0) AS days_over_56, coalesce(d.child_days, 0) AS child_days,
    coalesce(c.cases, 0) AS cases, coalesce(c.cases_1_3, 0) AS cases_1_3,
    coalesce(c.cases_4_16, 0) AS cases_4_16, coalesce(c.cases_over_16, 0) AS cases_over_16,
    coalesce(c.cases_over_56, 0) AS cases_over_56, coalesce(c.child_cases, 0) AS child_cases,
    coalesce(c.open_cases, 0) AS open_cases
FROM line AS l
LEFT JOIN agreed AS a ON a.quarter = l.quarter AND a.sex = l.sex
LEFT JOIN days AS d ON d.quarter = l.quarter AND d.sex = l.sex
LEFT JOIN cases AS c ON c.quarter = l.quarter AND c.sex = l.sex
LEFT JOIN people AS p ON p.quarter = l.quarter AND p.sex = l.sex
LEFT JOIN given AS g ON g.quarter = l.quarter
ORDER BY l.quarter, list_position(['F', 'M', 'unknown', 'all'], l.sex);
