"""Every page of the dashboard, and the filter that is changed on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sight:
    """A page by its address, who reads it, and the key of the widget that is changed there. `by`
    is how many options are gone through; `before` are widgets to settle first: key and choice."""

    page: str
    widget: str
    role: str = "hr"
    by: int = 6
    before: tuple[tuple[str, int], ...] = ()

    @property
    def name(self) -> str:
        return self.page if self.role == "hr" else f"{self.page} ({self.role})"


# Pages without a filter of their own are drawn anew by the switch that hides names everywhere.
NAMES_AWAY = "hide-names"
SIGHTS = (
    Sight("oversikt", "period"),
    Sight("oversikt", "period", "leader"),
    Sight("avdelinger", "from"),
    Sight("avdelinger", "period-which", "leader"),
    Sight("avdelinger", "period-which", "consultant"),
    Sight("sammenlikning", "compare-industry"),
    Sight("utvikling", "place"),
    Sight("utvikling", "place", "consultant"),
    Sight("maal", "place"),
    Sight("kostnad", "period"),
    Sight("rapporter", "amu-quarter"),
    Sight("oppfoelging", "follow-up-unit"),
    Sight("oppfoelging", NAMES_AWAY, "leader", by=2),
    Sight("moenstre", "presets", by=2),
    Sight("moenstre", "patterns-possible", "consultant", by=2),
    Sight("ansatt", "person-picked"),
    Sight("saker", NAMES_AWAY, by=2),
    Sight("ekspertbistand", NAMES_AWAY, by=2),
    Sight("mine_opplysninger", NAMES_AWAY, by=2),
    Sight("regelbok", "rule-topic"),
    Sight("importer", NAMES_AWAY, by=2),
    Sight("datakvalitet", NAMES_AWAY, by=2),
    Sight("innstillinger", "log-action", "admin"),
)
