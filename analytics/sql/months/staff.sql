-- Head counts of every node of the tree by month, months counted from the year 0; the node of the
-- whole organisation is -1, and so is a head count that is not known. Of whom: 0 women, 1 men,
-- 2 of unknown sex, 3 everybody, 4 those who were given as a number.
SELECT
    (12 * year(f.month) + month(f.month) - 1)::INTEGER AS month, coalesce(u.place, -1) AS node,
    CASE f.sex WHEN 'F' THEN 0 WHEN 'M' THEN 1 WHEN 'all' THEN 3 WHEN 'given' THEN 4 ELSE 2
    END::TINYINT AS of_whom,
    coalesce(f.persons, -1) AS persons
FROM fact_staff AS f
LEFT JOIN unit AS u ON u.unit_id = f.ancestor_id
WHERE f.month BETWEEN $from AND $to;
