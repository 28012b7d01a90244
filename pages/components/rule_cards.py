"""Rules of the rulebook as HTML: what holds, where it was read, what others say, what held before.

All rules of a topic are one element: the browser draws each element anew at every click.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from analytics.i18n import N_
from analytics.rules.rulebook import Row, Side
from pages.components.references import anchored
from pages.components.session import Session

OWN = "produktets eget valg"  # the reference of a rule that has none


def cards(shown: Iterable[str]) -> str:
    """These, below one another."""
    return f'<div class="rules">{"".join(f"<section>{one}</section>" for one in shown)}</div>'


def rule(session: Session, versions: Sequence[Row]) -> str:
    """The version that holds, what others say, and the versions before it, newest first."""
    _ = session.translate
    held, *before = versions
    told = f"<h2>{escape(_(held.name))}</h2>{''.join(_lines(session, held))}"
    if held.reference == OWN:
        return told
    return told + _disagreement(session, held) + _earlier(session, before)


def preset(session: Session, name: str, reference: str, source: str) -> str:
    """A way to count frequent absence, and whose practice it is."""
    _ = session.translate
    read = escape(_("Reference: %(reference)s. Read in: %(source)s."))
    places = {"reference": anchored(reference), "source": escape(source)}
    return f"<p><b>{escape(_(name))}</b></p>{_small(read % places)}"


def number(session: Session, row: Row) -> str:
    """The number of a rule with its unit; what is not known says so."""
    _ = session.translate
    if row.number is None:
        return _(N_("Not known"))
    return f"{session.words.count(row.number)} {_(row.unit)}"


def _lines(session: Session, held: Row) -> Iterator[str]:
    """What holds, since when, and where it was read."""
    _, words = session.translate, session.words
    yield f"<p><b>{escape(number(session, held))}</b></p>"
    if held.note:
        yield f'<p class="note">{escape(_(held.note))}</p>'
    if held.reference == OWN:
        yield _small(escape(_("Nærvær's own choice: no law asks for it.")))
        return
    since = (
        _("In force since %(day)s.")
        if held.in_force_confirmed
        else _("Since %(day)s, or before; the day is not confirmed.")
    )
    yield _small(escape(since % {"day": words.day(held.in_force_from)}))
    read = escape(_("Reference: %(reference)s. Read in: %(source)s. Checked on %(day)s."))
    yield _small(
        read
        % {
            "reference": anchored(held.reference),
            "source": escape(held.source),
            "day": escape(words.day(held.checked_on)),
        }
    )


def _disagreement(session: Session, row: Row) -> str:
    """What sources say differently, side by side; below one another on a phone."""
    _ = session.translate
    if not row.disagreement:
        return ""
    sides = "".join(_side(session, side) for side in row.disagreement)
    said = escape(_("Sources differ:"))
    return f'<p>{said}</p><div class="sides">{sides}</div>'


def _side(session: Session, side: Side) -> str:
    says = escape(side.says(session.reader.language))
    return f"<div><p>{says}</p>{_small(anchored(side.source))}</div>"


def _earlier(session: Session, versions: Sequence[Row]) -> str:
    """Lines, since a phone has no room for a table."""
    _, words = session.translate, session.words
    if not versions:
        return ""
    told = []
    for row in versions:
        span = f"{words.day(row.in_force_from)}–{words.day(row.until)}"
        read = escape(_("Read in: %(source)s.")) % {"source": escape(row.source)}
        told.append(f"<p><b>{escape(f'{span}: {number(session, row)}')}</b></p>{_small(read)}")
        told.append(_disagreement(session, row))
    return f"<details><summary>{escape(_('Earlier versions'))}</summary>{''.join(told)}</details>"


def _small(html: str) -> str:
    return f"<p><small>{html}</small></p>"
