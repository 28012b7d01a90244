-- Agreed days per month: Monday to Friday less public holidays × position, inside employment only;
-- the figures the customer gave for units with nobody of the register in them or below them.
-- An employment is first counted as if its months were whole, from the first to the last, and then
-- what lies outside it is taken off: two changes each, however many months it lasts.
INSERT INTO fact_agreed
WITH change AS (
    SELECT
        p.unit, p.sex, p.first_month AS month_no, p.position AS joining,
        (p.n_from - m.n_before)::DECIMAL(5, 0) * p.position AS outside
    FROM post AS p
    JOIN calendar_month AS m ON m.month_no = p.first_month
    WHERE p.counts
    UNION ALL
    SELECT
        p.unit, p.sex, p.last_month, 0, (m.n_through - p.n_to)::DECIMAL(5, 0) * p.position
    FROM post AS p
    JOIN calendar_month AS m ON m.month_no = p.last_month
    WHERE p.counts
    UNION ALL
    SELECT unit, sex, last_month + 1, -position, 0 FROM post WHERE counts
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
        m.month, u.unit_id, p.sex::VARCHAR AS sex,
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
