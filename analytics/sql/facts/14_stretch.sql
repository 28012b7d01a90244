-- Of what meets others the stretches that are lost days: by numbers, grades in ten-thousandths, with
-- the days that the spell of own sickness lasts.
CREATE OR REPLACE TEMP TABLE stretch AS
WITH laned AS (  -- people whose registrations are tied to employments are counted lane by lane
    SELECT DISTINCT person FROM lane
),
spell AS (  -- of own sickness
    SELECT DISTINCT person, spell_start, spell_end FROM joined WHERE type <= 'sick'::absence_type
)
SELECT
    p.person, p.lane, enum_code(p.type) AS type, (p.counted_grade * 10000)::INTEGER AS grade,
    (p.start_date - DATE '1970-01-01')::INTEGER AS first,
    (p.end_date - DATE '1970-01-01')::INTEGER AS last,
    coalesce(s.spell_end - s.spell_start + 1, 0)::INTEGER AS days
FROM piece AS p
LEFT JOIN spell AS s
    ON s.person = p.person AND p.start_date BETWEEN s.spell_start AND s.spell_end
WHERE p.counted_grade > 0 AND (p.lane > 0) = (p.person IN (SELECT person FROM laned));
