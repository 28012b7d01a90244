-- Of what meets others the stitched spells: registrations of one track that adjoin or overlap are
-- one; within it a run for every stretch of one type and grade.
CREATE OR REPLACE TEMP TABLE joined AS
WITH ordered AS (
    SELECT
        *,
        lag(end_date) OVER of_track AS before_end,
        lag(type) OVER of_track AS before_type,
        lag(grade) OVER of_track AS before_grade
    FROM piece
    WHERE lane = 0
    WINDOW of_track AS (PARTITION BY person, track ORDER BY start_date)
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
        person, track, type, grade, end_date, open,
        max(spell_first) OVER of_track AS spell_start,
        max(run_first) OVER of_track AS run_start
    FROM marked
    WINDOW of_track AS (
        PARTITION BY person, track ORDER BY start_date ROWS UNBOUNDED PRECEDING
    )
),
run AS (
    SELECT
        person, track, spell_start, run_start AS start_date, any_value(type) AS type,
        any_value(grade) AS grade, max(end_date) AS end_date, bool_or(open) AS open
    FROM placed
    GROUP BY person, track, spell_start, run_start
)
SELECT
    person, track, type, start_date, end_date, grade,
    -- of a spell with an open registration the last run is open; a grade step before it has ended
    bool_or(open) OVER of_spell AND end_date = max(end_date) OVER of_spell AS open,
    spell_start, max(end_date) OVER of_spell AS spell_end
FROM run
WINDOW of_spell AS (PARTITION BY person, track, spell_start);
