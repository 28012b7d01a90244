"""All that one audience can be shown of a stretch of time, from the same gate as the pages."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from analytics.disclosure.audience import Audience
from analytics.disclosure.figures import ALL, Slots, certified, lasting
from analytics.disclosure.gate import certifications, view_of
from analytics.disclosure.places import group_places, node_place
from analytics.disclosure.plan import Plan
from analytics.disclosure.spans import published, splittable
from analytics.disclosure.tree import WHOLE
from analytics.domain.absence import Definition, DurationLens
from analytics.domain.period import Period
from analytics.store.connection import Store

Row = dict[str, object]
UNSPLIT: Row = {"certification": None, "duration": None, "sex": None}


def everything(
    store: Store, audience: Audience, within: Period, definition: Definition
) -> Iterator[Row]:
    """Every month, quarter, year to date, calendar year and twelve months in `within`, for every
    node and group: `units` (paths; several for a group, each meaning its own people), `label`,
    `from` and `to` (YYYY-MM), `split`, `persons` (low, high; high None for 100 and more),
    `lost_days`, `agreed_days`, `rate` (per cent, one decimal), `masked`.

    A hidden place has one row without figures and no split rows; so has one without agreed days.
    """
    view = view_of(store, audience)
    plan = view.plan
    own = plan.ledger.tree.number.get(audience.unit)
    if own is None:
        return
    nodes = [node_place(plan, node, audience) for node in _nodes(plan, own, audience)]
    splits = list(_splits(plan))
    for period in published(within):
        stretch = plan.ledger.stretch(period)
        groups = group_places(plan, own, stretch, audience) if stretch else []
        places = [*nodes, *groups]
        plain = view.figures(places, period, ALL, definition)
        told = [(UNSPLIT, plain)]
        if splittable(period):
            told += [
                (split, view.figures(places, period, slots, definition)) for split, slots in splits
            ]
        for at, place in enumerate(places):
            units = place.units(plan, stretch or (0, 0))
            rated = not isnan(plain["rate_rounded"][at])
            for split, columns in told if rated else told[:1]:
                shown = {name: column[at].item() for name, column in columns.items()}
                yield _row(units, place.label, period, split, shown)


def _nodes(plan: Plan, own: int, audience: Audience) -> list[int]:
    """The own unit with all below it, and for a leader what lies above. The whole only where no
    single unit stands for it."""
    tree = plan.ledger.tree
    above = tree.lineages[own][1:] if audience.leads else ()
    single = len(tree.children[WHOLE]) == 1
    return [node for node in sorted({*tree.below(own), *above}) if node != WHOLE or not single]


def _splits(plan: Plan) -> Iterator[tuple[Row, Slots]]:
    for kind in certifications(plan):
        yield {**UNSPLIT, "certification": kind}, certified(kind)
    for lens in DurationLens:
        for name, slots in lasting(lens).items():
            yield {**UNSPLIT, "duration": name}, slots


def _row(units: list[str], label: str, period: Period, split: Row, shown: Row) -> Row:
    told = {name: None if value != value else value for name, value in shown.items()}
    low, high = told["persons_low"], told["persons_high"]
    return {
        "units": units,
        "label": label,
        "from": str(period.start),
        "to": str(period.end),
        "split": split,
        "persons": None if low is None else [_whole(low), _whole(high)],
        "lost_days": told["lost_days"],
        "agreed_days": told["agreed_days"],
        "rate": told["rate_rounded"],
        "masked": told["masked"],
    }


def _whole(number: object) -> int | None:
    return int(number) if isinstance(number, float) else None
