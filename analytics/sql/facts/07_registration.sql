-- The registrations that hold at $version, and what each `meets` of the same person: 3 it overlaps
-- an earlier one, 2 only later ones, 1 it adjoins another. Most meet nothing (0): they are spells as
-- they are, and only the rest is cut and joined.
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
    JOIN fact_person AS p USING (employee_key)
    JOIN through AS t USING (source)
    WHERE a.version_added <= $version AND coalesce(a.version_removed, $version + 1) > $version
),
beside AS (
    SELECT
        *,
        max(end_date) OVER (in_turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach,
        lead(start_date) OVER in_turn AS next_start
    FROM held
    WINDOW in_turn AS (PARTITION BY person ORDER BY start_date)
)
SELECT
    * EXCLUDE (reach, next_start),
    CASE
        WHEN reach >= start_date THEN 3
        WHEN next_start <= end_date THEN 2
        WHEN reach = start_date - 1 OR next_start = end_date + 1 THEN 1
        ELSE 0
    END::TINYINT AS meets
FROM beside;
