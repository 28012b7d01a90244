"""What one click learnt is there for the next: answers by dataset version, reader and question.

A key is the store, the version, who reads and what is asked, never a frame: Streamlit samples
large frames when it hashes them and misses changed cells.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from analytics import access, queries
from analytics.access import Reader
from analytics.queries import Dataset
from analytics.store.connection import Store
from analytics.store.versions import current_version


def key(store: Store, *parts: Any) -> bytes:
    """What tells an answer from all others: the store and `parts`, of which none is a frame.

    Bytes, because Streamlit takes longer to hash the objects than most answers take.
    """
    return repr((str(store.path), *parts)).encode()


def dataset(store: Store) -> Dataset:
    """What the store holds now. Everybody is counted once per version, not at each click."""
    with store.cursor() as cursor:
        version = current_version(cursor)
    held: Dataset = _dataset(key(store, version), _store=store)
    return held


def answer(
    version: int, reader: Reader, question: str, args: tuple[Any, ...], *, _store: Store
) -> Any:
    """The answer of `access.answer` to a function of `analytics.queries`. A frame is the caller's
    own: what is done to it touches no other reader's."""
    asked = key(_store, version, reader, question, args)
    held = _answer(asked, _reader=reader, _question=question, _args=args, _store=_store)
    # pandas copies on write: a shallow copy costs next to nothing, and is as safe as a deep one.
    return held.copy(deep=False) if hasattr(held, "columns") else held


@st.cache_data(max_entries=500, show_spinner=False)
def found(
    asked: bytes, *, _function: Callable[..., Any], _with: tuple[Any, ...], _args: tuple[Any, ...]
) -> Any:
    """What `_function` finds with `_with` (session, or reader and store) and `_args`; `asked` is
    the `key` that tells it apart. A copy for each who asks."""
    return _function(*_with, *_args)


# Resources, not data: unpickling a frame at each click would be most of what an answer costs.
@st.cache_resource(max_entries=1000, show_spinner=False)
def _answer(
    asked: bytes, *, _reader: Reader, _question: str, _args: tuple[Any, ...], _store: Store
) -> Any:
    held = access.answer(_reader, _store, getattr(queries, _question), *_args)
    if hasattr(held, "columns"):
        _ = held.columns.is_unique  # makes what finds a column, before threads share it
    return held


@st.cache_resource(max_entries=4, show_spinner=False)
def _dataset(asked: bytes, *, _store: Store) -> Dataset:
    with _store.cursor() as cursor:
        return queries.dataset(cursor)
