"""A file understood for a source, with what is remembered of files of its shape: once, for as long
as nothing changes that it hangs on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Kind, Memory, Reading
from analytics.ingest.register import Register
from analytics.ingest.understand import understand
from analytics.queries import employees
from analytics.store.connection import Store
from analytics.store.memory import recall


@dataclass(frozen=True)
class Settled:
    """What the caller decides beyond what is remembered; None leaves a choice open."""

    kind: Kind | None = None
    source: str | None = None
    memory: Memory = field(default_factory=Memory)
    export_date: date | None = None
    remove_missing: bool | None = None
    sheet: str | None = None  # the one sheet to read; never remembered, as files differ


@dataclass(frozen=True)
class Basis:
    """What a file is understood by beside its cells: what was settled by hand, the day, who is in
    the register (a digest), and what is `kept` of files of its `shape` (fingerprint and kind)."""

    settled: Settled
    today: date
    people: str
    shape: tuple[str, str]
    kept: tuple[str, Mapping[str, Any]] | None


@dataclass(frozen=True)
class Prepared:
    """A file read and understood for a source, not yet compared with anything."""

    reading: Reading
    source: str
    file_name: str
    file_hash: str
    memory: Memory
    remembered: bool
    remove_missing: bool | None
    basis: Basis


def prepare(
    store: Store,
    workbook: Workbook,
    data: bytes,
    *,
    today: date,
    settled: Settled | None = None,
    known: Prepared | None = None,
) -> Prepared:
    """Understand a workbook, with what is remembered of files of its shape; `known` is what it was
    understood as before, and is given back while that still holds."""
    settled, digest = settled or Settled(), hashlib.sha256(data).hexdigest()
    with store.cursor() as cursor:
        people = employees(cursor)
        who = _digest(people)
        if known is not None and (known.file_hash, known.file_name) == (digest, workbook.file_name):
            kept = recall(cursor, *known.basis.shape)
            if known.basis == Basis(settled, today, who, known.basis.shape, kept):
                return known
    register = Register.of(people)
    first = _understand(workbook, settled, settled.memory, register, today)
    shape = first.fingerprint, first.kind.value
    with store.cursor() as cursor:
        kept = recall(cursor, *shape)
    source, memory, reading = settled.source, settled.memory, first
    if kept is not None:
        source = source or kept[0]
        memory = _merged(Memory(**kept[1]), settled.memory)
        if memory != settled.memory:
            reading = _understand(workbook, settled, memory, register, today)
    return Prepared(
        reading=reading,
        source=source or reading.kind.value,
        file_name=workbook.file_name,
        file_hash=digest,
        memory=memory,
        remembered=kept is not None,
        remove_missing=False if reading.partial else settled.remove_missing,
        basis=Basis(settled, today, who, shape, kept),
    )


def _digest(people: Iterable[tuple[object, ...]]) -> str:
    digest = hashlib.sha256()
    for person in people:
        digest.update(repr(person).encode())
    return digest.hexdigest()


def _understand(
    workbook: Workbook, settled: Settled, memory: Memory, register: Register, today: date
) -> Reading:
    return understand(
        workbook,
        today=today,
        kind=settled.kind,
        memory=memory,
        register=register,
        export_date=settled.export_date,
        sheet=settled.sheet,
    )


def _merged(kept: Memory, now: Memory) -> Memory:
    return Memory(
        columns={**kept.columns, **now.columns},
        types={**kept.types, **now.types},
        choices={**kept.choices, **now.choices},
    )
