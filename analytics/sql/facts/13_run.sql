-- Stitched spells of each person, in runs of one type and grade: what meets nothing, each a spell as
-- it is. By number, as fact_run spells it out. What meets others was stitched by the pass before.
INSERT INTO numbered_run
SELECT r.person, enum_code(r.type), r.start_date, r.end_date, r.grade, r.open, r.start_date, r.end_date
FROM registration AS r
ANTI JOIN met USING (person, start_date);
