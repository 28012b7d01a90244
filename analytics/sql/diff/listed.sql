-- Of each status the first rows, in the order of the file, then of what is held: as many ($most) as
-- anybody looks through. The rest is counted. A row that the file no longer has comes after all of
-- its rows: it takes the last number there is.
CREATE OR REPLACE TEMP TABLE listed AS
SELECT nullif(place.file_id, 9223372036854775807) AS file_id, place.held_id, status
FROM (
    SELECT
        status,
        unnest(min(
            struct_pack(file_id := coalesce(file_id, 9223372036854775807), held_id := held_id),
            $most
        )) AS place
    FROM difference
    GROUP BY status
);
