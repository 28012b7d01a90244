-- Room for the registrations that meet others of the same person: 3 it overlaps an earlier one, 2
-- only later ones, 1 it adjoins another, 0 nothing, but is counted lane by lane.
CREATE OR REPLACE TEMP TABLE met (
    person INTEGER, type ABSENCE_TYPE, grade DECIMAL(5, 4), open BOOLEAN, start_date DATE,
    end_date DATE, meets TINYINT
);
