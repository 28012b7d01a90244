-- What the workplace says of itself once and for all, such as the industry it is compared with.
CREATE TABLE setting (
    key VARCHAR NOT NULL,
    value VARCHAR NOT NULL,           -- JSON
    changed_at TIMESTAMP NOT NULL
);
