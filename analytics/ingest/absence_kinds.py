"""The type column of an absence file: what each row is, and what is left out for what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from analytics.domain.absence import AbsenceType
from analytics.errors import ImportRefused
from analytics.i18n import N_
from analytics.ingest import absence_types, synonyms
from analytics.ingest.absence_types import DIAGNOSIS, IGNORE, UNKNOWN
from analytics.ingest.reading import Decision, Problem
from analytics.ingest.table import Array, Coded, Flags, missing
from analytics.ingest.typed import Source, plain

NOT_ABSENCE = N_("not absence")
UNMAPPED = N_("unmapped absence type")
HEALTH = N_("health reason, not kept")
NO_TYPE = N_("The kind of absence is missing. Fill it in and upload the file again.")
ASK = N_(
    "«%(code)s» (rows: %(count)s) is not a known kind of absence, so its rows are left out. Choose "
    "what it means, and upload again."
)
ASSUMED = {
    AbsenceType.SELF_CERTIFIED: N_(
        "«%(code)s» (rows: %(count)s) is taken for self-certified sickness."
    ),
    AbsenceType.DOCTOR_CERTIFIED: N_(
        "«%(code)s» (rows: %(count)s) is taken for certified sickness."
    ),
    AbsenceType.SICK: N_(
        "«%(code)s» (rows: %(count)s) is taken for sickness, unknown who certified."
    ),
    AbsenceType.CHILD_SICK: N_("«%(code)s» (rows: %(count)s) is taken for a sick child."),
    AbsenceType.LEAVE: N_("«%(code)s» (rows: %(count)s) is taken for leave without pay."),
    AbsenceType.HOLIDAY: N_("«%(code)s» (rows: %(count)s) is taken for holiday."),
    AbsenceType.OTHER: N_("«%(code)s» (rows: %(count)s) is taken for other leave."),
    IGNORE: N_("«%(code)s» (rows: %(count)s) is taken for no absence."),
}
TOO_MANY = N_(
    "«%(column)s» holds %(count)s different texts, too many to be kinds of absence. Choose another "
    "column for the kind of absence, or export it with codes or short words."
)
ALL_SICK = N_("The file has no column with the kind of absence; all rows are taken for sickness.")


@dataclass(frozen=True)
class Kinds:
    """Per row the type ("" when unknown) and the code or word that says so."""

    types: Array
    labels: Array
    summary: Mapping[str, tuple[str, int]]
    decisions: tuple[Decision, ...]
    shows_health: bool

    def among(self, types: Iterable[AbsenceType]) -> Flags:
        """Which rows are of one of `types`."""
        flags = np.zeros(len(self.types), dtype=bool)
        for kind in types:
            flags |= self.types == str(kind)
        return flags


def read(source: Source) -> Kinds:
    """What each row is; rows that are no absence, unknown or a diagnosis become ignored.

    Raises ImportRefused for a column with more different texts than there are kinds.
    """
    text, code = source.columns.get("absence_type"), source.columns.get("absence_code")
    if text is None:
        return _all_sick(source)
    if len(text.cells) > absence_types.MOST_KINDS:
        header = source.columns.header("absence_type")
        raise ImportRefused(TOO_MANY, column=header, count=len(text.cells))
    if code is not None and len(code.cells) > absence_types.MOST_KINDS:
        code = None  # numbers of cases, each its own
    types, sure = _judge(source, text)
    labels = source.texts("absence_type", "absence_code")
    if code is not None:
        by_code, code_sure = _judge(source, code)
        settled = _settled(source, code) & ~_settled(source, text)
        instead = settled | (types == UNKNOWN)
        types = np.where(instead, by_code, types)
        sure = np.where(instead, code_sure & settled, sure)
    shows_health = bool((types == DIAGNOSIS).any())
    source.outcomes.ignore(types == DIAGNOSIS, HEALTH)
    source.outcomes.ignore(types == IGNORE, NOT_ABSENCE)
    summary, firsts = _summary(types, labels)
    _ask(source, summary, firsts)
    blank = missing(labels)
    source.outcomes.ignore((types == UNKNOWN) & ~blank, UNMAPPED)
    unsure = {str(labels[row]) for row in firsts.values() if not sure[row]}
    return Kinds(types, labels, summary, _assumed(summary, unsure), shows_health)


def check(source: Source, kinds: Kinds) -> None:
    """Quarantine rows that do not say what they are."""
    at = source.at("absence_type")
    if at is not None:
        source.outcomes.quarantine(missing(kinds.labels), at, NO_TYPE)


def _judge(source: Source, column: Coded) -> tuple[Array, Array]:
    words = [plain(cell) for cell in column.cells]
    verdicts = absence_types.judge(words, source.memory.types)
    types = column.spread([str(verdicts[word].type) for word in words], UNKNOWN)
    return types, column.spread([verdicts[word].sure for word in words], False, bool)


def _settled(source: Source, column: Coded) -> Array:
    settled = {synonyms.normalise(code) for code in source.memory.types}
    return column.flag(lambda cell: synonyms.normalise(plain(cell)) in settled)


def _summary(types: Array, labels: Array) -> tuple[dict[str, tuple[str, int]], dict[str, int]]:
    """Code → (type, rows) and code → first row; without what tells of somebody's health."""
    coded = Coded.of(labels.tolist())
    counts = np.bincount(coded.codes[~coded.blank], minlength=len(coded.cells))
    found, firsts = np.unique(coded.codes, return_index=True)
    first = dict(zip(found.tolist(), firsts.tolist(), strict=True))
    rows = {str(cell): first[n] for n, cell in enumerate(coded.cells)}
    shown = {label: row for label, row in rows.items() if types[row] != DIAGNOSIS}
    by_label = dict(zip((str(cell) for cell in coded.cells), counts.tolist(), strict=True))
    return {label: (str(types[row]), by_label[label]) for label, row in shown.items()}, shown


def _ask(source: Source, summary: Mapping[str, tuple[str, int]], firsts: Mapping[str, int]) -> None:
    """One problem for each code nobody knows."""
    table, at = source.columns.table, source.at("absence_type")
    header = None if at is None else table.headers[at]
    for label, (kind, count) in summary.items():
        if kind == UNKNOWN:
            row = firsts[label]
            place = str(table.row_sheets.cell(row)), int(table.row_numbers[row])
            said = {"code": label, "count": count}
            source.outcomes.problems.append(
                Problem(*place, header, label, ASK, said, blocking=False)
            )


def _assumed(summary: Mapping[str, tuple[str, int]], unsure: set[str]) -> tuple[Decision, ...]:
    options = (*(str(kind) for kind in AbsenceType), IGNORE)
    return tuple(
        Decision(
            f"type:{label}", ASSUMED[kind], {"code": label, "count": count},
            kind, options, sure=False,
        )
        for label, (kind, count) in summary.items()
        if label in unsure and kind in ASSUMED
    )  # fmt: skip


def _all_sick(source: Source) -> Kinds:
    rows = len(source.columns.table)
    types = np.full(rows, str(AbsenceType.SICK), dtype=object)
    decision = Decision("type", ALL_SICK, {}, str(AbsenceType.SICK), sure=False)
    return Kinds(types, np.full(rows, "", dtype=object), {}, (decision,), False)
