-- The registrations that hold at $version, in each person's order of days. Most overlap nothing
-- (`alone`), and most of those adjoin nothing either (`apart`): they are spells as they are, and
-- only the rest is cut and joined.
CREATE OR REPLACE TEMP TABLE registration AS
WITH through AS (
    SELECT source, max(data_through) AS data_through
    FROM import
    WHERE kind = 'absence'
        AND version_added <= $version AND coalesce(version_removed, $version + 1) > $version
    GROUP BY source
),
held AS (
    SELECT
        p.person, a.type::absence_type AS type, a.grade, a.end_date IS NULL AS open, a.start_date,
        coalesce(a.end_date, greatest(a.start_date, t.data_through)) AS end_date
    FROM absence AS a
    JOIN person AS p USING (employee_key)
    JOIN through AS t USING (source)
    WHERE a.version_added <= $version AND coalesce(a.version_removed, $version + 1) > $version
),
beside AS (
    SELECT
        *,
        row_number() OVER in_turn::INTEGER AS nth,
        max(end_date) OVER (in_turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach,
        lead(start_date) OVER in_turn AS next_start
    FROM held
    WINDOW in_turn AS (PARTITION BY person ORDER BY start_date, type)
)
SELECT
    * EXCLUDE (reach, next_start),
    coalesce(start_date > reach, true) AS clear_before,
    coalesce(start_date > reach, true) AND coalesce(next_start > end_date, true) AS alone,
    coalesce(start_date > reach + 1, true) AND coalesce(next_start > end_date + 1, true) AS apart
FROM beside;
