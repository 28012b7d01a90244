"""What many answers are made of is made once for each dataset version, whoever asks.

Nothing here is shown: each answer still decides what its reader may know of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import pandas as pd

from analytics.store.connection import Store
from analytics.store.lasting import lasting
from analytics.store.versions import current_version

Found = TypeVar("Found")
# A table of a large employer's people and days takes some megabytes, of its units next to nothing.
MOST, HEAVIEST = 200, 150_000_000  # answers, bytes of tables


@dataclass
class _Kept:
    version: int
    found: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    weight: int = 0


_kept: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


def once(store: Store, about: Hashable, make: Callable[[], Found]) -> Found:
    """What `make` gives for `about`, which says all that it hangs on but the store and its
    version. What was made of a former version is let go; a frame is the caller's own."""
    version = lasting(store, current_version)
    kept = _kept.get(store)
    if kept is None or kept.version != version:
        kept = _kept[store] = _Kept(version)
    found = kept.found.get(about)
    if found is None:
        found = make()
        kept.weight += _weight(found) - _weight(kept.found.get(about))  # two may have made it
        kept.found[about] = found
    with suppress(KeyError):  # another thread may have let it go meanwhile
        kept.found.move_to_end(about)
        while len(kept.found) > MOST or (len(kept.found) > 1 and kept.weight > HEAVIEST):
            kept.weight -= _weight(kept.found.popitem(last=False)[1])
    # pandas copies on write: a shallow copy costs next to nothing, and is as safe as a deep one.
    return cast(Found, found.copy(deep=False)) if isinstance(found, pd.DataFrame) else found


def _weight(made: Any) -> int:
    """Bytes that a table takes up; 0 for anything else."""
    return int(made.memory_usage().sum()) if isinstance(made, pd.DataFrame) else 0
