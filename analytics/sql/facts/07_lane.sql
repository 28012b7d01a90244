-- Somebody with several employments at a time, some of whose registrations are tied to one of them
-- (by employment number or unit), gets a lane per employment: a tied registration counts in that
-- employment on the days it exists, any other registration in all of them, as at SSB.
CREATE OR REPLACE TEMP TABLE lane AS
WITH through AS (
    SELECT source, max(data_through) AS data_through
    FROM import
    WHERE kind = 'absence'
        AND version_added <= $version AND coalesce(version_removed, $version + 1) > $version
    GROUP BY source
),
beside AS (
    SELECT
        person,
        start_date <= max(end_date) OVER (
            PARTITION BY person ORDER BY start_date
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS beside
    FROM numbered_employment
    -- nobody need be put in order where no registration names any
    WHERE EXISTS (FROM absence WHERE unit IS NOT NULL)
        OR EXISTS (FROM absence WHERE employment_no IS NOT NULL)
),
several AS (  -- those who have two employments on one day
    SELECT p.person, p.employee_key
    FROM fact_person AS p
    WHERE p.person IN (SELECT person FROM beside WHERE beside)
),
held AS (
    SELECT p.person, e.*
    FROM fact_employment AS e
    JOIN several AS p USING (employee_key)
),
told AS (
    SELECT
        row_number() OVER () AS id, p.person, a.unit, a.employment_no,
        w.type::UTINYINT AS type, a.grade, a.end_date IS NULL AS open, a.start_date,
        coalesce(a.end_date, greatest(a.start_date, t.data_through)) AS end_date
    FROM absence AS a
    JOIN several AS p USING (employee_key)
    JOIN type_of_absence AS w ON w.word = a.type
    JOIN through AS t USING (source)
    WHERE a.version_added <= $version AND coalesce(a.version_removed, $version + 1) > $version
),
match AS (
    SELECT r.id, e.employment_id
    FROM told AS r
    JOIN held AS e
        ON e.person = r.person AND e.start_date <= r.end_date AND r.start_date <= e.end_date
        AND CASE
            WHEN r.employment_no IS NOT NULL AND e.employment_no IS NOT NULL
                THEN r.employment_no = e.employment_no
            ELSE r.unit IN (e.unit_name, e.unit_code, e.unit_id)
        END
),
tied AS (
    SELECT DISTINCT person FROM told WHERE id IN (SELECT id FROM match)
),
cut AS (
    SELECT person, start_date AS day FROM held JOIN tied USING (person)
    UNION
    SELECT person, end_date + 1 FROM held JOIN tied USING (person)
),
stretch AS (
    SELECT
        person, day AS start_date,
        lead(day) OVER (PARTITION BY person ORDER BY day) - 1 AS end_date
    FROM cut
),
counted AS (
    SELECT
        r.person, e.employment_id, r.type, r.grade, r.open,
        greatest(r.start_date, s.start_date) AS start_date,
        least(r.end_date, s.end_date) AS end_date,
        m.employment_id IS NOT NULL AS named,
        bool_or(m.employment_id IS NOT NULL) OVER (PARTITION BY r.id, s.start_date) AS any_named
    FROM told AS r
    JOIN stretch AS s
        ON s.person = r.person AND s.start_date <= r.end_date AND r.start_date <= s.end_date
    JOIN held AS e
        ON e.person = s.person AND e.start_date <= s.start_date AND e.end_date >= s.end_date
    LEFT JOIN match AS m ON m.id = r.id AND m.employment_id = e.employment_id
)
SELECT person, employment_id AS lane, type, grade, open, start_date, end_date
FROM counted
WHERE named OR NOT any_named;
