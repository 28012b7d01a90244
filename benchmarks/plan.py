"""Which subjects belong to which size."""

from __future__ import annotations

from functools import partial

from benchmarks import clicks, rivals, subjects
from benchmarks.population import Size
from benchmarks.subjects import Measure

ALL = tuple(subjects.NAMES)
USUAL = tuple(way for way in ALL if way != "rows")  # a date_range for each of two million: minutes
# Passes that lie in memory are over before they can be timed.
FEW = tuple(way for way in USUAL if way not in ("compiled", "resolved"))
FEWEST = ("store", "usual", "rows", "pandas", "every")
BY_EMPLOYEES = tuple(
    Size(employees, 5, employees // 100 if employees < 100_000 else 1_000)
    for employees in (5_000, 50_000, 500_000)
)
BY_YEARS = tuple(Size(50_000, years, 500) for years in (2, 5, 10))

# By size, then by subject; the word before the number is what `--only` takes.
PLAN: dict[str, dict[str, Measure]] = {
    "small": {
        "facts 400": partial(subjects.facts, "facts 400", subjects.HUNDREDS, FEWEST, 3),
        "facts 5000": partial(subjects.facts, "facts 5000", subjects.THOUSANDS, FEW, 3),
        "import 10000": partial(subjects.workbook, "import 10000", 10_000, 3, (None, None)),
    },
    "usual": {
        "facts 50000": partial(subjects.facts, "facts 50000", subjects.USUAL, USUAL, 3),
        "limits 50000": partial(
            subjects.limits, "limits 50000", subjects.USUAL, ("250MB", "500MB", "1GB")
        ),
        "growth years": partial(
            subjects.growth, "growth years", "Growth with the years", BY_YEARS, "years", 1.05
        ),
        "month 50000": partial(subjects.month, "month 50000", subjects.USUAL),
        "import 100000": partial(subjects.workbook, "import 100000", 100_000, 3, (4, None)),
        "patterns 50000": partial(subjects.patterns, "patterns 50000"),
    },
    "large": {
        "growth employees": partial(
            subjects.growth, "growth employees", "Growth with the employees", BY_EMPLOYEES,
            "employees", 1.05,
        ),
        "limits 500000": partial(subjects.limits, "limits 500000", BY_EMPLOYEES[-1], ("1GB",)),
        "import 1000000": partial(subjects.workbook, "import 1000000", 1_000_000, 1, (None, 1_536)),
    },
    "pages": {
        "pages 50000": partial(clicks.server, "pages 50000", 50_000, 10),
        "pages 50000 browser": partial(clicks.waits, "pages 50000 browser", 50_000, 10),
        "readers 50000": partial(clicks.crowd, "readers 50000", 50_000, 10),
        "paint 5000": partial(clicks.paint, "paint 5000", 5_000, 5),
        "upload 100000": partial(rivals.upload, "upload 100000", 100_000, 3),
    },
    "peers": {
        "peers 5000": partial(rivals.frameworks, "peers 5000", 5_000, 5),
    },
    "norway": {
        "norway": partial(subjects.norway, "norway", "350MB", 3),
    },
}  # fmt: skip


def chosen(sizes: list[str], only: list[str]) -> dict[str, Measure]:
    """The subjects of these sizes; of these kinds alone, where any are named."""
    found = {name: measure for size in sizes for name, measure in PLAN[size].items()}
    return {name: measure for name, measure in found.items() if not only or name.split()[0] in only}
