-- What is laid over DuckLake's catalogue in PostgreSQL, once, before anything is kept in the lake.
-- PostgreSQL's SQL, not DuckDB's. It knows the catalogue's tables of DuckLake 1.0.

-- DuckLake notes the smallest and the largest value of every column: names and employee numbers in
-- plain text. They are taken out before they reach a table or PostgreSQL's own log of changes;
-- DuckLake then reads a few files more.
CREATE FUNCTION naervaer_withhold() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    NEW.min_value := NULL;
    NEW.max_value := NULL;
    NEW.extra_stats := NULL;
    RETURN NEW;
END
$body$;

CREATE TRIGGER naervaer_withhold BEFORE INSERT OR UPDATE ON ducklake_file_column_stats
FOR EACH ROW EXECUTE FUNCTION naervaer_withhold();
CREATE TRIGGER naervaer_withhold BEFORE INSERT OR UPDATE ON ducklake_table_column_stats
FOR EACH ROW EXECUTE FUNCTION naervaer_withhold();
CREATE TRIGGER naervaer_withhold BEFORE INSERT OR UPDATE ON ducklake_file_variant_stats
FOR EACH ROW EXECUTE FUNCTION naervaer_withhold();

-- DuckLake keeps the key of every Parquet file in plain text: the catalogue and the files together
-- would give everything away. The keys are kept sealed under a key which each server brings along
-- as a setting of its connection, and which is never written down here.
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE FUNCTION naervaer_seal(plain text, key text) RETURNS text LANGUAGE sql VOLATILE AS $body$
    SELECT encode(
        iv || encrypt_iv(convert_to(plain, 'UTF8'), decode(key, 'hex'), iv, 'aes'), 'base64'
    )
    FROM gen_random_bytes(16) AS drawn(iv)
$body$;

CREATE FUNCTION naervaer_unseal(sealed text, key text) RETURNS text LANGUAGE sql IMMUTABLE AS $body$
    SELECT convert_from(
        decrypt_iv(substring(bytes FROM 17), decode(key, 'hex'), substring(bytes FOR 16), 'aes'),
        'UTF8'
    )
    FROM decode(sealed, 'base64') AS stored(bytes)
$body$;

CREATE FUNCTION naervaer_seal_row() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    NEW.encryption_key := naervaer_seal(NEW.encryption_key, current_setting('naervaer.key'));
    RETURN NEW;
END
$body$;

-- DuckLake reads and writes the views; it deletes by ctid, so they show it.
ALTER TABLE ducklake_data_file RENAME TO sealed_data_file;
CREATE TRIGGER naervaer_seal BEFORE INSERT ON sealed_data_file
FOR EACH ROW EXECUTE FUNCTION naervaer_seal_row();
CREATE VIEW ducklake_data_file AS
SELECT
    data_file_id, table_id, begin_snapshot, end_snapshot, file_order, path, path_is_relative,
    file_format, record_count, file_size_bytes, footer_size, row_id_start, partition_id,
    naervaer_unseal(encryption_key, current_setting('naervaer.key')) AS encryption_key,
    mapping_id, partial_max, ctid AS ctid
FROM sealed_data_file;

CREATE FUNCTION naervaer_add_data_file() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO sealed_data_file VALUES (
        NEW.data_file_id, NEW.table_id, NEW.begin_snapshot, NEW.end_snapshot, NEW.file_order,
        NEW.path, NEW.path_is_relative, NEW.file_format, NEW.record_count, NEW.file_size_bytes,
        NEW.footer_size, NEW.row_id_start, NEW.partition_id, NEW.encryption_key, NEW.mapping_id,
        NEW.partial_max
    );
    RETURN NEW;
END
$body$;
CREATE TRIGGER naervaer_add INSTEAD OF INSERT ON ducklake_data_file
FOR EACH ROW EXECUTE FUNCTION naervaer_add_data_file();

-- The same for the files that say which rows of others are deleted.
ALTER TABLE ducklake_delete_file RENAME TO sealed_delete_file;
CREATE TRIGGER naervaer_seal BEFORE INSERT ON sealed_delete_file
FOR EACH ROW EXECUTE FUNCTION naervaer_seal_row();
CREATE VIEW ducklake_delete_file AS
SELECT
    delete_file_id, table_id, begin_snapshot, end_snapshot, data_file_id, path, path_is_relative,
    format, delete_count, file_size_bytes, footer_size,
    naervaer_unseal(encryption_key, current_setting('naervaer.key')) AS encryption_key,
    partial_max, ctid AS ctid
FROM sealed_delete_file;

CREATE FUNCTION naervaer_add_delete_file() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO sealed_delete_file VALUES (
        NEW.delete_file_id, NEW.table_id, NEW.begin_snapshot, NEW.end_snapshot, NEW.data_file_id,
        NEW.path, NEW.path_is_relative, NEW.format, NEW.delete_count, NEW.file_size_bytes,
        NEW.footer_size, NEW.encryption_key, NEW.partial_max
    );
    RETURN NEW;
END
$body$;
CREATE TRIGGER naervaer_add INSTEAD OF INSERT ON ducklake_delete_file
FOR EACH ROW EXECUTE FUNCTION naervaer_add_delete_file();

-- What a key is known by, so that a wrong one is refused before anything is read or written.
CREATE TABLE naervaer_key (fingerprint text NOT NULL);

-- How many questions are still being answered that began before a moment: they may read files that
-- have been replaced since. Writers hold the lock or wait for it, and read nothing meanwhile.
CREATE FUNCTION naervaer_readers(moment timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $body$
    SELECT count(*)
    FROM pg_stat_activity
    WHERE datname = current_database() AND xact_start < moment
        AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')
$body$;
