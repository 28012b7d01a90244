-- Room for the registrations that are no spells as they are: they meet others of the same person, or
-- are counted lane by lane. Known by person and first day: where one is met, so is any of that day.
CREATE OR REPLACE TEMP TABLE met (person INTEGER, start_date DATE);
