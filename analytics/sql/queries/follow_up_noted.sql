-- How many entries following up has and the newest of them (0 without any): rows are only added, so
-- both tell when something was noted or taken back, and the first when somebody was erased.
SELECT count(*) AS entries, coalesce(max(entry), 0) AS newest
FROM follow_up_mark;
