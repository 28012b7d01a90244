"""Ready-made counts of frequent absence: how many each touches before any is used."""

from __future__ import annotations

from html import escape

import streamlit as st

from analytics.answers import pattern_presets
from analytics.answers.pattern_presets import Offer
from analytics.i18n import N_
from analytics.rules.presets import Preset
from pages.components import patterns_known, person_door
from pages.components.clock import now
from pages.components.redrawn import alone
from pages.components.session import Session

OCCASIONS = N_("%(occasions)s absences")
DAYS = N_("%(days)s calendar days")
BOTH = N_("%(occasions)s absences and %(days)s calendar days")
COUNTED = {
    "all": "",
    "uncertified": N_("only absences without a doctor's certificate"),
    "doctor": N_("only absences with a doctor's certificate"),
}


@alone
def show(session: Session) -> None:
    """What such counts are; and, when asked for, each of them with how many it touches."""
    _ = session.translate
    st.header(_("Counts of frequent absence"), anchor=False)
    st.markdown(
        _(
            "Some workplaces count absences against a fixed number. Such a number touches many "
            "people by chance alone, and says nothing about any of them. See how many before you "
            "use one. A count in use is shown on the employee's page; it makes no list of names."
        )
    )
    if not st.toggle(_("Show how many each count touches"), key="presets"):
        return
    found = patterns_known.counted(session)
    for offer in pattern_presets.offers(session.reader, session.store, found):
        _offer(session, offer)


def title(session: Session, preset: Preset) -> str:
    """What a preset counts, in words: `5 absences in 12 months`."""
    _ = session.translate
    parts = []
    for occasions, days in preset.alternatives:
        text = BOTH if occasions and days else OCCASIONS if occasions else DAYS
        parts.append(_(text) % {"occasions": occasions, "days": days})
    told = _("%(what)s in %(months)s months") % {
        "what": f" {_('or')} ".join(parts),
        "months": preset.months,
    }
    lengths = []
    if COUNTED[preset.counts]:
        lengths.append(_(COUNTED[preset.counts]))
    if preset.shortest > 1:
        lengths.append(_("of %(days)s days or more") % {"days": preset.shortest})
    if preset.longest:
        lengths.append(_("of at most %(days)s days") % {"days": preset.longest})
    return told + (f" ({', '.join(lengths)})" if lengths else "")


def _offer(session: Session, offer: Offer) -> None:
    _, words, preset = session.translate, session.words, offer.preset
    with st.container(border=True, gap="xxsmall", key=f"preset-{preset.name}"):
        touched = _("Touches %(touched)s of %(people)s people today.") % {
            "touched": words.count(offer.touched),
            "people": words.count(offer.people),
        }
        about = f"{preset.reference} – {preset.source}"
        if offer.switch:
            since = _("In use since %(day)s.") if offer.on else _("Not in use since %(day)s.")
            about += ". " + since % {"day": words.day(offer.switch.day)}
        # One element: seven of these come and go together.
        st.html(
            f'<div class="offer"><b>{escape(title(session, preset))}</b>'
            f"<p>{escape(f'{touched} {_chance(session, offer)}')}</p>"
            f"<small>{escape(about)}</small></div>"
        )
        if session.looks_back:
            return
        st.button(
            _("Take out of use") if offer.on else _("Take into use"),
            key=f"preset-switch-{preset.name}",
            on_click=_switch,
            args=(session, preset.name, not offer.on),
        )


def _chance(session: Session, offer: Offer) -> str:
    _ = session.translate
    if offer.by_chance is None:
        return _("There are too few absences to tell how many chance would touch.")
    return _(
        "About %(chance)s would be touched if nobody had any pattern, only because people differ "
        "and absence comes by chance."
    ) % {"chance": session.words.count(round(offer.by_chance))}


def _switch(session: Session, name: str, on: bool) -> None:
    pattern_presets.switch(session.reader, session.store, name, on, now())
    person_door.forget()
