-- The finished figures that a screen can list, as the file has them and as they are held.
SELECT
    d.file_id, d.held_id, d.status,
    coalesce(f.unit, h.unit) AS unit, coalesce(f.start_date, h.start_date) AS start_date,
    coalesce(f.end_date, h.end_date) AS end_date,
    coalesce(f.certification, h.certification) AS certification,
    h.rate AS rate_before, f.rate AS rate_after, f.sheet, f.source_row
FROM listed AS d
LEFT JOIN (
    FROM incoming WHERE file_id IN (SELECT file_id FROM listed)
) AS f ON f.file_id = d.file_id
LEFT JOIN (
    SELECT *, rowid AS held_id FROM aggregate WHERE rowid IN (SELECT held_id FROM listed)
) AS h ON h.held_id = d.held_id
ORDER BY d.file_id NULLS LAST, d.held_id;
