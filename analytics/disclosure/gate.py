"""The one gate: every figure that a reader without person access is shown goes through here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analytics.disclosure.audience import Audience, plan_for, shown_to
from analytics.disclosure.figures import ALL, Slots, certified, figures, hidden, lasting
from analytics.disclosure.ledger import Ints
from analytics.disclosure.places import Place, group_places, node_place
from analytics.disclosure.plan import Flags, Plan
from analytics.disclosure.spans import publishable, splittable
from analytics.disclosure.tree import WHOLE
from analytics.domain.absence import Definition
from analytics.domain.period import Period
from analytics.month_facts import CERTIFICATIONS
from analytics.queries import By, Selection
from analytics.store.connection import Store

COLUMNS = [
    "unit_id", "unit", "parent_id", "depth", "span", "part", "lost_days", "agreed_days", "persons",
    "rate", "rate_rounded", "masked", "persons_low", "persons_high", "group",
]  # fmt: skip


def publish(
    store: Store, audience: Audience, selection: Selection, by: By = By.TOTAL
) -> pd.DataFrame:
    """What `audience` may be shown of a selection: a row as `queries.rates` makes it, withheld.

    Rates in per cent, days as days; `persons_low` and `persons_high` are the ends of the class of
    people (5–9 … 50–99, 100 and NaN) and `persons` is its lower end. A row that may not be shown is
    `masked`, every figure NaN, whatever the cause; a row without agreed days has no rate and is not
    masked. By unit, `group` rows stand before the nodes: units too small to be shown by themselves,
    under their nearest common node's `unit_id`. Certification and duration split lost days, for a
    quarter or more; nothing is split by sex. The scheme and its proof: docs/disclosure.md.
    """
    view = view_of(store, audience)
    plan = view.plan
    node = plan.ledger.tree.number.get(selection.unit)
    rows = [] if node is None else list(_rows(view, node, selection, by))
    if node is None:  # a unit the data no longer have: nothing can be told of it
        rows = [{"span": "", "part": "", "unit": None, "group": False, **hidden()}]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    # A table without rows has no types of its own, and `~` of a column of objects picks columns.
    flags: dict[str, type] = {"masked": bool, "group": bool}
    names: dict[str, type] = {"unit_id": object, "unit": object, "parent_id": object}
    return frame.astype({**names, **flags, "depth": float})


@dataclass(frozen=True)
class View:
    """A plan as one audience sees it."""

    plan: Plan
    audience: Audience
    may: Flags

    def figures(
        self, place: Place, period: Period, slots: Slots | None, definition: Definition
    ) -> dict[str, object]:
        """The figures of a place over a period, hidden unless all of it may be shown; `slots` None
        for what is never shown."""
        stretch = self.plan.ledger.stretch(period)
        split = slots is not ALL
        allowed = splittable(period) if split else publishable(period)
        if slots is None or not allowed or stretch is None or not place.shown(self.may, stretch):
            return hidden()
        amounts: Ints = place.amounts(self.plan, stretch)
        return figures(amounts, slots, definition, place.persons(self.plan, stretch))


def view_of(store: Store, audience: Audience) -> View:
    """The standing dataset version as `audience` sees it."""
    plan = plan_for(store, audience)
    return View(plan, audience, shown_to(audience, plan))


def _rows(view: View, node: int, selection: Selection, by: By) -> Iterator[dict[str, object]]:
    tree = view.plan.ledger.tree
    for place in _places(view, node, selection.period, by):
        parent = tree.parents[place.node]
        about = {
            "unit_id": None if place.node == WHOLE else tree.ids[place.node],
            "unit": None if place.node == WHOLE and place.group is None else place.label,
            "parent_id": None if parent <= WHOLE else tree.ids[parent],
            "depth": None if place.node == WHOLE else len(tree.lineages[place.node]) - 2,
            "group": place.group is not None,
        }
        for span, period in _spans(selection.period, by):
            for part, slots in _parts(view.plan, selection, by):
                shown = view.figures(place, period, slots, selection.definition)
                yield {**about, "span": span, "part": part, **shown}


def _places(view: View, node: int, period: Period, by: By) -> list[Place]:
    plan, audience = view.plan, view.audience
    if by is not By.UNIT:
        return [node_place(plan, node, audience)]
    stretch = plan.ledger.stretch(period)
    nodes = [node_place(plan, n, audience) for n in plan.ledger.tree.below(node) if n != WHOLE]
    if stretch is None or not publishable(period):
        return nodes
    return [*group_places(plan, node, stretch, audience), *nodes]


def _spans(period: Period, by: By) -> list[tuple[str, Period]]:
    """The stretches of time rows are about, each with its name."""
    if by is By.MONTH:
        return [(str(month), Period(month, month)) for month in period.months]
    if by is not By.QUARTER:
        return [("", period)]
    months: dict[str, list[Period]] = {}
    for month in period.months:
        months.setdefault(f"{month.year}K{month.quarter}", []).append(Period(month, month))
    return [(name, Period(run[0].start, run[-1].end)) for name, run in months.items()]


def _parts(plan: Plan, selection: Selection, by: By) -> list[tuple[str, Slots | None]]:
    """The rows of a split and the slots each is the sum of."""
    if by is By.CERTIFICATION:
        return [(kind, certified(kind)) for kind in certifications(plan)]
    if by is By.DURATION:
        return list(lasting(selection.lens).items())
    if by is By.SEX:  # it splits people, not days: groups would have to be ten times as large
        return [("F", None), ("M", None)]
    return [("", ALL)]


def certifications(plan: Plan) -> list[str]:
    """Who certifies in these data; `sick`, not told apart, only where some month of somebody is."""
    unsaid = plan.ledger.total[WHOLE, -1][list(certified("sick"))].sum() > 0
    return [kind for kind in CERTIFICATIONS if kind != "sick" or unsaid]
