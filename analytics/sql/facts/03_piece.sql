-- Each lane cut so that no day carries two registrations of one track: own sickness is one track
-- (the higher grade counts, doctor-certified before self-certified at the same grade), every
-- other type its own. `counted_grade` is what is left of the day for the track when sickness,
-- then the child's sickness, then the rest have had theirs: no day counts more than 100 %.
CREATE OR REPLACE TEMP TABLE piece AS
WITH tracked AS (
    SELECT
        *,
        CASE
            WHEN type IN ('self_certified', 'doctor_certified', 'sick') THEN 1
            WHEN type = 'child_sick' THEN 2
            WHEN type = 'holiday' THEN 3
            WHEN type = 'leave' THEN 4
            ELSE 5
        END AS track,
        CASE type WHEN 'doctor_certified' THEN 3 WHEN 'self_certified' THEN 2 ELSE 1 END AS weight
    FROM lane
),
beside AS (
    SELECT
        *,
        max(end_date) OVER (
            PARTITION BY employee_key, lane ORDER BY start_date, end_date
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reach,
        lead(start_date) OVER (
            PARTITION BY employee_key, lane ORDER BY start_date, end_date
        ) AS next_start
    FROM tracked
),
-- Most registrations overlap nothing and pass as they are; only heaps are cut. Those that adjoin
-- nothing either are `apart`, a spell of their own.
told AS (
    SELECT
        * EXCLUDE (reach, next_start),
        coalesce(start_date > reach, true) AS clear_before,
        coalesce(start_date > reach, true) AND coalesce(next_start > end_date, true) AS alone,
        coalesce(start_date > reach + 1, true) AND coalesce(next_start > end_date + 1, true)
            AS apart
    FROM beside
),
heaped AS (
    SELECT
        *,
        -- named by its first day, so that registrations of equal dates are always in one heap
        max(start_date) FILTER (WHERE clear_before) OVER (
            PARTITION BY employee_key, lane ORDER BY start_date
        ) AS heap
    FROM told
    WHERE NOT alone
),
cut AS (
    SELECT employee_key, lane, heap, start_date AS day FROM heaped
    UNION
    SELECT employee_key, lane, heap, end_date + 1 FROM heaped
),
stretch AS (
    SELECT
        employee_key, lane, heap, day AS start_date,
        lead(day) OVER (PARTITION BY employee_key, lane, heap ORDER BY day) - 1 AS end_date
    FROM cut
),
cell AS (
    SELECT
        s.employee_key, s.lane, s.start_date, s.end_date, r.track,
        arg_max(r.type, (r.grade, r.weight)) AS type, max(r.grade) AS grade, bool_or(r.open) AS open
    FROM stretch AS s
    JOIN heaped AS r
        ON r.employee_key = s.employee_key AND r.lane = s.lane AND r.heap = s.heap
        AND r.start_date <= s.start_date AND r.end_date >= s.end_date
    GROUP BY s.employee_key, s.lane, s.start_date, s.end_date, r.track
),
shared AS (
    SELECT
        *,
        sum(grade) OVER (
            PARTITION BY employee_key, lane, start_date ORDER BY track ROWS UNBOUNDED PRECEDING
        ) AS so_far
    FROM cell
)
SELECT
    employee_key, lane, track, type, start_date, end_date, grade, open,
    CAST(least(so_far, 1) - least(so_far - grade, 1) AS DECIMAL(5, 4)) AS counted_grade,
    false AS apart
FROM shared
UNION ALL
SELECT employee_key, lane, track, type, start_date, end_date, grade, open, grade, apart
FROM told
WHERE alone;
