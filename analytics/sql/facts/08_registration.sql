-- The registrations that hold at $version; and room for those of them that meet others of the same
-- person. What meets nothing is a spell as it is, and only the rest is cut and joined.
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
WHERE a.version_added <= $version AND coalesce(a.version_removed, $version + 1) > $version;
