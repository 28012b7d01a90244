"""Every page of the dashboard, and the filter that is changed on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sight:
    """A page by its address, who reads it, and the key of the widget that is changed there. `by`
    is how many options are gone through; `before` are widgets to settle first: key and choice;
    `part` tells two sights of one page apart."""

    page: str
    widget: str
    role: str = "hr"
    by: int = 6
    before: tuple[tuple[str, int], ...] = ()
    part: str = ""

    @property
    def name(self) -> str:
        told = f"{self.page}, {self.part}" if self.part else self.page
        return told if self.role == "hr" else f"{told} ({self.role})"


EVERYONE = ("hr", "leader", "consultant", "admin")
WIDE = ("hr", "consultant", "admin")  # who have units to choose among; the leader has one
# Pages without a filter of their own are drawn anew by the switch that hides names everywhere, or
# where nobody is told names by the language.
NAMES_AWAY, LANGUAGE = "hide-names", "language-switch"
# Streamlit names a form's button after the form and its label, in the language of the house.
GIVEN = "FormSubmitter:person-purpose-Vis"
PERSON = (("person-picked", 0), ("person-purpose-reason", 0), (GIVEN, 0))


def _of(page: str, widget: str, *roles: str, by: int = 6) -> list[Sight]:
    return [Sight(page, widget, role, by) for role in roles]


SIGHTS = (
    *_of("oversikt", "period", *EVERYONE),
    Sight("avdelinger", "from"),
    *_of("avdelinger", "period-which", "leader", "consultant", "admin"),
    *_of("sammenlikning", "compare-industry", "hr", "admin"),
    *_of("sammenlikning", NAMES_AWAY, "leader", "consultant", by=2),
    *_of("utvikling", "place", *WIDE),
    *_of("utvikling", NAMES_AWAY, "leader", by=2),
    *_of("maal", "place", *WIDE),
    *_of("maal", NAMES_AWAY, "leader", by=2),
    *_of("kostnad", "period", "hr", "leader"),
    *_of("rapporter", "amu-quarter", "hr", "leader"),
    Sight("rapporter", "paper-unit", part="unit"),
    Sight("rapporter", "register-from", part="register"),
    Sight("oppfoelging", "follow-up-unit"),
    *_of("oppfoelging", NAMES_AWAY, "leader", "consultant", by=2),
    Sight("moenstre", "presets", by=2),
    Sight("moenstre", "patterns-possible", "consultant", by=2),
    *_of("ansatt", "person-picked", "hr", "leader", "consultant"),
    Sight("ansatt", "person-rolling-as", by=2, before=PERSON, part="opened"),
    *_of("saker", NAMES_AWAY, "hr", "leader", "consultant", by=2),
    *_of("ekspertbistand", NAMES_AWAY, "hr", "leader", "consultant", by=2),
    *_of("mine_opplysninger", NAMES_AWAY, "hr", by=2),
    *_of("regelbok", "rule-topic", *EVERYONE),
    *_of("importer", NAMES_AWAY, "hr", by=2),
    Sight("datakvalitet", "coverage-as", by=2),
    *_of("datakvalitet", LANGUAGE, "admin", by=3),
    *_of("innstillinger", "log-action", "hr", "admin"),
)
