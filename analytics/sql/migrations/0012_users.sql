-- Who may use Nærvær, as what, how far and how long. Rows are only ever added, so that it can be
-- told who could see what on any day. Accounts are known by an opaque code made with this store's
-- own secret; the name the provider gave is kept so that an administrator knows whom they let in.

CREATE TABLE account (
    subject VARCHAR NOT NULL,         -- opaque code of issuer and subject of the sign-in
    display VARCHAR NOT NULL,         -- the name the provider gives; the newest row holds
    met_at TIMESTAMP NOT NULL         -- UTC
);

CREATE TABLE access_grant (
    number INTEGER NOT NULL,          -- 1, 2, 3 …
    subject VARCHAR NOT NULL,
    role VARCHAR NOT NULL,            -- hr, leader, consultant, admin
    unit VARCHAR NOT NULL,            -- the unit answered for; '' for the whole organisation
    since DATE NOT NULL,
    until DATE,                       -- the last day; null while nobody has set one
    given_by VARCHAR NOT NULL,
    given_at TIMESTAMP NOT NULL       -- UTC
);

CREATE TABLE access_end (             -- a grant taken back before its last day
    number INTEGER NOT NULL,
    ended_by VARCHAR NOT NULL,
    ended_at TIMESTAMP NOT NULL       -- UTC
);

CREATE TABLE sign_in (                -- one row per sign-in, so that it can be ended from here
    session VARCHAR NOT NULL,         -- SHA-256 over what the provider said; '*' for all before
    subject VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,    -- UTC, as the provider dated it
    last_seen_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    why VARCHAR                       -- signed_out, idle, absolute, revoked
);
