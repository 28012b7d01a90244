"""Over, under or like a benchmark: said only of units large enough to mean it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import pandas as pd

from analytics.i18n import N_

LARGE = 500  # people; below it a year's rate swings by more than a tenth by chance alone
UPPER, LOWER = Decimal("1.1"), Decimal("0.9")  # NAV, sykefravarsstatistikk: vurdering-utils


class Verdict(StrEnum):
    """How a rate stands to its benchmark."""

    OVER = "over"
    LIKE = "like"
    UNDER = "under"
    TOO_SMALL = "too_small"
    NO_BENCHMARK = "no_benchmark"


VERDICTS = {
    Verdict.OVER: N_("above comparable workplaces"),
    Verdict.LIKE: N_("like comparable workplaces"),
    Verdict.UNDER: N_("below comparable workplaces"),
    Verdict.TOO_SMALL: N_("too small to say"),
    Verdict.NO_BENCHMARK: N_("nothing to compare with"),
}


def traffic_light(rate: Decimal | float | str, benchmark: Decimal | float | str) -> Verdict:
    """Over 1.1 ×, under 0.9 ×, or like the benchmark. Looks at no size: see `verdict`.

    Source: NAV, navikt/sykefravarsstatistikk, vurdering-utils.
    """
    ours, theirs = Decimal(str(rate)), Decimal(str(benchmark))
    if ours > UPPER * theirs:
        return Verdict.OVER
    return Verdict.UNDER if ours < LOWER * theirs else Verdict.LIKE


def verdict(
    rate: float,
    benchmark: float,
    *,
    persons: float | None = None,
    half_width: float | None = None,
) -> Verdict:
    """NAV's traffic light where the unit is large enough to mean it.

    With the half width of the rate's interval (percentage points): over or under when the whole
    interval lies on that side of the benchmark, like when it is no wider than the tenth the rule
    allows. Without it: 500 people. Else too small to say. NaN in, no benchmark out.
    """
    if pd.isna(rate) or pd.isna(benchmark):
        return Verdict.NO_BENCHMARK
    light = traffic_light(rate, benchmark)
    if half_width is not None and not pd.isna(half_width):
        allowed = 0.1 * benchmark if light is Verdict.LIKE else abs(rate - benchmark)
        return light if half_width <= allowed else Verdict.TOO_SMALL
    large = persons is not None and not pd.isna(persons) and persons >= LARGE
    return light if large else Verdict.TOO_SMALL
