"""What a rule came to, and what that stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Whether a condition holds; `undetermined` where the registrations do not tell."""

    MET = "met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Assessment:
    """One rule held against one person.

    `evidence`: the dates (date) and numbers the outcome stands on; `reference`: the law or the
    practice; `source`: where its wording or number was read.
    """

    rule: str
    outcome: Outcome
    evidence: Mapping[str, object]
    reference: str
    source: str


def outcome(holds: bool) -> Outcome:
    """MET or NOT_MET."""
    return Outcome.MET if holds else Outcome.NOT_MET
