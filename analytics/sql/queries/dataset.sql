-- What the store holds now, in one row: version, how far the data reach, how much there is.
SELECT
    coalesce((SELECT max(version) FROM dataset_version), 0) AS version,
    (SELECT max(made_at) FROM dataset_version) AS made_at,
    (
        SELECT max(data_through) FROM import WHERE kind = 'absence' AND version_removed IS NULL
    ) AS data_through,
    (SELECT min(start_date) FROM fact_run) AS first_absence,
    (SELECT horizon FROM fact_state LIMIT 1) AS horizon,
    (
        SELECT count(DISTINCT person)
        FROM numbered_employment
        WHERE registered AND end_date >= coalesce(
            (SELECT max(data_through) FROM import WHERE version_removed IS NULL), end_date
        )
    ) AS employed,
    (SELECT count(*) FROM unit) AS units,
    (SELECT count(DISTINCT spell) FROM fact_run) AS spells;
