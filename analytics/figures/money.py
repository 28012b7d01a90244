"""Kroner in words: estimates are told with two figures, amounts with all of theirs."""

from __future__ import annotations

from decimal import Decimal

from analytics.cost import Range
from analytics.figures.wording import Words
from analytics.i18n import N_, number

MILLION = Decimal(1_000_000)


def rounded(value: Decimal) -> Decimal:
    """`value` (kroner) with its two first figures; an estimate knows no more."""
    return value if not value else value.quantize(Decimal(1).scaleb(value.adjusted() - 1))


def exactly(value: Decimal, words: Words) -> str:
    """`4 700 kroner`."""
    return words.translate(N_("%(amount)s kroner")) % {"amount": number(value, 0, words.language)}


def short(value: Decimal, words: Words) -> str:
    """`7,5 mill. kr`, `340 000 kr`: the same where there is little room."""
    told = rounded(value)
    if told < MILLION:
        return words.translate(N_("NOK %(amount)s")) % {"amount": number(told, 0, words.language)}
    return words.translate(N_("NOK %(amount)s million")) % {"amount": _millions(told, words)}


def between(amounts: Range, words: Words) -> str:
    """`200 000 kroner to 1,2 million kroner`, or `from nothing to …`."""
    if not amounts.low:
        text = words.translate(N_("from nothing to %(high)s"))
        return text % {"high": _amount(amounts.high, words)}
    return words.translate(N_("%(low)s to %(high)s")) % {
        "low": _amount(amounts.low, words),
        "high": _amount(amounts.high, words),
    }


def _amount(value: Decimal, words: Words) -> str:
    told = rounded(value)
    if told < MILLION:
        return exactly(told, words)
    return words.translate(N_("%(amount)s million kroner")) % {"amount": _millions(told, words)}


def _millions(told: Decimal, words: Words) -> str:
    return number(told / MILLION, 1 if told < 10 * MILLION else 0, words.language)
