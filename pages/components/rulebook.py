"""The rulebook: every rule with its number, since when, where it was read, and who says else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import streamlit as st

from analytics.i18n import N_
from analytics.rules import rulebook
from analytics.rules.rulebook import Row
from pages.components.chart import plain
from pages.components.session import Session

LAWS = {"aml": "2005-06-17-62", "ftrl": "1997-02-28-19"}
PARAGRAPH = re.compile(r"(?P<law>aml|ftrl) § (?P<paragraph>\d+-\d+(?: [a-z]\b)?)")
REGULATION = re.compile(r"FOR-(?P<number>\d{4}-\d{2}-\d{2}-\d+)")

TOPICS = {
    N_("Following up"): (
        "oppfolgingsplan_week4",
        "dialogmote1_week7",
        "aktivitetskrav_week8",
        "aktivitetskrav_stoppunkt",
        "motebehov_week16",
        "motebehov_last_day",
        "dialogmote2_kandidat",
        "dialogmote2_week26",
        "one_year_week52",
        "episode_gap",
        "warning_days",
        "follow_up_ends_after",
    ),
    N_("Employer period and sick pay"): (
        "employer_period_days",
        "employer_period_gap",
        "sick_pay_days",
        "sick_pay_days_from_67",
        "sick_pay_new_right_after",
        "sick_pay_window",
    ),
    N_("Self-certification"): (
        "self_certification_days",
        "self_certification_gap",
        "self_certification_earned_after",
        "self_certification_withdrawal",
        "self_certification_reassess",
        "wider_self_certification_days",
        "wider_self_certification_days_12_months",
    ),
    N_("Expert assistance"): ("expert_assistance_cap", "expert_assistance_refund"),
}
OWN = "produktets eget valg"  # the reference of a rule that has none
PRESETS = N_("Counts of frequent absence")


def show(session: Session) -> None:
    """The topic the reader chooses, every rule of it with its versions."""
    _ = session.translate
    st.caption(
        _(
            "Every date and number the dashboard uses, with where it was read. It is made from the "
            "same file the reckoning uses. It is no legal advice."
        )
    )
    topic = st.segmented_control(
        _("Topic"),
        [*TOPICS, PRESETS],
        format_func=_,
        default=next(iter(TOPICS)),
        required=True,
        key="rule-topic",
        label_visibility="collapsed",
    )
    if topic == PRESETS:
        _presets(session)
        return
    of_rule = {
        rule: list(found) for rule, found in groupby(rulebook.rows(session.today), lambda r: r.rule)
    }
    for rule in TOPICS[str(topic)]:
        _rule(session, of_rule[rule])


def linked(reference: str) -> str:
    """A reference as Markdown, with a link to the paragraph where it names a law known here."""

    def paragraph(found: re.Match[str]) -> str:
        place = found["paragraph"].replace(" ", "")
        return f"[{found[0]}](https://lovdata.no/lov/{LAWS[found['law']]}/§{place})"

    def regulation(found: re.Match[str]) -> str:
        return f"[{found[0]}](https://lovdata.no/forskrift/{found['number']})"

    return REGULATION.sub(regulation, PARAGRAPH.sub(paragraph, plain(reference)))


def small(text: str) -> None:
    """Small print with links in it; captions are so pale that their links cannot be read."""
    st.markdown(_small(text))


def _small(text: str) -> str:
    return f":small[{text}]"


def number(session: Session, row: Row) -> str:
    """The number of a rule with its unit; what is not known says so."""
    _ = session.translate
    if row.number is None:
        return _(N_("Not known"))
    return f"{session.words.count(row.number)} {_(row.unit)}"


def _rule(session: Session, versions: Sequence[Row]) -> None:
    """The version that holds, what others say, and the versions before it."""
    _ = session.translate
    held = versions[0]
    with st.container(border=True, gap="xsmall", key=f"rule-{held.rule}"):
        st.header(_(held.name), anchor=False)
        # One text, not one for each line: every element is sent and drawn at every click.
        st.markdown("\n\n".join(_lines(session, held)))
        if held.reference != OWN:
            _disagreement(session, held)
            _earlier(session, versions[1:])


def _lines(session: Session, held: Row) -> Iterator[str]:
    """What holds, since when, and where it was read, as Markdown."""
    _, words = session.translate, session.words
    yield f"**{plain(number(session, held))}**"
    if held.note:
        yield ":material/update: " + plain(_(held.note))
    if held.reference == OWN:
        yield _small(_("Nærvær's own choice: no law asks for it."))
        return
    since = (
        _("In force since %(day)s.")
        if held.in_force_confirmed
        else _("Since %(day)s, or before; the day is not confirmed.")
    )
    yield _small(since % {"day": words.day(held.in_force_from)})
    yield _small(
        _("Reference: %(reference)s. Read in: %(source)s. Checked on %(day)s.")
        % {
            "reference": linked(held.reference),
            "source": plain(held.source),
            "day": words.day(held.checked_on),
        }
    )


def _disagreement(session: Session, row: Row) -> None:
    """What sources say differently, side by side; below one another on a phone."""
    _ = session.translate
    if not row.disagreement:
        return
    st.markdown(_("Sources differ:"))
    with st.grid(len(row.disagreement), min_column_width=220, gap="small"):
        for side in row.disagreement:
            with st.container(border=True, height="stretch", gap="xxsmall"):
                says = plain(side.says(session.reader.language))
                st.markdown(f"{says}\n\n{_small(linked(side.source))}")


def _earlier(session: Session, versions: Sequence[Row]) -> None:
    """The versions before the one that holds, newest first; lines, since a phone has no room for a
    table."""
    _, words = session.translate, session.words
    if not versions:
        return
    with st.expander(_("Earlier versions"), icon=":material/history:"):
        for row in versions:
            span = f"{words.day(row.in_force_from)}–{words.day(row.until)}"
            source = _small(_("Read in: %(source)s.") % {"source": plain(row.source)})
            st.markdown(f"**{plain(span)}: {plain(number(session, row))}**\n\n{source}")
            _disagreement(session, row)


def _presets(session: Session) -> None:
    """Ways to count frequent absence, and whose practice each is."""
    _ = session.translate
    st.markdown(
        _(
            "These counts are others' practice. None of them is a condition for expert assistance, "
            "and none says anything about a person."
        )
    )
    for name, preset in rulebook.preset_rows():
        with st.container(border=True, gap="xsmall"):
            read = _small(
                _("Reference: %(reference)s. Read in: %(source)s.")
                % {"reference": linked(preset.reference), "source": plain(preset.source)}
            )
            st.markdown(f"**{plain(_(name))}**\n\n{read}")
