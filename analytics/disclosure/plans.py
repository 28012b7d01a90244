"""The plans of the standing dataset version: each made, and its blocks kept, when first asked."""

from __future__ import annotations

from threading import Lock
from weakref import WeakKeyDictionary

from analytics.disclosure import freezing
from analytics.disclosure.freezing import Group
from analytics.disclosure.ledger import ABSENT, Ledger, read_ledger
from analytics.disclosure.partition import Block, partition
from analytics.disclosure.plan import Plan
from analytics.disclosure.tree import WHOLE, Tree
from analytics.domain.period import Month
from analytics.store.connection import Cursor, Store
from analytics.store.versions import current_version

EVERYTHING = ""  # the scope of readers who are shown the whole tree
Plans = dict[str, Plan]  # by scope: a unit id, or EVERYTHING

_plans: WeakKeyDictionary[Store, tuple[int, Plans]] = WeakKeyDictionary()
_making = Lock()


def plan_of(store: Store, scope: str = EVERYTHING) -> Plan:
    """The plan of everything, or of one unit parted by itself for whoever leads it. A unit the
    data do not have has none of its own: it gets the plan of everything."""
    with store.cursor() as cursor:
        version = current_version(cursor)
    made = _plans.get(store)
    if made is None or made[0] != version or scope not in made[1]:
        with _making, store.transaction() as cursor:  # no import may come between
            made = _made(store, current_version(cursor))
            # The plan of everything first: its groups are then never finer than a unit's own.
            for wanted in (EVERYTHING, scope):
                if wanted not in made[1]:
                    made[1][wanted] = _make(cursor, made[0], wanted, made[1].get(EVERYTHING))
        _plans[store] = made
    return made[1][scope]


def _made(store: Store, version: int) -> tuple[int, Plans]:
    """What there is at `version`; a copy, so that nobody sees a plan whose blocks are not kept."""
    made = _plans.get(store)
    return version, dict(made[1]) if made is not None and made[0] == version else {}


def _make(cursor: Cursor, version: int, scope: str, around: Plan | None) -> Plan:
    """The plan of `scope` at `version`; blocks that differ from what was last shown are stored."""
    ledger = read_ledger(cursor) if around is None else around.ledger
    top = ledger.tree.number.get(scope)
    if around is not None and top is None:
        return around
    shown = freezing.held(cursor, scope)
    blocks: list[list[Block] | None] = []
    changed: dict[Month, list[Group]] = {}
    for place in range(ledger.months):
        month = ledger.first.plus(place)
        groups = _groups(ledger, top or WHOLE, place, shown.get(month, {}))
        blocks.append(None if groups is None else _numbered(ledger.tree, groups))
        last = shown[month][max(shown[month])] if shown.get(month) else []
        if groups and set(groups) != set(last):
            changed[month] = groups
    freezing.keep(cursor, version, scope, changed)
    return Plan(ledger, blocks, around)


def _groups(
    ledger: Ledger, top: int, place: int, shown: dict[int, list[Group]]
) -> list[Group] | None:
    """The groups of a month in `top` by unit id: the partition, joined with what was shown."""
    heads, ids = ledger.heads[:, place], ledger.tree.ids
    there = [node for node in ledger.tree.below(top) if heads[node] != ABSENT]
    fresh = partition(ledger.tree, {node: int(heads[node]) for node in there}, top)
    if fresh is None:
        return None
    return freezing.together([frozenset(ids[n] for n in block) for block in fresh], shown)


def _numbered(tree: Tree, groups: list[Group]) -> list[Block]:
    return [frozenset(tree.number[unit] for unit in group) for group in groups]
