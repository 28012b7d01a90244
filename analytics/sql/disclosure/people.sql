-- Who had agreed days in which unit from which month to which, within $from to $to, as numbers that
-- are nobody's employee number: to count each person once in any group of units and months. Months
-- are counted from $from, units in the order of the tree from 1.
WITH node AS (
    SELECT unit_id, row_number() OVER (ORDER BY place) AS node FROM unit
),
working AS (
    SELECT n, date_trunc('month', day)::DATE AS month FROM workday WHERE is_working
)
SELECT
    datediff('month', $from::DATE, greatest(a.month, $from)) AS first,
    datediff('month', $from::DATE, least(b.month, $to)) AS last,
    n.node, dense_rank() OVER (ORDER BY e.person) AS person
FROM numbered_employment AS e
JOIN unit_ref AS u USING (ref)
JOIN node AS n USING (unit_id)
JOIN working AS a ON a.n = e.n_from + 1
JOIN working AS b ON b.n = e.n_to
WHERE e.registered AND e.position > 0 AND e.n_from < e.n_to AND a.month <= $to AND b.month >= $from;
