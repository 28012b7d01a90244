-- Whether the catalogue in PostgreSQL keeps to itself what passes through it: one row, asked before
-- a store is opened. PostgreSQL's SQL, not DuckDB's.
SELECT
    -- names pass over the wire
    coalesce(s.ssl, false) OR inet_client_addr() IS NULL
        OR inet_client_addr() << inet '127.0.0.0/8' OR inet_client_addr() = inet '::1' AS private,
    -- statements carry values: none may be written to PostgreSQL's log
    current_setting('log_statement') IN ('none', 'ddl')
        AND current_setting('log_min_error_statement') IN ('fatal', 'panic')
        AND current_setting('log_min_duration_statement') = '-1'
        AND current_setting('log_min_duration_sample') = '-1'
        AND current_setting('log_transaction_sample_rate') = '0'
        AND coalesce(current_setting('auto_explain.log_min_duration', true), '-1') = '-1' AS silent,
    current_database()::text AS name,
    -- what is laid over the catalogue (guard.sql)
    to_regclass('naervaer_key') IS NOT NULL AS guarded,
    to_regclass('ducklake_table') IS NOT NULL AS lake,
    (
        SELECT count(*)
        FROM pg_trigger
        WHERE tgenabled = 'O' AND tgname IN ('naervaer_withhold', 'naervaer_seal', 'naervaer_add')
    ) AS guards
FROM pg_stat_ssl AS s
WHERE s.pid = pg_backend_pid();
