-- Words that are compared, sorted and counted millions of times, as numbers. Types of absence in the
-- order they take a day in: own sickness comes first, of it what a doctor certified.
CREATE OR REPLACE TEMP TYPE absence_type AS ENUM (SELECT word FROM type_of_absence ORDER BY type);
