"""What the file's own kinds of absence mean, and what hangs on each."""

from __future__ import annotations

import streamlit as st

from analytics.ingest.reading import Reading
from pages.components.chart import plain
from pages.components.chooser import choose
from pages.components.desk import Desk
from pages.components.naming import TYPES, UNSETTLED
from pages.components.session import Session


def show_types(session: Session, reading: Reading, desk: Desk) -> None:
    """The kinds that were understood, each open to change."""
    _ = session.translate
    known = [code for code in reading.types if code not in desk.unknown]
    if not known:
        return
    unsure = any(d.id.startswith("type:") and not d.sure for d in reading.decisions)
    label = _("Kinds of absence: %(count)s") % {"count": len(known)}
    with st.expander(label, expanded=unsure, icon=":material/category:", key="types"):
        for code in known:
            _code(session, reading, desk, code)


def show_unknown(session: Session, reading: Reading, desk: Desk) -> None:
    """The kinds nobody knew, to be settled; they stay here when they are, until the import."""
    _ = session.translate
    asked = [code for code in desk.unknown if code in reading.types]
    if not asked:
        return
    label = _("Unknown kinds of absence: %(count)s") % {"count": len(asked)}
    with st.expander(label, expanded=True, icon=":material/question_mark:", key="unknown-types"):
        st.caption(
            _(
                "Their rows are left out until you choose what they mean. What you choose is "
                "remembered for files like this one."
            )
        )
        for code in asked:
            _code(session, reading, desk, code)


def _code(session: Session, reading: Reading, desk: Desk, code: str) -> None:
    _, words, say = session.translate, session.words, session.translate
    kind, rows = reading.types[code]
    told, chosen = st.columns([3, 2], vertical_alignment="center")
    with told, st.container(gap="xxsmall"):
        st.markdown(f"**{plain(code)}**")
        hanging = _("%(count)s rows") % {"count": words.count(rows)}
        if code in desk.days:
            days = words.count(desk.days[code])
            hanging = _("%(rows)s rows, %(days)s calendar days") % {
                "rows": words.count(rows),
                "days": days,
            }
        st.caption(hanging)
    choose(
        code,
        list(TYPES),
        kind if kind in TYPES else UNSETTLED,
        ("types", code),
        key=f"type-{list(reading.types).index(code)}",
        name=lambda option: say(TYPES[option]),
        place=chosen,
    )
