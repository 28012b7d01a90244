"""What a person has to decide about a file: with nobody there, such a file waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analytics.errors import ImportRefused, ReaderError
from analytics.i18n import N_
from analytics.ingest.bring import Outcome, Prepared
from analytics.ingest.reading import Decision, Kind, Reading
from analytics.ingest.refusals import REFUSALS, PasswordNeeded

MANY = 20  # one row in so many that cannot be used, or that share days, is a fault of the file
# What hangs on the values of one file, and not on the shape that somebody has confirmed.
_OF_VALUES = ("date_order", "end", "type", "month", "measure", "formulas")

SHAPE, REFUSED, PASSWORD, MISSING = "shape", "refused", "password", "missing"
HELD, CONFLICTS, DATES, TYPES = "held", "conflicts", "dates", "types"
READINGS, UNDONE, LINK, FAULT = "readings", "undone", "link", "fault"

_BY_HAND = N_("Open Import in Nærvær, choose the file, look at how it is read, and confirm.")
_AGAIN = N_("Export it again from the payroll system and put it in the inbox.")
WORDS: Mapping[str, tuple[str, str]] = {
    SHAPE: (
        N_("Nobody has imported a file with these columns yet, so nobody has said what they mean."),
        N_(
            "Open Import in Nærvær, choose the file, look at how it is read, and confirm. Files "
            "with the same columns are read in by themselves from then on."
        ),
    ),
    REFUSED: (N_("The file could not be read."), _AGAIN),
    PASSWORD: (
        N_("The file is protected by a password."),
        N_("Open Import in Nærvær, choose the file and enter the password."),
    ),
    MISSING: (
        N_(
            "%(missing)s of the %(covered)s rows that are here already are not in the file: it "
            "looks like an extract."
        ),
        N_(
            "Export the whole period and put it in the inbox, or open Import in Nærvær, choose "
            "the file, and say whether the missing rows are to go."
        ),
    ),
    HELD: (
        N_("%(held)s of %(read)s rows cannot be used as they stand."),
        N_(
            "Open Import in Nærvær and choose the file: it says what is wrong with each row, and "
            "gives a file to correct them in. Employees who are new are imported first."
        ),
    ),
    CONFLICTS: (
        N_("%(overlapping)s of %(read)s rows share days with another row of the same person."),
        _BY_HAND,
    ),
    DATES: (N_("The dates can be read with the day first or with the month first."), _BY_HAND),
    TYPES: (
        N_("The file has kinds of absence that nobody has explained yet."),
        N_("Open Import in Nærvær, choose the file, and say what they mean. It is remembered."),
    ),
    READINGS: (N_("Something in the file can be read in more than one way."), _BY_HAND),
    UNDONE: (
        N_("This very file was imported before, and the import was undone."),
        N_("Import it by hand if it is to come in after all."),
    ),
    LINK: (
        N_("It was no ordinary file but a link or a device. It was not opened, and was removed."),
        N_("Put the file itself in the inbox."),
    ),
    FAULT: (
        N_("Nærvær failed while it read the file. The file lies in the inbox still."),
        N_("Try it on Import in Nærvær, and tell whoever looks after the server."),
    ),
}


@dataclass(frozen=True)
class Reason:
    """Why a file waits: a code of `WORDS`, and the counts that fill its places. `more` is one more
    sentence about the file; there is nothing personal in any of it."""

    code: str
    values: Mapping[str, int] = field(default_factory=dict)
    more: ReaderError | None = None

    def why(self, translate: Callable[[str], str]) -> str:
        """The reason in the reader's language."""
        said = translate(WORDS[self.code][0]) % dict(self.values)
        return said if self.more is None else f"{said} {self.more.text(translate)}"

    def what_to_do(self, translate: Callable[[str], str]) -> str:
        """What to do about it, in the reader's language."""
        return translate(WORDS[self.code][1])


def refused(error: ReaderError) -> Reason:
    """Why a file that cannot be read waits. Of refusals only those of the gate are quoted: others
    may name columns, and in a file without headings those are somebody's."""
    if isinstance(error, PasswordNeeded):
        return Reason(PASSWORD)
    quotable = isinstance(error, ImportRefused) and error.message in REFUSALS.values()
    return Reason(REFUSED, more=error if quotable else None)


def of_shape(prepared: Prepared) -> Reason | None:
    """The reason before anything is compared: the shape is unknown."""
    return None if prepared.remembered else Reason(SHAPE)


def of_content(outcome: Outcome) -> list[Reason]:
    """Everything a person has to decide about a file of a known shape; none where it may come in
    as by hand."""
    return list(_reasons(outcome))


def _reasons(outcome: Outcome) -> Iterator[Reason]:
    reading, change = outcome.prepared.reading, outcome.change
    held, read = reading.quarantined, reading.rows_read
    # Of an import that changes nothing no row is kept, nor is anybody told of its faulty ones.
    lost = held > 0 and change.import_id is None
    if held * MANY > read or not reading.rows_used or lost:
        yield Reason(HELD, {"held": held, "read": read})
    missing = change.count("missing")
    if missing and not change.removed_missing and not reading.partial:
        covered = missing + change.count("changed") + change.count("unchanged")
        yield Reason(MISSING, {"missing": missing, "covered": covered})
    overlapping = _overlapping(reading)
    if overlapping * MANY > read:
        yield Reason(CONFLICTS, {"overlapping": overlapping, "read": read})
    if any(kind == "" for kind, _ in reading.types.values()):
        yield Reason(TYPES)
    yield from map(Reason, dict.fromkeys(_unsettled(outcome.prepared)))


def _unsettled(prepared: Prepared) -> Iterator[str]:
    """The reasons for choices that this file leaves open and nobody has made."""
    memory = prepared.memory
    for decision in prepared.reading.decisions:
        about, _, name = decision.id.partition(":")
        chosen = decision.id in memory.choices or (about == "type" and name in memory.types)
        if about in _OF_VALUES and not decision.sure and not chosen and not _whole(decision):
            yield {"date_order": DATES, "type": TYPES}.get(about, READINGS)


def _whole(decision: Decision) -> bool:
    """Whether it is about a file without kinds of absence: that is its shape, and confirmed."""
    return decision.id == "type"


def _overlapping(reading: Reading) -> int:
    """Rows that begin before an earlier row of the same person has ended. Days are never counted
    twice; many of them are the sign of two exports put together."""
    if reading.kind is not Kind.ABSENCE or reading.rows.empty:
        return 0
    last = pd.Timestamp(reading.data_through)
    rows = pd.DataFrame(
        {
            "who": reading.rows["employee_key"].astype(str),
            "start": pd.to_datetime(reading.rows["start"]),
            "end": pd.to_datetime(reading.rows["end"]).fillna(last),
        }
    ).sort_values(["who", "start"], kind="stable")
    until = rows.groupby("who")["end"].transform(lambda ends: ends.cummax().shift())
    return int((rows["start"] <= until).sum())
