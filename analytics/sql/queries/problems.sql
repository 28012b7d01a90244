-- What was found wrong in the imports that hold, quarantined rows first.
SELECT
    p.import_id, i.file_name, i.kind, p.sheet, p.row, p.column_name, p.value, p.message, p.places,
    p.blocking
FROM problem AS p
JOIN import AS i USING (import_id)
WHERE p.version_removed IS NULL AND i.version_removed IS NULL
ORDER BY p.blocking DESC, p.import_id DESC, p.sheet, p.row;
