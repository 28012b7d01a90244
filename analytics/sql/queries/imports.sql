-- Every import ever made, newest first, and whether it is undone.
SELECT
    i.import_id, i.version_added AS version, v.made_at, i.kind, i.source, i.file_name, i.sheet,
    i.data_through, i.rows_read, i.rows_used, i.rows_ignored, i.rows_quarantined,
    i.new, i.changed, i.unchanged, i.missing, i.version_removed IS NOT NULL AS undone,
    i.version_removed IS NULL AND NOT EXISTS (
        FROM import AS later
        WHERE later.kind = i.kind AND later.import_id > i.import_id
            AND later.version_removed IS NULL
    ) AS can_undo
FROM import AS i
JOIN dataset_version AS v ON v.version = i.version_added
ORDER BY i.import_id DESC;
