"""The one gate: every figure that a reader without person access is shown goes through here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.disclosure import places
from analytics.disclosure.audience import Audience, plan_for, shown_to
from analytics.disclosure.figures import ALL, Columns, Slots, certified, figures, hidden, lasting
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
CALLED = ["unit_id", "unit", "parent_id", "depth", "group"]


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
    return _unknown() if node is None else _table(view, node, selection, by)


@dataclass(frozen=True)
class View:
    """A plan as one audience sees it."""

    plan: Plan
    audience: Audience
    may: Flags

    def figures(
        self, about: Sequence[Place], period: Period, slots: Slots | None, definition: Definition
    ) -> Columns:
        """The figures of places over a period, hidden where not all of it may be shown; `slots`
        None for what is never shown."""
        stretch = self.plan.ledger.stretch(period)
        split = slots is not ALL
        allowed = splittable(period) if split else publishable(period)
        nothing = hidden(len(about))
        if slots is None or not allowed or stretch is None:
            return nothing
        shown = places.shown(about, self.may, stretch)
        amounts = places.amounts(about, self.plan, stretch)
        persons = places.persons(about, self.plan, stretch)
        told = figures(amounts, slots, definition, persons)
        return {name: np.where(shown, told[name], nothing[name]) for name in told}


def view_of(store: Store, audience: Audience) -> View:
    """The standing dataset version as `audience` sees it."""
    plan = plan_for(store, audience)
    return View(plan, audience, shown_to(audience, plan))


def _table(view: View, node: int, selection: Selection, by: By) -> pd.DataFrame:
    """A row for every place, span and part, in that order."""
    about = _places(view, node, selection.period, by)
    spans, parts = _spans(selection.period, by), _parts(view.plan, selection, by)
    told = [
        view.figures(about, period, slots, selection.definition)
        for _, period in spans
        for _, slots in parts
    ]
    cells = {name: np.array([each[name] for each in told]).T.ravel() for name in told[0]}
    called = list(zip(*(_called(view.plan, place) for place in about), strict=True))
    return _framed(
        called or [()] * len(CALLED),
        [span for span, _ in spans for _ in parts],
        [part for _ in spans for part, _ in parts],
        cells,
    )


def _unknown() -> pd.DataFrame:
    """Of a unit the data no longer have nothing can be told."""
    return _framed([(None,), (None,), (None,), (None,), (False,)], [""], [""], hidden(1))


def _framed(
    called: Sequence[Sequence[object]], spans: list[str], parts: list[str], cells: Columns
) -> pd.DataFrame:
    """The table of places (`called`: column by column), each with all `spans` and `parts`."""
    types = ("object", "object", "object", "float", "bool")  # what is empty has no type of its own
    about = {
        name: pd.Series(np.repeat(np.array(values, type_), len(spans)), dtype=type_)
        for name, values, type_ in zip(CALLED, called, types, strict=True)
    }
    times = len(called[0])
    texts = {
        "span": pd.Series(spans * times, dtype="str"),
        "part": pd.Series(parts * times, dtype="str"),
    }
    return pd.DataFrame({**about, **texts, **cells}, columns=COLUMNS)


def _called(plan: Plan, place: Place) -> tuple[object, ...]:
    """The columns CALLED of a place."""
    tree, whole, grouped = plan.ledger.tree, place.node == WHOLE, place.group is not None
    parent = tree.parents[place.node]
    return (
        None if whole else tree.ids[place.node],
        None if whole and not grouped else place.label,
        None if parent <= WHOLE else tree.ids[parent],
        None if whole else len(tree.lineages[place.node]) - 2,
        grouped,
    )


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
