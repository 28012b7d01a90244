"""`python -m benchmarks.simulation`: how the product's statements about departments hold on
organisations whose truth is known, beside the usual methods in the same run.

`--write` puts the tables into docs/methods.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.stats.comparison import compare
from analytics.stats.measures import DAYS, SPELLS
from analytics.stats.uncertainty import rates
from analytics.stats.verdict import together
from benchmarks import run_charts
from benchmarks.workforce import PROCESSES, WORKING_DAYS, Process, Workforce, raised, workforce

METHODS = Path(__file__).resolve().parent.parent / "docs" / "methods.md"
MARKS = ("<!-- simulation -->", "<!-- end of simulation -->")
SIZES = (20, 30, 50, 75, 100, 200, 500)
DEPARTMENTS = tuple((20, 30, 40, 50, 60, 80, 100, 120, 150, 200)[n % 10] for n in range(30))
FEW = (100,) * 5
TIMES = 1.6  # the planted rate over the others
Drawn = Sequence[tuple[Workforce, int]]


def people(drawn: Drawn, rng: np.random.Generator) -> pd.DataFrame:
    """Departments of so many people each, as `queries.person_days` gives them."""
    picks = [(force, rng.integers(0, len(force.lost), size)) for force, size in drawn]
    units = np.repeat([f"{n:03}" for n in range(len(drawn))], [size for _, size in drawn])
    frame = pd.DataFrame(
        {
            "unit_id": units,
            "employee_key": np.arange(len(units)).astype(str),
            "lost_days": np.concatenate([force.lost[pick] for force, pick in picks]),
            "agreed_days": np.concatenate([force.agreed[pick] for force, pick in picks]),
            "spells": np.concatenate([force.spells[pick] for force, pick in picks]),
        }
    )
    frame["fte_years"] = frame["agreed_days"] / WORKING_DAYS
    return pd.concat([frame, frame.assign(unit_id="")], ignore_index=True)


def coverage(process: Process, size: int, staff: int, runs: int, seed: int = 2) -> pd.Series:
    """How often 95 % intervals of departments of `size` in organisations of `staff` people hold
    the true rate: the product's, one from days as independent trials, and one from the persons
    of the department alone (normal)."""
    force, rng = workforce(process), np.random.default_rng(seed)
    units = max(1, staff // size)
    held = [_held(people([(force, size)] * units, rng), force.rate) for _ in range(runs)]
    return pd.concat(held).mean()


def _held(persons: pd.DataFrame, truth: float) -> pd.DataFrame:
    found = rates(persons).query("unit_id != ''").set_index("unit_id")
    frame = persons[persons["unit_id"] != ""]
    sums = frame.groupby("unit_id")[["lost_days", "agreed_days"]].sum()
    share = sums["lost_days"] / sums["agreed_days"]
    by_days = (share * (1 - share) / sums["agreed_days"]) ** 0.5
    n = frame.groupby("unit_id").size()
    rest = frame["lost_days"] - frame["unit_id"].map(share) * frame["agreed_days"]
    square = (rest**2).groupby(frame["unit_id"]).sum() * n / (n - 1)
    by_person = square**0.5 / sums["agreed_days"]
    return pd.DataFrame(
        {
            "product": (found["low"] <= 100 * truth) & (100 * truth <= found["high"]),
            "days": (share - truth).abs() <= 1.96 * by_days,
            "person": (share - truth).abs() <= 1.96 * by_person,
        }
    )


def flagged(persons: pd.DataFrame) -> pd.DataFrame:
    """Which departments stand out, by day counts, spell counts, either (the product's verdict),
    and outside the three-sigma limits of an ordinary p-chart of days."""
    units = sorted(set(persons["unit_id"]) - {""})
    verdicts = together(compare(persons, units, DAYS), compare(persons, units, SPELLS))
    verdicts = verdicts.set_index("unit_id")
    days = persons[persons["unit_id"] != ""].groupby("unit_id")[["lost_days", "agreed_days"]].sum()
    whole = days["lost_days"].sum() / days["agreed_days"].sum()
    sigma = (whole * (1 - whole) / days["agreed_days"]) ** 0.5
    return pd.DataFrame(
        {
            "days": verdicts["because"].isin(["days", "both"]),
            "spells": verdicts["because"].isin(["spells", "both"]),
            "product": verdicts["verdict"] == "stands_out",
            "p_chart": (days["lost_days"] / days["agreed_days"] - whole).abs() > 3 * sigma,
        }
    )


def null(
    process: Process, runs: int, sizes: Sequence[int] = DEPARTMENTS, seed: int = 3
) -> pd.Series:
    """Mean number of departments said to stand out among identical ones of these sizes."""
    force, rng = workforce(process), np.random.default_rng(seed)
    drawn = [(force, size) for size in sizes]
    return pd.DataFrame([flagged(people(drawn, rng)).sum() for _ in range(runs)]).mean()


def planted(
    process: Process,
    size: int,
    part: str,
    runs: int,
    sizes: Sequence[int] = DEPARTMENTS,
    seed: int = 4,
) -> pd.Series:
    """How often a department of `size` with 1.6 times the others' rate for twelve months is said
    to stand out, in place of the first of `sizes`; and `others`: how many others are, wrongly."""
    force, rng = workforce(process), np.random.default_rng(seed)
    other = workforce(raised(process, TIMES, part), seed=7)
    drawn = [(other, size), *((force, n) for n in sizes[1:])]
    found = [flagged(people(drawn, rng)) for _ in range(runs)]
    return pd.DataFrame(
        [
            frame.iloc[0].astype(float).to_dict() | {"others": frame["product"].iloc[1:].sum()}
            for frame in found
        ]
    ).mean()


def table(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """A Markdown table."""
    cells = [list(heading), *map(list, rows)]
    lines = ["| " + " | ".join(map(str, line)) + " |" for line in cells]
    return [lines[0], "|" + "---|" * len(cells[0]), *lines[1:], ""]


def share(value: float) -> str:
    return f"{100 * value:.1f} %"


def report(runs: int = 200) -> list[str]:
    """The lines of all tables."""
    return [
        "How often a 95 % interval holds the true rate, twelve months:",
        "",
        *table(
            ("process", "people", "Nærvær", "persons alone", "days as trials"), _coverages(runs)
        ),
        "The same for departments of 30 in small organisations (process `usual`):",
        "",
        *table(
            ("people in the organisation", "Nærvær"),
            (
                (n, share(coverage(PROCESSES["usual"], 30, n, 90 * runs // n)["product"]))
                for n in (60, 150, 300, 600)
            ),
        ),
        f"Departments said to stand out where all are identical, mean of {runs} runs:",
        "",
        *table(
            ("process", "departments", "Nærvær", "by days", "by spells", "3-sigma p-chart of days"),
            _nulls(runs),
        ),
        f"How often a department with {TIMES} × the rate for 12 months is found:",
        "",
        *table(
            ("process", "by", "departments", "people", "Nærvær", "by days", "by spells", "others"),
            _powers(runs // 2),
        ),
        _run_chart_title(3 * runs // 2),
        "",
        *table(
            ("process", "people", "single months", "three months", "Nærvær", "rise found"),
            run_charts.rows(3 * runs // 2),
        ),
    ]


def _run_chart_title(units: int) -> str:
    return (
        f"Run charts of three years that signal, of {units} units where nothing happens; and where "
        f"spells begin {run_charts.RISE} times as often in the second half:"
    )


def _coverages(runs: int) -> Iterable[tuple[object, ...]]:
    for name, process in PROCESSES.items():
        for size in SIZES:
            staff = max(2000, 10 * size)
            found = coverage(process, size, staff, 15 * runs * size // staff)
            yield (name, size, *(share(found[key]) for key in ("product", "person", "days")))


def _nulls(runs: int) -> Iterable[tuple[object, ...]]:
    for name, process in PROCESSES.items():
        for sizes in (DEPARTMENTS, FEW):
            found = null(process, runs, sizes)
            kinds = ("product", "days", "spells", "p_chart")
            yield (name, len(sizes), *(f"{found[key]:.2f}" for key in kinds))


def _powers(runs: int) -> Iterable[tuple[object, ...]]:
    cases = [(DEPARTMENTS, "onsets"), (DEPARTMENTS, "median"), (FEW, "onsets")]
    for name, process in PROCESSES.items():
        for sizes, part in cases:
            for size in (100, 200):
                found = planted(process, size, part, runs, sizes)
                shares = (share(found[key]) for key in ("product", "days", "spells"))
                said = {"onsets": "more spells", "median": "longer spells"}[part]
                yield (name, said, len(sizes), size, *shares, f"{found['others']:.2f}")


def main(arguments: list[str]) -> None:
    lines = report()
    print("\n".join(lines))
    if "--write" in arguments:
        text = METHODS.read_text(encoding="utf-8")
        before, after = text.split(MARKS[0])[0], text.split(MARKS[1])[1]
        body = "\n".join([MARKS[0], "", *lines, MARKS[1]])
        METHODS.write_text(before + body + after, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
