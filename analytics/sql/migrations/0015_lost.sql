-- Lost days are kept by number, as runs are: spelling out units, sexes and types took a third of the
-- time that they take to be counted. The view fact_lost tells them with the words.

CREATE TABLE numbered_lost (
    month DATE NOT NULL,
    unit INTEGER NOT NULL,            -- the place of the unit
    sex TINYINT,                      -- 0 for F, 1 for M
    type TINYINT NOT NULL,
    graded BOOLEAN NOT NULL,
    band TINYINT NOT NULL,            -- 0 for what is no own sickness
    lost_days DECIMAL(18, 10) NOT NULL
);
INSERT INTO numbered_lost
SELECT
    l.month, u.place, CASE l.sex WHEN 'F' THEN 0 WHEN 'M' THEN 1 END, t.type, l.graded, l.band,
    l.lost_days
FROM fact_lost AS l
JOIN unit AS u USING (unit_id)
JOIN type_of_absence AS t ON t.word = l.type;

DROP TABLE fact_lost;

CREATE VIEW fact_lost AS
SELECT
    l.month, u.unit_id, CASE l.sex WHEN 0 THEN 'F' WHEN 1 THEN 'M' END AS sex, t.word AS type,
    l.graded, l.band, l.lost_days
FROM numbered_lost AS l
JOIN unit AS u ON u.place = l.unit
JOIN type_of_absence AS t USING (type);
