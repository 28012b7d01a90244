-- Which units of a month were shown as one group: kept from the first time the month is shown, so
-- that later corrections may join groups and never split them. Every version's rows stay.
CREATE TABLE disclosure_block (
    version INTEGER NOT NULL,         -- the dataset version that was shown
    month DATE NOT NULL,
    unit_id VARCHAR NOT NULL,         -- the people placed in the unit itself, not below it
    block INTEGER NOT NULL            -- numbers the groups within version and month
);
