"""What one click learnt is there for the next: answers by dataset version, reader and question.

A key is the store, the version, who reads and what is asked, never a frame: Streamlit samples
large frames when it hashes them and misses changed cells.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, RLock
from typing import Any

from analytics import access, queries
from analytics.access import Reader
from analytics.queries import Dataset
from analytics.store.connection import Store
from analytics.store.lasting import lasting
from analytics.store.versions import current_version

# Rows. Pages go through the texts of short tables (the units) one by one at every click; each would
# be made anew from the bytes that pandas keeps them in, which is most of the click in large trees.
READ_AS_TEXT = 10_000
# A hundred readers with units of their own each find what they asked last. Answers are some hundred
# bytes or a few hundred thousand: what they weigh together is bounded, not only how many they are.
MOST, HEAVIEST = 20_000, 200_000_000  # answers, bytes


def key(store: Store, *parts: Any) -> bytes:
    """What tells an answer from all others: the store and `parts`, of which none is a frame."""
    return repr((str(store.path), *parts)).encode()


def dataset(store: Store) -> Dataset:
    """What the store holds now. Everybody is counted once per version, not at each click."""
    version = lasting(store, current_version)
    held: Dataset = _datasets.of(key(store, version), lambda: _dataset(store))
    return held


def answer(
    version: int, reader: Reader, question: str, args: tuple[Any, ...], *, _store: Store
) -> Any:
    """The answer of `access.answer` to a function of `analytics.queries`. A frame is the caller's
    own: what is done to it touches no other reader's."""
    asked = key(_store, version, reader, question, args)
    # As it is: unpickling a frame at each click would be most of what an answer costs.
    held = _answers.of(asked, lambda: _answer(reader, _store, question, args))
    # pandas copies on write: a shallow copy costs next to nothing, and is as safe as a deep one.
    return held.copy(deep=False) if hasattr(held, "columns") else held


def found(
    asked: bytes, *, _function: Callable[..., Any], _with: tuple[Any, ...], _args: tuple[Any, ...]
) -> Any:
    """What `_function` finds with `_with` (session, or reader and store) and `_args`; `asked` is
    the `key` that tells it apart. A copy for each who asks."""
    return pickle.loads(_found.of(asked, lambda: pickle.dumps(_function(*_with, *_args))))


def made_anew() -> int:
    """How many answers this process has had to make so far: where it is the same after a page as
    before it, all the page shows was known."""
    return sum(memory.made for memory in (_found, _answers, _datasets))


def has_moved(store: Store, version: int) -> bool:
    """Whether another version than `version` is the newest now."""
    return lasting(store, current_version) != version


class _Memory:
    """What was made last, by key. Whoever asks for what is being made waits for it.

    Streamlit's own takes half a millisecond to tell what it was asked, twenty times a click.
    """

    def __init__(self, most: int, heaviest: int = HEAVIEST) -> None:
        self._held: OrderedDict[bytes, Any] = OrderedDict()
        self._made: dict[bytes, RLock] = {}
        self._most, self._heaviest, self._lock = most, heaviest, Lock()
        self._weight = self.made = 0

    def of(self, asked: bytes, make: Callable[[], Any]) -> Any:
        """What was made for `asked`; what `make` gives where nothing was."""
        with self._lock:
            if asked in self._held:
                self._held.move_to_end(asked)
                return self._held[asked]
            making = self._made.setdefault(asked, RLock())
        with making:
            if (known := self._held.get(asked)) is not None:
                return known
            try:
                return self._keep(asked, make())
            finally:
                self._made.pop(asked, None)

    def _keep(self, asked: bytes, made: Any) -> Any:
        with self._lock:
            self._weight += _weight(made) - _weight(self._held.get(asked))
            self._held[asked] = made
            self.made += 1
            while len(self._held) > self._most or (
                self._weight > self._heaviest and len(self._held) > 1
            ):
                self._weight -= _weight(self._held.popitem(last=False)[1])
        return made


def _weight(made: Any) -> int:
    """Bytes that an answer takes up, without the texts that frames share."""
    if isinstance(made, bytes):
        return len(made)
    return int(made.memory_usage().sum()) if hasattr(made, "columns") else 0


# Texts, plain figures and tables as bytes; the frames and the data sets themselves.
_found, _answers, _datasets = _Memory(MOST), _Memory(MOST), _Memory(4)


def _answer(reader: Reader, store: Store, question: str, args: tuple[Any, ...]) -> Any:
    held = access.answer(reader, store, getattr(queries, question), *args)
    if hasattr(held, "columns"):
        if len(held) <= READ_AS_TEXT:
            held = held.astype(dict.fromkeys(held.select_dtypes("str").columns, object))
        _ = held.columns.is_unique  # makes what finds a column, before threads share it
    return held


def _dataset(store: Store) -> Dataset:
    with store.cursor() as cursor:
        return queries.dataset(cursor)
