-- The unit tree, each parent before its children.
SELECT unit_id, name, code, parent_id, depth FROM unit ORDER BY place;
