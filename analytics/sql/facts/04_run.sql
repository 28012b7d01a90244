-- Stitched spells of each person (lane 0): registrations of one track that adjoin or overlap are
-- one spell; within it a run for every stretch of one type and grade. What lies apart is a spell as
-- it is; only the rest is put in order and joined.
INSERT INTO fact_run
WITH ordered AS (
    SELECT
        *,
        lag(end_date) OVER of_track AS before_end,
        lag(type) OVER of_track AS before_type,
        lag(grade) OVER of_track AS before_grade
    FROM piece
    WHERE lane = 0 AND NOT apart
    WINDOW of_track AS (PARTITION BY employee_key, track ORDER BY start_date)
),
-- A gap starts a spell; within the spell another type or grade starts a run. A spell is known by
-- its first day, and so is a run: the last first day at or before each piece.
marked AS (
    SELECT
        *,
        CASE WHEN start_date <= before_end + 1 THEN NULL ELSE start_date END AS spell_first,
        CASE
            WHEN start_date <= before_end + 1 AND type = before_type AND grade = before_grade
                THEN NULL
            ELSE start_date
        END AS run_first
    FROM ordered
),
placed AS (
    SELECT
        employee_key, track, type, grade, end_date, open,
        max(spell_first) OVER of_track AS spell_start,
        max(run_first) OVER of_track AS run_start
    FROM marked
    WINDOW of_track AS (
        PARTITION BY employee_key, track ORDER BY start_date ROWS UNBOUNDED PRECEDING
    )
),
run AS (
    SELECT
        employee_key, track, spell_start, run_start, any_value(type) AS type,
        any_value(grade) AS grade, max(end_date) AS end_date, bool_or(open) AS open
    FROM placed
    GROUP BY employee_key, track, spell_start, run_start
),
spell AS (
    SELECT employee_key, track, spell_start, max(end_date) AS spell_end, bool_or(open) AS open
    FROM run
    GROUP BY employee_key, track, spell_start
),
every_run AS (
    SELECT
        r.employee_key, r.track, r.type, r.run_start, r.end_date, r.grade,
        -- of a spell with an open registration the last run is open; a grade step before it has ended
        s.open AND r.end_date = s.spell_end AS open,
        s.spell_start, s.spell_end
    FROM run AS r
    JOIN spell AS s USING (employee_key, track, spell_start)
    UNION ALL
    SELECT
        employee_key, track, type, start_date, end_date, grade, open, start_date, end_date
    FROM piece
    WHERE lane = 0 AND apart
),
number_of AS (
    SELECT employee_key, min(employee_no) AS employee_no
    FROM absence
    WHERE version_added <= $version AND coalesce(version_removed, $version + 1) > $version
    GROUP BY employee_key
)
SELECT
    r.employee_key, n.employee_no,
    dense_rank() OVER (ORDER BY r.employee_key, r.spell_start, r.track),
    r.type, r.run_start, r.end_date, r.grade, r.open, r.spell_start, r.spell_end
FROM every_run AS r
JOIN number_of AS n USING (employee_key);
