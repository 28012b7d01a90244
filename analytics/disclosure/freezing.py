"""What was shown as one group stays one: blocks of a month are kept when it is first shown.

A correction, a move or a new import may join blocks of a month already shown, never split them:
the difference between what was shown before and after would be the part that was split off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.disclosure.joining import Joined
from analytics.domain.period import Month
from analytics.store.connection import Cursor
from analytics.store.facts import run_file

FOLDER = Path(__file__).parent.parent / "sql" / "disclosure"
Group = frozenset[str]  # unit ids
Shown = dict[Month, dict[int, list[Group]]]  # by the version they were shown at


def held(cursor: Cursor, scope: str) -> Shown:
    """Every group ever shown to readers of `scope` ("" for everything), by month and version."""
    shown: Shown = defaultdict(lambda: defaultdict(list))
    for version, month, _, units in _blocks(cursor, scope):
        shown[Month.of(month)][version].append(frozenset(units))
    return shown


def _blocks(cursor: Cursor, scope: str) -> list[tuple[Any, ...]]:
    return run_file(cursor, FOLDER / "blocks.sql", {"scope": scope}).fetchall()


def together(fresh: Sequence[Group], shown: Mapping[int, Sequence[Group]]) -> list[Group]:
    """The `fresh` groups of a month, joined wherever an earlier version showed units as one.

    Where a unit of a shown group is gone (renamed or moved, so its id is another), the units left
    of the group join every unit that was not there when it was shown: its people are among them.
    """
    present = {unit for group in fresh for unit in group}
    joined = Joined(fresh)
    for groups in shown.values():
        new = present.difference(*groups)
        for group in groups:
            left = group & present
            if left:
                joined.join([*left, *(new if left != group else ())])
    return joined.classes(sorted(present))


def keep(cursor: Cursor, version: int, scope: str, months: Mapping[Month, Sequence[Group]]) -> None:
    """Store the groups of `months` as shown to readers of `scope` at `version`."""
    rows = [
        (version, month.first, unit, number, scope)
        for month, groups in months.items()
        for number, group in enumerate(groups)
        for unit in sorted(group)
    ]
    if not rows:
        return
    frame = pd.DataFrame(rows, columns=["version", "month", "unit_id", "block", "scope"])
    cursor.register("shown_groups", frame)
    cursor.execute("INSERT INTO disclosure_block SELECT * FROM shown_groups")
    cursor.unregister("shown_groups")
