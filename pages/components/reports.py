"""The parts of the reports page. Files are made on the click and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from analytics import queries
from analytics.answers import workplace
from analytics.answers.amu import Amu, amu
from analytics.answers.benchmark import held
from analytics.benchmarks.matching import Like
from analytics.documents import amu_report, amu_workbook
from analytics.documents import register as register_file
from analytics.documents.amu_lines import key_lines
from analytics.documents.register import DEFINITION, LINES, REGULATION, SEXES, Origin
from analytics.domain.period import Period
from analytics.errors import ReaderError
from analytics.figures.wording import MISSING, is_missing
from analytics.i18n import number
from pages.components.chart import Table, plain, show_table
from pages.components.findings import findings
from pages.components.mending import XLSX
from pages.components.redrawn import alone
from pages.components.session import Session

PDF = "application/pdf"


@alone
def committee(session: Session, quarters: Sequence[Period], reach: Period) -> None:
    """The quarter, its first figures, and the report as PDF and as workbook."""
    _ = session.translate
    quarter = _quarter(session, quarters, _("Quarter"), "amu-quarter")
    origin = origin_of(session, quarter, session.reader.unit)
    asked = (quarter, reach, *compared_with(session))
    st.markdown(
        _(
            "Two pages: the rate, its development, who certified, how long, the units with a "
            "verdict, what moved, and what the words mean. The workbook has every figure with its "
            "origin."
        )
    )
    with st.container(key="report-table"):
        table = session.made(_first_figures, origin, *asked)
        show_table(table, alt=_("The first figures of the report"))
    with st.container(horizontal=True, key="amu-files"):
        for key, label, write, kind in (
            ("pdf", _("Download the report (PDF)"), amu_report.pdf, PDF),
            ("xlsx", _("Download the figures (Excel)"), amu_workbook.workbook, XLSX),
        ):
            make = partial(_committee_file, session, write, asked, origin)
            file = session.file_name(_("committee-report"), "pdf" if kind == PDF else "xlsx")
            download(label, session.taking("committee_report", make), file, key, kind)
    st.caption(
        _(
            "The report can be handed round: groups so small that they, or others beside them, "
            "could be worked out are hidden, for HR too. A leader's report is about the own unit."
        )
    )


Asked = tuple[Period, Period, Like, str]  # the industry and the age of SSB's figures, too


def _first_figures(session: Session, origin: Origin, *asked: Any) -> Table:
    _, words = session.translate, session.words
    facts: Amu = session.find(amu, *asked)
    lines = key_lines(facts, origin, words)
    return {
        _("Figure"): [line.name for line in lines],
        _("Period"): [words.period(line.period) for line in lines],
        _("People"): [words.persons(line.row, exact=False) for line in lines],
        _("Rate"): [words.rate(line.row) for line in lines],
    }


def compared_with(session: Session) -> tuple[Like, str]:
    """What the workplace is held against at SSB, and the mark of SSB's figures held here."""
    try:
        mark = held(session.store)[1]
    except ReaderError:
        mark = ""
    return workplace.compared_with(session.store), mark


def _committee_file(
    session: Session, write: Callable[..., bytes], asked: Asked, origin: Origin
) -> bytes:
    facts: Amu = session.find(amu, *asked)
    return write(facts, origin, session.words, findings(session))


def case_brief(session: Session) -> None:
    """Where the brief of a case is made: from its answers, so that nobody is recognised."""
    _ = session.translate
    st.markdown(
        _(
            "A case for a reflection group, or for NAV's contact, is written where the case is. It "
            "is told so that at least five people fit the description."
        )
    )
    st.page_link(
        "pages/ekspertbistand.py", label=_("Go to Expert help"), icon=":material/handshake:"
    )


@alone
def register(session: Session, quarters: Sequence[Period]) -> None:
    """The register of some quarters, as a table of one of them and as a workbook of all."""
    _ = session.translate
    with st.container(horizontal=True, vertical_alignment="bottom", key="register-choice"):
        start = _quarter(session, quarters, _("From quarter"), "register-from")
        end = _quarter(session, quarters, _("To quarter"), "register-to")
    first, last = sorted((start, end))
    period = Period(first.start, last.end)
    with st.container(key="register-table"):
        _newest(session, period, last)
    rows = session.ask(queries.register, period)
    make = partial(register_file.workbook, rows, origin_of(session, period, ""), _)
    file = session.file_name(_("register-file"), "xlsx")
    download(
        _("Download the register (Excel)"), session.taking("register", make), file, "register", XLSX
    )
    st.caption(_(DEFINITION))
    st.caption(_(REGULATION))
    st.caption(_(register_file.CARE))


def _newest(session: Session, period: Period, quarter: Period) -> None:
    """The newest of the quarters, in two tables short enough to be seen whole."""
    st.caption(plain(session.words.period(quarter)))
    for table, alt in session.made(_register_tables, period):
        show_table(table, alt=alt)


def _register_tables(session: Session, period: Period) -> list[tuple[Table, str]]:
    _, rows = session.translate, session.ask(queries.register, period)
    chosen = rows[rows["quarter"] == rows["quarter"].max()].to_dict("records")
    names = list(LINES)
    cut = names.index("lost_days")
    return [
        (
            {_("Figure"): [_(LINES[name]) for name in part]}
            | {
                _(SEXES[row["sex"]]): [_figure(session, name, row[name]) for name in part]
                for row in chosen
            },
            alt,
        )
        for part, alt in (
            (names[:cut], _("The register of one quarter, by sex: people and spells")),
            (names[cut:], _("The register of one quarter, by sex: days")),
        )
    ]


def _figure(session: Session, line: str, value: float) -> str:
    """Days and per cent with one decimal, people and spells without; what is not known is not
    zero."""
    if is_missing(value):
        return session.translate(MISSING)
    counted = not any(part in line for part in ("days", "rate"))
    return number(value, 0 if counted else 1, session.words.language)


def _quarter(session: Session, quarters: Sequence[Period], label: str, key: str) -> Period:
    options = {str(quarter): quarter for quarter in quarters}
    chosen = st.selectbox(
        label,
        list(options),
        format_func=lambda name: session.words.period(options[name]),
        filter_mode=None,
        key=key,
        width=260,
    )
    return options[chosen]


def origin_of(session: Session, period: Period, unit: str) -> Origin:
    """What a paper of `unit` ("" for everybody) over `period` is made from today."""
    data = session.dataset
    return Origin(unit, period, data.data_through, data.version, session.made_on)


def download(label: str, make: Callable[[], bytes], name: str, key: str, kind: str) -> None:
    """A button that makes the file on the click; `kind` is its media type."""
    # Nothing in the name tells what the file is about; the browser's list of files is no archive.
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime=kind,
        icon=":material/download:",
        on_click="ignore",
        key=f"{key}-download",
    )
