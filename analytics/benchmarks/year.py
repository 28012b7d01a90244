"""A year against the benchmark: four quarters in a row, both sides the same mix of seasons."""

from __future__ import annotations

import pandas as pd

from analytics.benchmarks.verdict import verdict

QUARTERS = 4


def four_quarters(matched: pd.DataFrame, *, half_width: float | None = None) -> pd.DataFrame:
    """One row over four matched quarters of one unit: `span`, `lost_days`, `agreed_days`, `rate`
    (sum over sum, per cent), `persons` (of the largest quarter), `benchmark_pct` (SSB's quarters
    weighted by our agreed days, so that both are the same mix of seasons), and the rest of
    `match`. NaN and no benchmark unless four quarters in a row have one (as at NAV).
    `half_width` of the year's interval (percentage points) sharpens the verdict.
    """
    rows = matched.sort_values("span")
    spans = list(rows["span"])
    agreed = rows["agreed_days"].sum(skipna=False)
    whole = agreed if agreed > 0 and _four_in_a_row(spans) else float("nan")
    # A quarter without a figure makes the whole year unknown: nothing is filled in.
    rate = 100 * rows["lost_days"].sum(skipna=False) / (agreed if agreed > 0 else float("nan"))
    theirs = (rows["benchmark_pct"] * rows["agreed_days"]).sum(skipna=False) / whole
    persons = rows["persons"].max()
    year = {
        "span": "–".join(dict.fromkeys([*spans[:1], *spans[-1:]])),
        "lost_days": rows["lost_days"].sum(skipna=False),
        "agreed_days": agreed,
        "rate": rate,
        "persons": persons,
        "benchmark_pct": theirs,
        "difference": rate - theirs,
        "verdict": verdict(rate, theirs, persons=persons, half_width=half_width),
        "vintage": ", ".join(sorted(set(rows["vintage"]) - {""})),
        "source_line": "; ".join(line for line in dict.fromkeys(rows["source_line"]) if line),
    }
    return pd.DataFrame([year])


def _four_in_a_row(spans: list[str]) -> bool:
    if len(spans) != QUARTERS or not all("K" in span for span in spans):
        return False
    numbers = [int(span[:4]) * QUARTERS + int(span[5:]) for span in spans]
    return numbers == list(range(numbers[0], numbers[0] + QUARTERS))
