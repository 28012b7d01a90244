"""The first minutes: what to do before there is a rate, and where one stands on the way."""

from __future__ import annotations

import streamlit as st

from analytics.access import Role
from analytics.domain.period import Period
from pages.components import invented_notice, upload
from pages.components.session import Session

_FILL = "fill-demo"


def needed(session: Session, reach: Period | None) -> bool:
    """Whether there is no rate to show anybody yet."""
    return reach is None or not session.dataset.units


def show(session: Session) -> None:
    """Three steps to the first figure, with those that are done; HR is led to the next one."""
    _ = session.translate
    st.markdown(_("Welcome. Three steps lead to the first rate."))
    steps(session)
    if session.reader.role is not Role.HR:
        st.caption(_("HR imports the data."))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="first-ways"):
        if st.button(
            _("Go to Import"), type="primary", icon=":material/upload_file:", key="go-to-import"
        ):
            st.switch_page("pages/importer.py")
        upload.template(session)
    if not session.dataset.units and session.dataset.first_absence is None:
        _try_it(session)


def steps(session: Session) -> None:
    """The three steps side by side; what is done says how much there is."""
    _, words, held = session.translate, session.words, session.dataset
    employed = held.units > 0
    away = held.first_absence is not None
    people = _("Done: %(people)s employees in %(units)s units.") % {
        "people": words.count(held.employed),
        "units": words.count(held.units),
    }
    until = _("Done, to %(day)s.") % {"day": words.day(held.data_through)}
    waiting = _("Rates for the whole and for each unit, month by month.")
    if employed and away:
        waiting = _("A rate needs one whole month. Import again once the month has ended.")
    told = (
        (_("1. Import employees"), employed,
         people if employed else _("Who works where, in which position, from when to when.")),
        (_("2. Import absence"), away,
         until if away else _("The payroll system's absence report, as Excel or CSV.")),
        (_("3. See"), False, waiting),
    )  # fmt: skip
    following = next(at for at, (_name, done, _text) in enumerate(told) if not done)
    with st.grid(3, min_column_width=220, gap="small", key="first-steps"):
        for at, (name, done, text) in enumerate(told):
            with st.container(
                border=True,
                height="stretch",
                gap="xxsmall",
                key="next-step" if at == following else f"first-step-{at}",
            ):
                mark = ":material/check_circle: " if done else ""
                st.markdown(f"{mark}**{name}**")
                st.caption(text)


def _try_it(session: Session) -> None:
    """The invented organisation, for those who want to look before they fetch files."""
    _ = session.translate
    with st.container(border=True, gap="small", key="try-it"):
        st.markdown(
            f"**{_('Just looking?')}**  \n"
            + _(
                "Look at Nærvær with an invented organisation: 400 employees over three years. "
                "It takes some seconds, and is taken out again with one click."
            )
        )
        if st.button(_("Show me an invented organisation"), icon=":material/science:", key=_FILL):
            invented_notice.put_in(session)
            st.rerun()
