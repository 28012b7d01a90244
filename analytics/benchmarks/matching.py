"""Like with like: our rates beside SSB's unadjusted ones of the same time, industry and kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.benchmarks.tables import ALL, ALL_INDUSTRIES, BOTH, TOTAL, BenchmarkError
from analytics.benchmarks.verdict import Verdict, verdict
from analytics.domain.absence import Definition
from analytics.i18n import N_, Translate, day

KINDS = frozenset({TOTAL, "self_certified", "doctor_certified"})
OLD_VINTAGE = "before_June2022_revision"


@dataclass(frozen=True)
class Like:
    """Which of SSB's rates to compare with: industry as SSB codes it (`86-88`), sector, and who
    certified the absence where the rates do not say it themselves."""

    industry: str = ALL_INDUSTRIES
    sector: str = ALL
    certification: str = TOTAL


def match(
    rates: pd.DataFrame,
    benchmark: pd.DataFrame,
    like: Like | None = None,
    *,
    definition: Definition = Definition.COMPARABLE,
    span: str | None = None,
    translate: Translate = N_,
) -> pd.DataFrame:
    """`rates` (as `queries.rates` gives them) with SSB's rate beside each row.

    The time is the row's `span`, or `span` where the table has one: a quarter (`2025K2`) or a
    year; months and other stretches have no benchmark. A `part` that is a certification or a sex
    is met by SSB's same. An optional column `half_width` (percentage points) sharpens the verdict.
    Added: `benchmark_pct` and `difference` (percentage points, NaN without), `verdict`, `vintage`,
    `source_line` and `source_url`.

    Raises BenchmarkError for the internal definition, which SSB's rates cannot be held against.
    """
    if definition is not Definition.COMPARABLE:
        raise BenchmarkError(
            N_(
                "SSB's figures are made by the comparable definition. Choose it to compare; the "
                "internal rate is about a tenth higher for the same absence."
            )
        )
    wanted = _keys(rates, like or Like(), span)
    theirs = _candidates(benchmark, wanted, translate)
    found = wanted.merge(theirs, how="left", on=list(wanted.columns)).set_index(rates.index)
    out = rates.assign(
        benchmark_pct=found["value_pct"],
        difference=rates["rate"] - found["value_pct"],
        vintage=found["vintage"].fillna(""),
        source_line=found["source_line"].fillna(""),
        source_url=found["source"].fillna(""),
    )
    return out.assign(verdict=_verdicts(out))


def source_line(row: pd.Series, translate: Translate) -> str:
    """`Kilde: SSB, tabell 12439, 2025K2. Hentet 21.11.2026.`, as the licence (CC BY 4.0) asks."""
    values = {
        "publisher": row["publisher"],
        "table": row["table"],
        "period": row["period"],
        "day": day(date.fromisoformat(row["fetched_at"])),
    }
    if row["table"]:
        text = N_("Source: SSB, table %(table)s, %(period)s. Fetched %(day)s.")
    else:
        text = N_("Source: %(publisher)s, sickness absence %(period)s. Fetched %(day)s.")
    return translate(text) % values


def _keys(rates: pd.DataFrame, like: Like, span: str | None) -> pd.DataFrame:
    """What SSB's row must say to be like each of ours; nothing matches an unknown part."""
    part = rates["part"] if "part" in rates else pd.Series("", index=rates.index)
    kind = part.where(part.isin(KINDS | {"sick"}), like.certification)
    sex = part.where(~part.isin(KINDS | {"sick", ""}), BOTH)
    return pd.DataFrame(
        {
            "period": rates["span"] if span is None else span,
            "industry": like.industry,
            "sector": like.sector,
            "certification": kind,
            "sex": sex,
        },
        index=rates.index,
    )


def _candidates(
    benchmark: pd.DataFrame, wanted: pd.DataFrame, translate: Translate
) -> pd.DataFrame:
    """One row per kind of rate of the times `wanted`: the unadjusted one, of the newest revision
    and fetch."""
    keys, times = list(wanted.columns), set(wanted["period"])
    plain = benchmark[[each in times for each in benchmark["period"]]]
    plain = plain[(plain["adjustment"] == "none") & (plain["occupation"] == ALL)]
    ordered = plain.assign(revised=plain["vintage"] != OLD_VINTAGE).sort_values(
        ["revised", "fetched_at", "published"], kind="stable"
    )
    best = ordered.drop_duplicates(keys, keep="last")
    lines = [source_line(row, translate) for _, row in best.iterrows()]
    return best[[*keys, "value_pct", "vintage", "source"]].assign(
        source_line=pd.Series(lines, best.index, dtype="str")
    )


def _verdicts(out: pd.DataFrame) -> list[Verdict]:
    half = out["half_width"] if "half_width" in out else pd.Series(float("nan"), index=out.index)
    columns = (out["rate"], out["benchmark_pct"], out["persons"], half)
    return [
        verdict(rate, theirs, persons=persons, half_width=width)
        for rate, theirs, persons, width in zip(*columns, strict=True)
    ]
