-- Finished figures that were imported as such, by unit, period and certification.
SELECT source, unit, start_date, end_date, certification, rate, lost_days, agreed_days, persons
FROM aggregate
WHERE version_removed IS NULL
ORDER BY source, unit NULLS FIRST, start_date, certification;
