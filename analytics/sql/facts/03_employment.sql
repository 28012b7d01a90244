-- Who worked where, how much, and when: one row per employment that holds at $version, its end
-- the $horizon at the latest: beyond it only those with a known end would seem to be employed.
-- People known from absence rows alone (no register) get the unit those rows name, if agreed days
-- were given for that unit; they count no agreed days. Of the people from number $first to $last:
-- those before them are there already.
INSERT INTO numbered_employment
WITH ref AS MATERIALIZED (  -- the ways units are named, in order by number: texts are sorted slowly
    SELECT *, dense_rank() OVER (ORDER BY unit_id) AS in_order FROM unit_ref
),
unregistered AS (
    SELECT
        p.person, r.ref, r.in_order, coalesce(max(a.position), 1) AS position,
        min(a.start_date) AS start_date,
        max(coalesce(a.end_date, $horizon)) AS end_date
    FROM absence AS a
    JOIN fact_person AS p USING (employee_key)
    JOIN ref AS r ON r.name = a.unit AND r.code IS NULL AND r.parent IS NULL
    WHERE a.version_added <= $version AND coalesce(a.version_removed, $version + 1) > $version
        AND p.person BETWEEN $first AND $last
        AND a.employee_key BETWEEN $first_key AND $last_key
        AND a.employee_key NOT IN (
            SELECT employee_key
            FROM employment
            WHERE version_added <= $version AND coalesce(version_removed, $version + 1) > $version
                AND employee_key BETWEEN $first_key AND $last_key
                -- nobody need be looked up where no agreed days were given
                AND (SELECT count(*) > 0 FROM agreed)
        )
        AND r.unit_id IN (
            SELECT u.unit_id
            FROM agreed AS g
            JOIN unit_ref AS u ON u.name = g.unit AND u.code IS NULL AND u.parent IS NULL
            WHERE g.version_added <= $version
                AND coalesce(g.version_removed, $version + 1) > $version
        )
    GROUP BY ALL
),
everybody AS (
    SELECT
        p.person, e.employment_no, r.ref, r.in_order, e.position, e.sex, e.start_date,
        coalesce(e.end_date, $horizon) AS end_date, true AS registered
    FROM employment AS e
    JOIN fact_person AS p USING (employee_key)
    JOIN ref AS r
        ON r.name = e.unit
        AND r.code IS NOT DISTINCT FROM e.unit_code
        AND r.parent IS NOT DISTINCT FROM e.parent
    WHERE e.version_added <= $version AND coalesce(e.version_removed, $version + 1) > $version
        AND p.person BETWEEN $first AND $last
        AND e.employee_key BETWEEN $first_key AND $last_key
    UNION ALL
    SELECT person, NULL, ref, in_order, position, NULL, start_date, end_date, false
    FROM unregistered
),
within_calendar AS (
    SELECT
        * REPLACE (
            greatest(start_date, (SELECT min(day) FROM workday)) AS start_date,
            least(end_date, $horizon, (SELECT max(day) FROM workday)) AS end_date
        )
    FROM everybody
),
numbered AS (
    SELECT
        *,
        row_number() OVER (
            ORDER BY person, start_date, in_order, position, employment_no, end_date
        ) + (SELECT count(*) FROM numbered_employment) AS employment_id
    FROM within_calendar
    WHERE start_date <= end_date
)
SELECT
    e.employment_id, e.person, e.employment_no, e.ref, e.position,
    CASE e.sex WHEN 'F' THEN 0 WHEN 'M' THEN 1 END, e.start_date, e.end_date, e.registered,
    -- the workday table counts working days up to and with each day
    before_start.n - CASE WHEN before_start.is_working THEN 1 ELSE 0 END,
    at_end.n
FROM numbered AS e
JOIN workday AS before_start ON before_start.day = e.start_date
JOIN workday AS at_end ON at_end.day = e.end_date;
