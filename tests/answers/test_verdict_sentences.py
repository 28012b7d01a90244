"""What is said of a unit's rate, in the words the verdicts are always given in."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.figures.verdicts import short, verdict, why
from analytics.figures.wording import HIDDEN, MISSING, Words

WORDS = Words("en")
NAN = float("nan")
ROW: dict[str, Any] = {
    "masked": False, "rate_rounded": 7.9, "rate": 7.9, "persons": 24, "agreed_days": 5000.0,
    "verdict": "ordinary", "few": False, "because": "", "differ": True, "above": 0.95,
    "low": 2.0, "high": 12.0, "own_low": 4.1, "own_high": 13.2,
    "rate_spells": 2.0, "low_spells": 1.0, "high_spells": 3.0,
}  # fmt: skip


def test_an_ordinary_rate_is_told_with_its_people_and_what_is_ordinary_for_them() -> None:
    said = verdict(ROW, WORDS, exact=True).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Within normal variation: 7.9 % – with 24 employees everything between 2.0 and 12.0 % is "
        "ordinary variation."
    )
    assert "20–49 employees" in verdict(ROW, WORDS, exact=False)
    assert short(ROW, WORDS) == "within normal variation"


def test_a_unit_that_stands_out_says_whether_by_days_or_by_how_often() -> None:
    days = ROW | {"verdict": "stands_out", "because": "days", "rate_rounded": 14.2}
    assert verdict(days, WORDS, exact=True).startswith("Stands out: 14.2")
    spells = ROW | {"verdict": "stands_out", "because": "spells", "rate_spells": 3.4}
    assert "3.4 absences per full-time year, where 1.0 to 3.0" in verdict(spells, WORDS, exact=True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"masked": True}, HIDDEN),
        ({"rate_rounded": NAN}, MISSING),
        ({"verdict": "too_little", "few": True, "persons": 12}, "too few to say anything"),
        ({"verdict": "too_little"}, "too little basis"),
    ],
)
def test_hidden_missing_too_few_and_too_little_are_four_things(
    change: dict[str, Any], said: str
) -> None:
    assert short(ROW | change, WORDS) == said


def test_the_posterior_is_told_in_words_unless_the_units_do_not_differ() -> None:
    assert any("very likely" in text and "above" in text for text in why(ROW, WORDS))
    assert any("as well lie above" in text for text in why(ROW | {"above": 0.5}, WORDS))
    alike = why(ROW | {"differ": False, "above": NAN}, WORDS)
    assert any("do not differ more than chance" in text for text in alike)
    assert not any("likely" in text for text in alike)
