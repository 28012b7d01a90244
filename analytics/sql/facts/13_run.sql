-- Stitched spells of each person, in runs of one type and grade: most meet nothing, each a spell as
-- it is. By number, as fact_run spells it out. In two statements: DuckDB writes rows of one table in
-- half the time it takes for those of a union.
INSERT INTO numbered_run
SELECT person, enum_code(type), start_date, end_date, grade, open, spell_start, spell_end
FROM joined;

INSERT INTO numbered_run
SELECT r.person, enum_code(r.type), r.start_date, r.end_date, r.grade, r.open, r.start_date, r.end_date
FROM registration AS r
ANTI JOIN met USING (person, start_date);  -- where one is met, so is any of the same day
