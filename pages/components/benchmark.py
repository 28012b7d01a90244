"""Parts of the comparison page: SSB's rates beside ours, and who chooses and refreshes them."""

from __future__ import annotations

import os
from typing import Any

import streamlit as st

from analytics.access import Role
from analytics.answers.benchmark import Beside, beside, held, scopes, update
from analytics.benchmarks.matching import Like
from analytics.benchmarks.snapshot import Snapshot
from analytics.benchmarks.statbank import SSB
from analytics.benchmarks.verdict import VERDICTS
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.errors import ReaderError
from analytics.figures.beside import OURS, SCOPES, by_quarter, quarter
from analytics.figures.canvas import Figure
from analytics.figures.split import PARTS
from analytics.figures.wording import HIDDEN, MISSING, is_missing
from analytics.i18n import N_
from analytics.settings import Settings
from pages.components.chart import Table, chart_or_table, plain, show_table
from pages.components.explain import explain, nothing_to_draw
from pages.components.session import Session

KINDS = {"total": N_("All sickness absence")} | {
    kind: PARTS[kind] for kind in ("self_certified", "doctor_certified")
}


def figures(session: Session) -> tuple[Snapshot, str] | None:
    """SSB's figures as they are held; None, with the sentence why, when they cannot be read."""
    try:
        return held(session.store)
    except ReaderError as error:
        st.error(plain(error.text(session.translate)), icon=":material/error:")
        return None


def show(session: Session, reach: Period, like: Like, mark: str) -> None:
    """The quarters as lines, and the newest like with like."""
    _ = session.translate
    drawn = session.made(_drawn, reach, like, mark)
    if isinstance(drawn, str):
        st.info(drawn)
        return
    figure, quarters, rows, table = drawn
    st.header(_("Quarter by quarter"), anchor=False)
    chart_or_table(
        session,
        figure,
        quarters,
        key="beside",
        alt=_("Our sickness absence rate by quarter beside SSB's"),
        narrow="beside-part",
    )
    st.header(_("Like with like"), anchor=False)
    if not rows:
        st.info(_("SSB's figures held here have no quarter in common with yours yet."))
        return
    for row in rows:
        if row["kind"] == "total" and row["scope"] == rows[0]["scope"]:
            st.markdown(plain(_sentence(session, row)))
            break
    with st.container(key="like-table"):
        show_table(table, alt=_("Our rates beside SSB's, like with like"))
    sources = dict.fromkeys(plain(row["source_line"]) for row in rows)
    if notes := [*sources, *_missing(session, rows, like)]:
        st.caption("\n\n".join(notes))
    _explain(session)


def _drawn(
    session: Session, reach: Period, like: Like, mark: str
) -> tuple[Figure, Table, list[dict[str, Any]], Table] | str:
    """The chart of quarters and its table, what is like with like, and that as a table; or why
    there is no chart."""
    found: Beside = session.find(beside, reach, like, mark)
    if found.quarters["rate"].isna().all():
        return nothing_to_draw(session, found.quarters)
    newest = found.quarters.iloc[::-1].dropna(axis="columns", how="all")
    rows = found.like.to_dict("records")
    figure = by_quarter(found.quarters, session.words)
    return figure, _quarters(session, newest), rows, _like(session, rows)


def _sentence(session: Session, row: dict[str, Any]) -> str:
    """«6,3 % mot 6,4 % i landet 2. kv. 2025: for lite til å si» – one comparison, calmly."""
    _, words = session.translate, session.words
    return _("%(span)s: %(ours)s here, %(theirs)s in the country – %(verdict)s.") % {
        "span": quarter(row["span"], words),
        "ours": words.percent(row["rate"]),
        "theirs": words.percent(row["benchmark_pct"]),
        "verdict": _(VERDICTS[row["verdict"]]),
    }


def _quarters(session: Session, quarters: Any) -> Table:
    """The chart's numbers, newest first; scopes without any figure are named below instead."""
    _, words, say = session.translate, session.words, session.translate
    rows = quarters.to_dict("records")
    table = {
        _("Quarter"): [quarter(row["span"], words) for row in rows],
        say(OURS): [words.rate(row) for row in rows],
    }
    for scope, name in SCOPES.items():
        if scope in quarters:
            table[say(name)] = [_percent(session, row[scope]) for row in rows]
    return table


def _percent(session: Session, value: Any) -> str:
    words = session.words
    return session.translate(MISSING) if is_missing(value) else words.percent(value)


def _like(session: Session, rows: list[dict[str, Any]]) -> Table:
    _, words, say = session.translate, session.words, session.translate

    def ours(row: dict[str, Any]) -> str:
        return say(HIDDEN) if row["masked"] else _percent(session, row["rate"])

    def about(row: dict[str, Any]) -> str:
        what = (say(SCOPES[row["scope"]]), say(KINDS[row["kind"]]).lower())
        return f"{what[0]}, {quarter(row['span'], words)}: {what[1]}"

    def said(row: dict[str, Any]) -> str:
        verdict = say(VERDICTS[row["verdict"]])
        apart = row["difference"]
        return verdict if is_missing(apart) else f"{words.points(apart)}: {verdict}"

    # Few columns: a table that must be scrolled on a phone is out of reach of the keyboard.
    return {
        _("Compared with"): [about(row) for row in rows],
        say(OURS): [ours(row) for row in rows],
        _("Official figure"): [_percent(session, row["benchmark_pct"]) for row in rows],
        _("Said"): [said(row) for row in rows],
    }


def _missing(session: Session, rows: list[dict[str, Any]], like: Like) -> list[str]:
    """Scopes that were asked for and have nothing in common with ours."""
    _, say = session.translate, session.translate
    without = [scope for scope in scopes(like) if scope not in {row["scope"] for row in rows}]
    told = _("%(scope)s: the figures held have no period in common with yours.")
    return [told % {"scope": say(SCOPES[scope])} for scope in without]


def _explain(session: Session) -> None:
    _ = session.translate
    explain(
        session,
        [],
        Definition.COMPARABLE,
        key="beside-what",
        more=_(
            "Both sides are unadjusted and of the same quarter: total with total, doctor-certified "
            "with doctor-certified. Above or below is said from a tenth over or under SSB's rate, "
            "and only when the workplace is large enough for the difference to be more than "
            "chance; else it is too small to say."
        ),
    )


def age(session: Session, snapshot: Snapshot) -> None:
    """How old SSB's figures are, and for administrators the button that fetches new ones."""
    _ = session.translate
    told = [snapshot.age_text(session.made_on, _)]
    if session.looks_back:
        told.append(_("SSB's figures are the newest that are held, whenever you look back to."))
    if snapshot.shipped:
        told.append(_("They are the figures the program came with; nothing is fetched by itself."))
    st.caption("\n\n".join(told))
    if session.reader.role is not Role.ADMIN:
        return
    if text := st.session_state.pop("refreshed", None):
        st.success(plain(text), icon=":material/check_circle:")
    if st.button(_("Fetch from SSB"), icon=":material/sync:", key="refresh"):
        _refresh(session)


def _refresh(session: Session) -> None:
    _ = session.translate
    try:
        with st.spinner(_("Fetching from SSB …")):
            address = Settings.read(os.environ).ssb or SSB
            done = update(session.reader, session.store, session.today, address)
    except ReaderError as error:
        st.error(plain(error.text(_)), icon=":material/error:")
        return
    told = [_("Fetched from SSB: tables %(tables)s.") % {"tables": ", ".join(done.tables)}]
    st.session_state["refreshed"] = " ".join([*told, *(p.text(_) for p in done.problems)])
    st.rerun()
