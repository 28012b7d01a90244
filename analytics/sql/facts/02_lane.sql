-- The registrations that hold at $version, each laid in the lanes it counts in.
-- Lane 0 is the person: every registration once. Somebody with several employments at a time,
-- some of whose registrations are tied to one of them (by employment number or unit), gets a
-- lane per employment besides: a tied registration counts in that employment on the days it
-- exists, any other registration in all of them, as at SSB.
CREATE OR REPLACE TEMP TABLE lane AS
WITH through AS (
    SELECT source, max(data_through) AS data_through
    FROM import
    WHERE kind = 'absence'
        AND version_added <= $version AND coalesce(version_removed, $version + 1) > $version
    GROUP BY source
),
registration AS (
    SELECT
        row_number() OVER () AS id, a.employee_key, a.employee_no, a.unit, a.employment_no, a.type,
        a.grade, a.start_date, a.end_date IS NULL AS open,
        coalesce(a.end_date, greatest(a.start_date, t.data_through)) AS end_date
    FROM absence AS a
    JOIN through AS t USING (source)
    WHERE a.version_added <= $version AND coalesce(a.version_removed, $version + 1) > $version
),
several AS (  -- people with two employments on one day
    SELECT DISTINCT a.employee_key
    FROM fact_employment AS a
    JOIN fact_employment AS b
        ON a.employee_key = b.employee_key AND a.employment_id < b.employment_id
        AND a.start_date <= b.end_date AND b.start_date <= a.end_date
),
match AS (
    SELECT r.id AS registration_id, e.employment_id
    FROM registration AS r
    JOIN several USING (employee_key)
    JOIN fact_employment AS e
        ON e.employee_key = r.employee_key
        AND e.start_date <= r.end_date AND r.start_date <= e.end_date
        AND CASE
            WHEN r.employment_no IS NOT NULL AND e.employment_no IS NOT NULL
                THEN r.employment_no = e.employment_no
            ELSE r.unit IN (e.unit_name, e.unit_code, e.unit_id)
        END
),
tied AS (
    SELECT DISTINCT employee_key
    FROM registration
    WHERE id IN (SELECT registration_id FROM match)
),
cut AS (
    SELECT employee_key, start_date AS day FROM fact_employment JOIN tied USING (employee_key)
    UNION
    SELECT employee_key, end_date + 1 FROM fact_employment JOIN tied USING (employee_key)
),
stretch AS (
    SELECT
        employee_key, day AS start_date,
        lead(day) OVER (PARTITION BY employee_key ORDER BY day) - 1 AS end_date
    FROM cut
),
counted AS (
    SELECT
        r.id, r.employee_key, e.employment_id, r.type, r.grade, r.open,
        greatest(r.start_date, s.start_date) AS start_date, least(r.end_date, s.end_date) AS end_date,
        m.employment_id IS NOT NULL AS named,
        bool_or(m.employment_id IS NOT NULL) OVER (PARTITION BY r.id, s.start_date) AS any_named
    FROM registration AS r
    JOIN stretch AS s
        ON s.employee_key = r.employee_key
        AND s.start_date <= r.end_date AND r.start_date <= s.end_date
    JOIN fact_employment AS e
        ON e.employee_key = s.employee_key
        AND e.start_date <= s.start_date AND e.end_date >= s.end_date
    LEFT JOIN match AS m ON m.registration_id = r.id AND m.employment_id = e.employment_id
)
SELECT employee_key, 0 AS lane, type, grade, open, start_date, end_date FROM registration
UNION ALL
SELECT employee_key, employment_id, type, grade, open, start_date, end_date
FROM counted
WHERE named OR NOT any_named;
