-- The agreed days that a screen can list, as the file has them and as they are held.
SELECT
    d.file_id, d.held_id, d.status,
    coalesce(f.unit, h.unit) AS unit, coalesce(f.month, h.month) AS month,
    h.agreed_days AS agreed_before, f.agreed_days AS agreed_after,
    h.persons AS persons_before, f.persons AS persons_after,
    f.sheet, f.source_row
FROM listed AS d
LEFT JOIN (
    FROM incoming WHERE file_id IN (SELECT file_id FROM listed)
) AS f ON f.file_id = d.file_id
LEFT JOIN (
    SELECT *, rowid AS held_id FROM agreed WHERE rowid IN (SELECT held_id FROM listed)
) AS h ON h.held_id = d.held_id
ORDER BY d.file_id NULLS LAST, d.held_id;
