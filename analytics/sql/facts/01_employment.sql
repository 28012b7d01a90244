-- Who worked where, how much, and when: one row per employment that holds at $version, its end
-- the $horizon at the latest: beyond it only those with a known end would seem to be employed.
-- People known from absence rows alone (no register) get the unit those rows name, if agreed days
-- were given for that unit; they count no agreed days.
INSERT INTO fact_employment
WITH current_employment AS (
    SELECT e.*, r.unit_id
    FROM employment AS e
    JOIN unit_ref AS r
        ON r.name = e.unit
        AND r.code IS NOT DISTINCT FROM e.unit_code
        AND r.parent IS NOT DISTINCT FROM e.parent
    WHERE e.version_added <= $version AND coalesce(e.version_removed, $version + 1) > $version
),
unregistered AS (
    SELECT
        a.employee_key, a.unit, r.unit_id, coalesce(max(a.position), 1) AS position,
        min(a.start_date) AS start_date,
        max(coalesce(a.end_date, $horizon)) AS end_date
    FROM absence AS a
    JOIN unit_ref AS r ON r.name = a.unit AND r.code IS NULL AND r.parent IS NULL
    WHERE a.version_added <= $version AND coalesce(a.version_removed, $version + 1) > $version
        AND a.employee_key NOT IN (SELECT employee_key FROM current_employment)
        AND r.unit_id IN (
            SELECT u.unit_id
            FROM agreed AS g
            JOIN unit_ref AS u ON u.name = g.unit AND u.code IS NULL AND u.parent IS NULL
            WHERE g.version_added <= $version
                AND coalesce(g.version_removed, $version + 1) > $version
        )
    GROUP BY a.employee_key, a.unit, r.unit_id
),
everybody AS (
    SELECT
        employee_key, employment_no, unit_id, unit AS unit_name, unit_code, position, sex,
        start_date, coalesce(end_date, $horizon) AS end_date, true AS registered
    FROM current_employment
    UNION ALL
    SELECT
        employee_key, NULL, unit_id, unit, NULL, position, NULL, start_date, end_date, false
    FROM unregistered
),
within_calendar AS (
    SELECT
        * REPLACE (
            greatest(start_date, (SELECT min(day) FROM workday)) AS start_date,
            least(end_date, $horizon, (SELECT max(day) FROM workday)) AS end_date
        )
    FROM everybody
)
SELECT
    row_number() OVER (
        ORDER BY e.employee_key, e.start_date, e.unit_id, e.position, e.employment_no, e.end_date
    ),
    e.employee_key, e.employment_no, e.unit_id, e.unit_name, e.unit_code, e.position, e.sex,
    e.start_date, e.end_date, e.registered,
    -- the workday table counts working days up to and with each day
    before_start.n - CASE WHEN before_start.is_working THEN 1 ELSE 0 END,
    at_end.n
FROM within_calendar AS e
JOIN workday AS before_start ON before_start.day = e.start_date
JOIN workday AS at_end ON at_end.day = e.end_date
WHERE e.start_date <= e.end_date;
