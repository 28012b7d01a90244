-- The rows of an absence file that a screen can list, as the file has them and as they are held.
SELECT
    d.file_id, d.held_id, d.status,
    coalesce(f.employee_no, h.employee_no) AS employee_no,
    h.type AS type_before, f.type AS type_after,
    h.start_date AS start_before, f.start_date AS start_after,
    h.end_date AS end_before, f.end_date AS end_after,
    h.grade AS grade_before, f.grade AS grade_after,
    coalesce(f.unit, h.unit) AS unit, f.sheet, f.source_row
FROM listed AS d
LEFT JOIN (
    FROM incoming WHERE file_id IN (SELECT file_id FROM listed)
) AS f ON f.file_id = d.file_id
LEFT JOIN (
    SELECT *, rowid AS held_id FROM absence WHERE rowid IN (SELECT held_id FROM listed)
) AS h ON h.held_id = d.held_id
ORDER BY d.file_id NULLS LAST, d.held_id;
