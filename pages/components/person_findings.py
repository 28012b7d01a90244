"""What was looked for in one person's absence: found, not found, and what cannot be said."""

from __future__ import annotations

import streamlit as st

from analytics.answers.person import Answer, Kind, Sight
from analytics.i18n import N_
from analytics.patterns.wording import KINDS
from analytics.rules.assessment import Assessment, Outcome
from analytics.rules.presets import preset
from pages.components import finding_card, patterns_presets
from pages.components.chart import plain, show_table
from pages.components.session import Session

ANSWERS = {
    Answer.FOUND: N_("found"),
    Answer.NOT_FOUND: N_("not found"),
    Answer.TOO_LITTLE: N_("too few absences to say anything"),
    Answer.NO_ROSTER: N_("cannot be said without a roster"),
    Answer.NOT_EMPLOYED: N_("cannot be said: not employed in these years"),
}
OUTCOMES = {
    Outcome.MET: N_("the number is reached"),
    Outcome.NOT_MET: N_("the number is not reached"),
    Outcome.UNDETERMINED: N_("cannot be said: it is not known who certified some absences"),
}


def show(session: Session, sight: Sight) -> None:
    """Cards of what is found, then every kind that was looked for, so that nothing found is an
    answer too."""
    _ = session.translate
    st.header(_("What was looked for"), anchor=False)
    found = [kind for kind in sight.kinds if kind.answer is Answer.FOUND]
    for kind in found:
        _card(session, kind)
    if not found:
        st.markdown(_("Nothing stands out."))
    show_table(
        {
            _("Kind of finding"): [_(KINDS[kind.kind].title) for kind in sight.kinds],
            _("Answer"): [_(ANSWERS[kind.answer]) for kind in sight.kinds],
        },
        alt=_("What was looked for, and what was found"),
    )


def counts(session: Session, sight: Sight) -> None:
    """The fixed counts the workplace uses, with the person's own numbers; nothing where it uses
    none."""
    _ = session.translate
    if not sight.counts:
        return
    st.header(_("Counts the workplace uses"), anchor=False)
    st.markdown(
        _("A fixed number touches many by chance alone. It says nothing about why somebody is ill.")
    )
    show_table(
        {
            _("Count"): [patterns_presets.title(session, preset(c.rule)) for c in sight.counts],
            _("Own number"): [_own(session, c) for c in sight.counts],
            _("Answer"): [_(OUTCOMES[c.outcome]) for c in sight.counts],
        },
        alt=_("The counts the workplace uses, and this employee's numbers"),
    )


def _card(session: Session, kind: Kind) -> None:
    _ = session.translate
    if kind.row is None:
        return
    with st.container(border=True, gap="xsmall", key=f"person-{kind.kind}"):
        title = finding_card.told(session, kind.row).title.text(_)
        st.subheader(plain(title), anchor=False)
        finding_card.badges(session, None, possible=kind.row["tier"] != "clear")
        finding_card.body(session, kind.row, key=f"person-{kind.kind}")


def _own(session: Session, count: Assessment) -> str:
    _ = session.translate
    return _(patterns_presets.BOTH) % {
        "occasions": count.evidence["occasions"],
        "days": count.evidence["days"],
    }
