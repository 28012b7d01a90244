-- The unit tree in order of place, each parent before its children.
SELECT unit_id, name, parent_id, depth FROM unit ORDER BY place;
