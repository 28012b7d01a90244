-- Room for employments by number: fact_employment as the steps after it need it.
CREATE OR REPLACE TEMP TABLE post (
    person INTEGER, employment_id INTEGER, unit INTEGER, sex SEX, position DECIMAL(8, 6),
    start_date DATE, end_date DATE, counts BOOLEAN, n_from INTEGER, n_to INTEGER,
    first_month SMALLINT, last_month SMALLINT
);
