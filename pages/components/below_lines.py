"""What is told about units below one: small trends, rates and head counts, as lines of HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Any

from analytics.domain.period import Period
from pages.components.chart import plain
from pages.components.session import Session

JOINER = "\u2060"  # has no look of its own
Row = Mapping[Any, Any]


def labels(rows: list[Row]) -> dict[str, str]:
    """The units' names by id. The browser tells them apart by what they say: a sign that has no
    look of its own parts two of one name."""
    seen: Counter[str] = Counter()
    told = {}
    for row in rows:
        name = str(row["unit"])
        told[str(row["unit_id"])] = plain(name) + JOINER * seen[name]
        seen[name] += 1
    return told


def figures(session: Session, rows: list[Row], lines: str) -> str:
    """Trends, rates and head counts of units as a list, each heard with its unit's name."""
    _ = session.translate
    trend = escape(_("Trend"))
    items = "".join(
        f'<li><b class="heard">{escape(str(row["unit"]))}</b>'
        f'<i role="img" aria-label="{trend}" style="--n:{n}"></i>{_told(session, row)}</li>'
        for n, row in enumerate(rows)
    )
    return f"<ul style='--lines:url(\"{lines}\")'>{items}</ul>"


def scale(session: Session, reach: Period) -> str:
    """What the small lines show, below them."""
    _ = session.translate
    said = _("The small lines show the months to %(month)s, all on one scale from zero.")
    return f"<p>{escape(said % {'month': session.words.month(reach.end)})}</p>"


def together(session: Session, groups: list[Row]) -> tuple[str, str]:
    """Small units told together: a name and figures, and nothing further down; and why. Both are
    "" where there are none."""
    _ = session.translate
    if not groups:
        return "", ""
    items = "".join(
        f"<li><span>{escape(str(row['unit']))}</span>{_told(session, row)}</li>" for row in groups
    )
    said = _("Units that are too small to be shown by themselves are shown together.")
    return f'<ul class="together">{items}</ul>', f'<p class="why">{escape(said)}</p>'


def _told(session: Session, row: Row) -> str:
    _, words = session.translate, session.words
    people = _("%(count)s people") % {"count": words.persons(row, exact=session.sees_exact)}
    told = f"<small>{escape(people)}</small>" if words.has_number(row) else ""
    return f"<span><b>{escape(words.rate(row))}</b>{told}</span>"
