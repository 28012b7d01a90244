-- Stitched spells of each person (lane 0): registrations of one track that adjoin or overlap are
-- one spell; within it a run for every stretch of one type and grade.
INSERT INTO fact_run
WITH ordered AS (
    SELECT
        *,
        lag(end_date) OVER track_of_person AS before_end,
        lag(type) OVER track_of_person AS before_type,
        lag(grade) OVER track_of_person AS before_grade
    FROM piece
    WHERE lane = 0
    WINDOW track_of_person AS (PARTITION BY employee_key, track ORDER BY start_date)
),
-- A gap starts a spell, and so does another track; another type or grade starts a run.
marked AS (
    SELECT
        *,
        coalesce(start_date > before_end + 1, true) AS new_spell,
        coalesce(
            start_date > before_end + 1 OR type <> before_type OR grade <> before_grade, true
        ) AS new_run
    FROM ordered
),
numbered AS (
    SELECT
        *,
        count(*) FILTER (WHERE new_spell) OVER numbering AS spell,
        count(*) FILTER (WHERE new_run) OVER numbering AS run
    FROM marked
    WINDOW numbering AS (
        ORDER BY employee_key, track, start_date ROWS UNBOUNDED PRECEDING
    )
),
merged AS (
    SELECT
        employee_key, spell, track, type, grade, min(start_date) AS start_date,
        max(end_date) AS end_date, bool_or(open) AS open
    FROM numbered
    GROUP BY employee_key, spell, run, track, type, grade
),
number_of AS (
    SELECT employee_key, min(employee_no) AS employee_no
    FROM absence
    WHERE version_added <= $version AND coalesce(version_removed, $version + 1) > $version
    GROUP BY employee_key
)
SELECT
    employee_key, employee_no, spell, type, start_date, end_date, grade,
    -- only the last run of an open spell is open: a grade step before it has ended
    open AND end_date = max(end_date) OVER (PARTITION BY spell),
    min(start_date) OVER (PARTITION BY spell),
    max(end_date) OVER (PARTITION BY spell)
FROM merged
JOIN number_of USING (employee_key);
