"""All that one audience can be shown of a stretch of time, from the same gate as the pages."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.disclosure.audience import Audience
from analytics.disclosure.figures import ALL, Slots, certified, lasting
from analytics.disclosure.gate import View, certifications, view_of
from analytics.disclosure.places import Place, group_places, node_place
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
        for place in [*nodes, *groups]:
            row = _row(view, place, period, ALL, definition, UNSPLIT)
            yield row
            if row["rate"] is not None and splittable(period):
                for split, slots in splits:
                    yield _row(view, place, period, slots, definition, split)


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


def _row(
    view: View, place: Place, period: Period, slots: Slots, definition: Definition, split: Row
) -> Row:
    shown = view.figures(place, period, slots, definition)
    stretch = view.plan.ledger.stretch(period) or (0, 0)
    told = {name: None if value != value else value for name, value in shown.items()}
    low, high = told["persons_low"], told["persons_high"]
    return {
        "units": place.units(view.plan, stretch),
        "label": place.label,
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
