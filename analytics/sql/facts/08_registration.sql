-- The registrations that hold at $version, of the people from number $first to $last.
CREATE OR REPLACE TEMP TABLE registration AS
WITH through AS (
    SELECT source, max(data_through) AS data_through
    FROM import
    WHERE kind = 'absence'
        AND version_added <= $version AND coalesce(version_removed, $version + 1) > $version
    GROUP BY source
)
SELECT
    p.person, a.type::absence_type AS type, a.grade, a.end_date IS NULL AS open, a.start_date,
    coalesce(a.end_date, greatest(a.start_date, t.data_through)) AS end_date
FROM absence AS a
JOIN fact_person AS p USING (employee_key)
JOIN through AS t USING (source)
WHERE a.version_added <= $version AND coalesce(a.version_removed, $version + 1) > $version
    AND p.person BETWEEN $first AND $last
    -- that says it already, but of the rows as they are held: most need not be looked at
    AND a.employee_key BETWEEN $first_key AND $last_key;
