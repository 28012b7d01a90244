"""Who reads what is published, and which nodes of the tree they may be shown."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from analytics.disclosure.plan import Flags, Plan
from analytics.disclosure.plans import plan_of
from analytics.domain.rate import SMALLEST_GROUP
from analytics.i18n import Translate
from analytics.store.connection import Store


class Audience(Protocol):
    """A reader without person access: the unit they answer for ("" for all), whether they see the
    absence of single people there in other ways (a leader does), and their language."""

    @property
    def unit(self) -> str: ...
    @property
    def leads(self) -> bool: ...
    @property
    def translate(self) -> Translate: ...


def plan_for(store: Store, audience: Audience) -> Plan:
    """The plan the audience is shown: a leader's own unit is parted by itself, whatever small
    groups there are elsewhere, because a leader is shown nothing beside it to subtract from."""
    return plan_of(store, audience.unit) if audience.leads else plan_of(store)


def shown_to(audience: Audience, plan: Plan) -> Flags:
    """By node and month, whether the audience may be shown the node: it is whole, and it lies in
    the audience's unit. A leader is also shown what lies above in months when at least five people
    are outside the leader's own unit: the leader knows the own people and could subtract them.
    `plan`: that of `plan_for`.
    """
    tree = plan.ledger.tree
    own = tree.number.get(audience.unit)
    may = np.zeros_like(plan.whole)
    if own is None:
        return may
    inside = tree.below(own)
    may[inside] = plan.whole[inside]
    if audience.leads:
        above = list(tree.lineages[own][1:])
        outside = plan.heads[above] - plan.heads[own]
        may[above] = (plan.around or plan).whole[above] & (outside >= SMALLEST_GROUP)
    return may
