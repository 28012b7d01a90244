-- Agreed days per month: Monday to Friday less public holidays × position, inside employment only;
-- the figures the customer gave for units with nobody of the register in them or below them.
-- An employment is first counted as if its months were whole, from the first to the last, and then
-- what lies outside it is taken off: two changes each, however many months it lasts.
INSERT INTO fact_agreed
WITH begun AS (  -- by unit, sex and first month: positions, and days before the month times position
    SELECT
        unit, sex, first_month AS month_no, sum(position) AS joining,
        sum(n_from * position) AS n_from
    FROM post
    GROUP BY ALL
),
ended AS (
    SELECT
        unit, sex, last_month AS month_no, sum(position) AS leaving, sum(n_to * position) AS n_to
    FROM post
    GROUP BY ALL
),
change AS (
    SELECT unit, sex, month_no, joining, n_from - n_before * joining AS outside
    FROM begun
    JOIN calendar_month USING (month_no)
    UNION ALL
    SELECT unit, sex, month_no, 0, n_through * leaving - n_to
    FROM ended
    JOIN calendar_month USING (month_no)
    UNION ALL
    SELECT unit, sex, month_no + 1, -leaving, 0
    FROM ended
),
changed AS (
    SELECT unit, sex, month_no, sum(joining) AS joining, sum(outside) AS outside
    FROM change
    GROUP BY ALL
),
-- A month without a change is as the last one that had any; the last change takes everybody out.
lasting AS (
    SELECT
        unit, sex, month_no AS since, outside, sum(joining) OVER in_turn AS joined,
        lead(month_no) OVER in_turn AS until
    FROM changed
    WINDOW in_turn AS (PARTITION BY unit, sex ORDER BY month_no)
),
monthly AS (
    SELECT *, unnest(range(since, until))::SMALLINT AS month_no FROM lasting
),
own AS (
    SELECT
        m.month, u.unit_id, CASE p.sex WHEN 0 THEN 'F' WHEN 1 THEN 'M' END AS sex,
        (m.n_through - m.n_before)::DECIMAL(5, 0) * p.joined
            - CASE WHEN p.month_no = p.since THEN p.outside ELSE 0 END AS agreed_days
    FROM monthly AS p
    JOIN calendar_month AS m USING (month_no)
    JOIN unit AS u ON u.place = p.unit
)
SELECT month, unit_id, sex, agreed_days FROM own WHERE agreed_days > 0
UNION ALL
SELECT g.month, r.unit_id, NULL, sum(g.agreed_days)
FROM agreed AS g
JOIN unit_ref AS r ON r.name = g.unit AND r.code IS NULL AND r.parent IS NULL
WHERE g.version_added <= $version AND coalesce(g.version_removed, $version + 1) > $version
    AND NOT EXISTS (
        FROM own
        JOIN unit_closure AS c ON c.unit_id = own.unit_id
        WHERE own.month = g.month AND c.ancestor_id = r.unit_id AND own.agreed_days > 0
    )
GROUP BY ALL;
