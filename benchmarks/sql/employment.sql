-- Invented employments of $employees people between $first_day and $last_day in $units units, of
-- which twenty share a parent. Everybody's employments follow one another, 870 days each: a new
-- position every time, a new unit every other time. One in thirty has a second one besides; one in
-- ten was hired late, one in twelve has left.
INSERT INTO employment BY NAME
WITH turn AS (
    SELECT
        p.person, t.turn, hash(p.person) AS chance,
        (hash(p.person, t.turn, 'turn') % 5)::INTEGER AS place,
        hash(p.person, t.turn // 2, 'unit') AS chance_of_unit,
        $first_day::DATE + ((t.turn - 1) * 870 + hash(p.person) % 870)::INTEGER AS start_date
    FROM range($employees) AS p(person), range($days // 870 + 2) AS t(turn)
),
employed AS (
    SELECT
        person, chance_of_unit % $units AS unit,
        [1, 1, 1, 0.8, 0.5][1 + place] AS position,
        start_date, start_date + 869 AS end_date
    FROM turn
    WHERE start_date <= $last_day AND start_date + 869 >= $first_day
        AND NOT (turn = 0 AND chance % 10 = 3) AND NOT (turn > 1 AND chance % 12 = 5)
    UNION ALL
    SELECT person, hash(person, 'second') % $units, 0.2, $first_day::DATE, $last_day::DATE
    FROM range($employees) AS p(person)
    WHERE hash(person) % 30 = 7
)
SELECT
    1 AS version_added, 1 AS import_id, 'register' AS source,
    lpad(person::VARCHAR, 7, '0') AS employee_no, person::VARCHAR AS employee_key,
    'Prøve ' || person AS name, 'Enhet ' || lpad(unit::VARCHAR, 4, '0') AS unit,
    'Område ' || lpad((unit // 20)::VARCHAR, 2, '0') AS parent, position,
    greatest(start_date, $first_day) AS start_date,
    CASE WHEN end_date < $last_day THEN end_date END AS end_date,
    ['F', 'M'][1 + person % 2] AS sex
FROM employed;
