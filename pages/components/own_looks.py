"""Who looked at what is kept about somebody, when and why; newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics import persons
from analytics.access import Role
from analytics.answers.sheet import Sheet
from analytics.documents.person_words import shown
from analytics.i18n import N_, Translate
from pages.components.chart import show_table
from pages.components.session import Session

ROLES: Mapping[str, str] = {
    Role.HR: N_("HR"),
    Role.LEADER: N_("Leader"),
    Role.CONSULTANT: N_("Adviser"),
    Role.ADMIN: N_("Administrator"),
    Role.EMPLOYEE: N_("You"),
    "command": N_("Somebody at the server"),
}
ACTIONS: Mapping[str, str] = {
    "view": N_("Looked at"),
    "export": N_("Took out"),
    "mark": N_("Marked"),
    "case": N_("Case"),
    "change": N_("Changed"),
    "erase": N_("Deleted"),
}
PLACES: Mapping[str, str] = {  # what the log calls it, and the page or list it is
    "employee": N_("the page about you: absence and what was looked for"),
    "own_sheet": N_("this page"),
    "person_sheet": N_("everything about you, as a file"),
    "patterns": N_("the list of patterns"),
    "follow_up_list": N_("the list of who is followed up"),
    "follow_up_calendar": N_("dates of the follow-up, as a file"),
    "cases": N_("the list of cases"),
    "case_opened": N_("a case was opened"),
    "purpose": N_("tried to open the page about you"),
}


def show(session: Session, sheet: Sheet) -> None:
    """The log about this person; refused looks too."""
    _ = session.translate
    st.header(_("Who has looked, and why"), anchor=False)
    section = next(section for section in sheet.sections if section.key == "audit")
    rows = list(section.rows)[::-1]
    if not rows:
        st.markdown(_("Nobody has looked at what is kept about you."))
        return
    show_table(
        {
            _("When (UTC)"): [shown(row["happened_at"], _)[:16] for row in rows],
            _("Who"): [_who(_, str(row["who"])) for row in rows],
            _("What and why"): [_what_and_why(_, row) for row in rows],
        },
        alt=_("Who has looked, and why"),
    )
    st.caption(_("The letters after a role are the code of an account. Ask HR who it is."))


def _who(_: Translate, who: str) -> str:
    role, _colon, subject = who.partition(":")
    name = _(ROLES[role]) if role in ROLES else role
    return name if role == Role.EMPLOYEE or not subject else f"{name} ({subject})"


def _what_and_why(_: Translate, row: Mapping[str, Any]) -> str:
    # One column, not three: the table has to be read on a phone.
    did = _(ACTIONS.get(row["action"], row["action"]))
    reason = persons.REASONS.get(row["purpose"] or "")
    why = f" {_('Purpose')}: {_(reason)}." if reason else ""
    return f"{did}: {_what(_, row)}.{why}"


def _what(_: Translate, row: Mapping[str, Any]) -> str:
    what = str(row["what"])
    told = _(PLACES[what]) if what in PLACES else _words(_, what)
    return told if row["permitted"] else f"{told} – {_('was refused')}"


def _words(_: Translate, what: str) -> str:
    """What was noted, kept as `follow_up plan`, `finding seen` or `measure_started`."""
    area, _space, kind = what.partition(" ")
    areas = {"follow_up": _("Follow-up"), "finding": _("Patterns")}
    if area in areas:
        return f"{areas[area]}: {shown(kind.removesuffix(' taken_back'), _)}"
    return str(shown(what, _)).replace("_", " ")
