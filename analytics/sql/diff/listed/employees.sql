-- The rows of an employee file that a screen can list, as the file has them and as they are held.
SELECT
    d.file_id, d.held_id, d.status,
    coalesce(f.employee_no, h.employee_no) AS employee_no,
    h.unit AS unit_before, f.unit AS unit_after,
    h.start_date AS start_before, f.start_date AS start_after,
    h.end_date AS end_before, f.end_date AS end_after,
    h.position AS position_before, f.position AS position_after,
    f.sheet, f.source_row
FROM listed AS d
LEFT JOIN (
    FROM incoming WHERE file_id IN (SELECT file_id FROM listed)
) AS f ON f.file_id = d.file_id
LEFT JOIN (
    SELECT *, rowid AS held_id FROM employment WHERE rowid IN (SELECT held_id FROM listed)
) AS h ON h.held_id = d.held_id
ORDER BY d.file_id NULLS LAST, d.held_id;
