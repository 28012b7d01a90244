-- Invented sick leave of the people from number $begin to before $end, between $first_day and
-- $last_day: in every stretch of $stretch days a spell or none, as each person is inclined. The
-- longest reach into the next stretch, so one registration in a hundred overlaps another.
INSERT INTO absence BY NAME
WITH stretch AS (
    SELECT p.person, s.nth, (hash(p.person, s.nth, 'spell') >> 1)::BIGINT AS chance
    FROM range($begin, $end) AS p(person), range($days // $stretch) AS s(nth)
),
lasting AS (
    SELECT
        *,
        CASE
            WHEN chance % 1000 < 350 THEN 1
            WHEN chance % 1000 < 500 THEN 2
            WHEN chance % 1000 < 700 THEN 3
            WHEN chance % 1000 < 810 THEN 5
            WHEN chance % 1000 < 890 THEN 10
            WHEN chance % 1000 < 955 THEN 20
            WHEN chance % 1000 < 985 THEN 50
            ELSE 80
        END AS length
    FROM stretch
    WHERE (chance >> 10) % 1000 < hash(person, 'inclined') % 1000
),
spell AS (
    SELECT
        person, chance, length,
        $first_day::DATE
            + (nth * $stretch + (chance >> 20) % greatest($stretch - length, 1))::INTEGER AS start_date,
        length > 3 OR (chance >> 30) % 8 = 0 AS doctor
    FROM lasting
)
SELECT
    1 AS version_added, 2 AS import_id, 'payroll' AS source,
    lpad(person::VARCHAR, 7, '0') AS employee_no, person::VARCHAR AS employee_key,
    CASE WHEN doctor THEN 'doctor_certified' ELSE 'self_certified' END AS type,
    start_date,
    CASE WHEN start_date + (length - 1) < $last_day THEN start_date + (length - 1) END AS end_date,
    CASE WHEN length >= 10 AND (chance >> 35) % 3 = 0
        THEN [0.2, 0.4, 0.5, 0.6, 0.8][1 + (chance >> 45) % 5] ELSE 1
    END AS grade
FROM spell;
