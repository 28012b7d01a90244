-- Spells without an end, longest first, and how long they have run at the export date.
SELECT employee_no, type, spell_start, spell_end AS through, spell_end - spell_start + 1 AS days
FROM fact_run
WHERE open
ORDER BY days DESC;
