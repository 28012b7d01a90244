"""NAV's application form: its fields in its order, and its own checks, so that what is written
here is accepted there. The form and its words are data: `data/cases/application_form.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from analytics.cases import entries
from analytics.cases.said import Said, said
from analytics.i18n import N_
from analytics.settings import DATA

FILE = DATA / "cases" / "application_form.toml"


@dataclass(frozen=True)
class Field:
    """One field: NAV's key, the part of the form it stands in, label, help and rule; `messages`:
    NAV's own words for what is wrong, by the kind of fault."""

    key: str
    part: str
    label: str
    rule: str
    help: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field. NAV's own words are Norwegian in every language."""

    field: Field
    told: Said


@cache
def fields() -> tuple[Field, ...]:
    """The fields in NAV's order."""
    known = ("key", "part", "label", "rule", "help")
    return tuple(
        Field(
            **{key: entry[key] for key in known if key in entry},
            messages={key: text for key, text in entry.items() if key not in known},
        )
        for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["field"]
    )


def faults(answers: Mapping[str, str], today: date) -> list[Fault]:
    """Everything NAV would refuse in the answers (by NAV's keys), in the order of the form; []
    when it can be sent."""
    found = ((one, fault(one, answers.get(one.key, ""), today)) for one in fields())
    return [Fault(one, told) for one, told in found if told is not None]


def fault(one: Field, answer: str, today: date) -> Said | None:
    """What NAV would refuse in one answer; None when it is accepted."""
    rule, text = RULES[one.rule], answer.strip()
    if one.rule == "automatic":
        return None
    if not text:
        generic = said(N_("Fill in «%(field)s»."), field=one.label)
        told = one.messages.get("empty") or one.messages.get("bad")
        return said(told) if told else generic
    unclean = entries.unclean(answer)
    if unclean is not None:
        return unclean
    kind = rule(text, today)
    if kind is None:
        return None
    if kind in one.messages:
        return said(one.messages[kind])
    return said(N_("«%(field)s» is not filled in as NAV asks. Write it anew."), field=one.label)


RULES: dict[str, Callable[[str, date], str | None]] = {
    "confirmed": entries.confirmed,
    "automatic": entries.anything,
    "text": entries.anything,
    "nine_digits": entries.digits(9),
    "eight_digits": entries.digits(8),
    "email": entries.email,
    "national_id": entries.national_id,
    "hours": entries.hours,
    "amount": entries.amount,
    "start": entries.start,
}
