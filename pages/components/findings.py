"""What in the data may make the figures wrong."""

from __future__ import annotations

from datetime import timedelta

from analytics import queries
from analytics.i18n import N_
from pages.components.session import Session

OLD_AFTER = 45  # days; a monthly export is late after six weeks
UNCONFIRMED_AFTER = 60  # days since an export last said that an open spell goes on
LONGEST_SICK_PAY = 365  # days; an open spell past it has most likely ended without notice


def findings(session: Session) -> list[str]:
    """Sentences, in the reader's language; the age of the data alone for those who see groups."""
    _, words, through = session.translate, session.words, session.dataset.data_through
    found = []
    if through is not None and (session.today - through).days > OLD_AFTER:
        found.append(
            _(N_("The data are %(days)s days old: they go to %(day)s."))
            % {"days": (session.today - through).days, "day": words.day(through)}
        )
    if session.reader.sees_persons:
        found += [
            _(one if count == 1 else many) % {"count": words.count(count)}
            for count, one, many in session.made(_counts)
            if count
        ]
    return found


def _counts(session: Session) -> list[tuple[int, str, str]]:
    problems, gaps = session.ask(queries.problems), session.ask(queries.gaps)
    unknown = gaps[gaps["gap"] == "unknown_employee"]["employee_no"].nunique()
    outside = int((gaps["gap"] == "outside_employment").sum())
    return [
        (
            int(problems["blocking"].sum()),
            N_("One row is in quarantine and counts nowhere."),
            N_("%(count)s rows are in quarantine and count nowhere."),
        ),
        (
            int(unknown),
            N_("One person has absence but no employment."),
            N_("%(count)s people have absence but no employment."),
        ),
        (
            outside,
            N_("One absence lies outside the employment."),
            N_("%(count)s absences lie outside the employment."),
        ),
        (
            len(stale(session)),
            N_("One open absence may have ended without notice."),
            N_("%(count)s open absences may have ended without notice."),
        ),
    ]


def stale(session: Session) -> list[dict[str, object]]:
    """Open spells that no export has confirmed for 60 days, or that have run for over a year."""
    rows: list[dict[str, object]] = session.ask(queries.open_spells).to_dict("records")
    limit = session.today - timedelta(days=UNCONFIRMED_AFTER)
    return [
        row
        for row in rows
        if str(row["through"])[:10] < str(limit) or int(str(row["days"])) > LONGEST_SICK_PAY
    ]
