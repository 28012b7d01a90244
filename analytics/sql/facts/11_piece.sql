-- What meets others, and the lanes, cut so that no day carries two registrations of one track: own
-- sickness is one track (the higher grade counts, doctor-certified before self-certified at the
-- same grade), every other type its own. Lane 0 is the person: every registration once.
-- `counted_grade` is what is left of the day for the track when sickness, then the child's
-- sickness, then the rest have had theirs: no day counts more than 100 %.
CREATE OR REPLACE TEMP TABLE piece AS
WITH of_lane AS (
    SELECT
        *,
        max(end_date) OVER (
            PARTITION BY person, lane ORDER BY start_date
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reach
    FROM lane
),
told AS (
    SELECT
        person, 0 AS lane, type, grade, open, start_date, end_date,
        meets < 3 AS clear_before, meets < 2 AS alone
    FROM met
    UNION ALL
    SELECT
        person, lane, type, grade, open, start_date, end_date,
        coalesce(start_date > reach, true), false
    FROM of_lane
),
tracked AS (
    SELECT
        *, CASE WHEN type <= 'sick'::absence_type THEN 'sick'::absence_type ELSE type END AS track
    FROM told
),
heaped AS (
    SELECT
        *,
        -- named by its first day, so that registrations of equal dates are always in one heap
        max(start_date) FILTER (WHERE clear_before) OVER (
            PARTITION BY person, lane ORDER BY start_date
        ) AS heap
    FROM tracked
    WHERE NOT alone
),
cut AS (
    SELECT person, lane, heap, start_date AS day FROM heaped
    UNION
    SELECT person, lane, heap, end_date + 1 FROM heaped
),
stretch AS (
    SELECT
        person, lane, heap, day AS start_date,
        lead(day) OVER (PARTITION BY person, lane, heap ORDER BY day) - 1 AS end_date
    FROM cut
),
cell AS (
    SELECT
        s.person, s.lane, s.start_date, s.end_date, r.track,
        arg_min(r.type, (-r.grade, r.type)) AS type, max(r.grade) AS grade,
        bool_or(r.open) AS open
    FROM stretch AS s
    JOIN heaped AS r
        ON r.person = s.person AND r.lane = s.lane AND r.heap = s.heap
        AND r.start_date <= s.start_date AND r.end_date >= s.end_date
    GROUP BY s.person, s.lane, s.start_date, s.end_date, r.track
),
shared AS (
    SELECT
        *,
        sum(grade) OVER (
            PARTITION BY person, lane, start_date ORDER BY track ROWS UNBOUNDED PRECEDING
        ) AS so_far
    FROM cell
)
SELECT
    person, lane, track, type, start_date, end_date, grade, open,
    CAST(least(so_far, 1) - least(so_far - grade, 1) AS DECIMAL(5, 4)) AS counted_grade
FROM shared
UNION ALL
SELECT person, lane, track, type, start_date, end_date, grade, open, grade
FROM tracked
WHERE alone;
