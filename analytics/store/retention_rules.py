"""What is too old to be kept, by kind: one condition for each table, in the order of deleting."""

from __future__ import annotations

# Absence that goes on in what is kept stays whole, however many rows it was registered in:
# a spell without its beginning would be told shorter than it was.
_GOES_ON = (
    "EXISTS (FROM fact_run AS r WHERE r.employee_key = absence.employee_key"
    " AND absence.start_date BETWEEN r.spell_start AND r.spell_end AND r.spell_end >= $analytics)"
)
_VERSIONED = ("absence", "employment", "roster", "agreed", "aggregate", "problem")
_CLOSED = "(SELECT case_id FROM case_event WHERE kind = 'case_closed' AND day < $closed_cases)"
_KNOWN = "(SELECT subject FROM access_grant UNION SELECT subject FROM sign_in)"
_ENDED = (  # taken back, or over by itself
    "(SELECT g.number FROM access_grant AS g LEFT JOIN access_end AS e USING (number)"
    " WHERE e.ended_at < $access OR g.until < $access)"
)

# (kind of retention, table, condition); $kind is the first day of that kind that is kept, and
# $version the newest dataset version that can no longer be gone back to.
RULES: tuple[tuple[str, str, str], ...] = (
    ("analytics", "absence", f"end_date < $analytics AND NOT {_GOES_ON}"),
    ("analytics", "employment", "end_date < $analytics"),
    ("analytics", "roster", "day < $analytics"),
    ("analytics", "agreed", "month < $analytics"),
    ("analytics", "follow_up_mark", "day < $analytics"),
    ("analytics", "finding_mark", "marked_at < $analytics"),
    *(("history", table, "version_removed <= $version") for table in _VERSIONED),
    ("history", "problem", "version_added <= $version"),
    ("closed_cases", "case_event", f"case_id IN {_CLOSED}"),
    ("purposes", "purpose", "until < $purposes"),
    ("sign_ins", "sign_in", "started_at < $sign_ins"),
    # The link goes with its grant and before it: it says which employee an account is.
    ("access", "own_link", f"grant_number IN {_ENDED}"),
    ("access", "access_grant", f"number IN {_ENDED}"),
    ("access", "access_end", "number NOT IN (SELECT number FROM access_grant)"),
    # An account goes with the last that tells of it. Whoever signed in and was never let in is
    # known by the sign-in alone, and so is gone a month after.
    ("access", "account", f"met_at < $sign_ins AND subject NOT IN {_KNOWN}"),
)
# What figures are made of: when only other kinds went, no new dataset version is needed.
OF_FIGURES = frozenset({"analytics", "history", "closed_cases", "purposes"})
