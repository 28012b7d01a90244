"""Who reads what is published, and which nodes of the tree they may be shown."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from analytics.disclosure.plan import Flags, Plan
from analytics.domain.rate import SMALLEST_GROUP
from analytics.i18n import Translate


class Audience(Protocol):
    """A reader without person access: the unit they answer for ("" for all), whether they see the
    absence of single people there in other ways (a leader does), and their language."""

    @property
    def unit(self) -> str: ...
    @property
    def leads(self) -> bool: ...
    @property
    def translate(self) -> Translate: ...


def shown_to(audience: Audience, plan: Plan) -> Flags:
    """By node and month, whether the audience may be shown the node: it is whole, and it lies in
    the audience's unit. A leader is also shown what lies above in months when at least five people
    are outside the leader's own unit: the leader knows the own people and could subtract them.
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
        may[above] = plan.whole[above] & (plan.heads[above] - plan.heads[own] >= SMALLEST_GROUP)
    return may
