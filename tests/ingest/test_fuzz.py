"""Whatever a file holds, the import ends as a reading that adds up or as one sentence."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.errors import ImportRefused
from analytics.ingest.grid import HIDDEN, VISIBLE, Cell, Sheet, Workbook
from analytics.ingest.reading import Kind
from analytics.ingest.understand import understand
from tests.faults.fuzz_imports import attempt, check, check_sentence
from tests.faults.long_cells import long_texts, patterns
from tests.faults.plausible_files import ODD, words
from tests.ingest.drawn import TODAY

FEW = settings(
    max_examples=120,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
WHOLE = 2**53
HEADINGS = st.sampled_from(words())
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from(ODD),
    HEADINGS,
    st.dates(),
    st.datetimes(),
    st.times(),
    st.booleans(),
    st.integers(-WHOLE, WHOLE),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A rectangle of any cells, mostly under known headings, with hidden and merged parts."""
    width, height = draw(st.integers(1, 7)), draw(st.integers(0, 9))
    head = draw(st.lists(HEADINGS | CELLS, min_size=width, max_size=width))
    body = st.lists(CELLS, min_size=width, max_size=width)
    rows = [head, *draw(st.lists(body, min_size=height, max_size=height))]
    row, column = st.integers(0, height), st.integers(0, width - 1)
    return Sheet(
        name=draw(st.sampled_from(["Ark1", "Januar ", "2025"])),
        rows=rows,
        first_row=draw(st.sampled_from([1, 7, 1_048_000])),
        visibility=draw(st.sampled_from([VISIBLE, VISIBLE, HIDDEN])),
        hidden_rows=draw(st.frozensets(row, max_size=3)),
        hidden_columns=draw(st.frozensets(column, max_size=2)),
        merged=tuple(draw(st.lists(_ranges(height, width), max_size=3))),
        uncomputed=draw(st.frozensets(st.tuples(row, column), max_size=3)),
    )


def _ranges(height: int, width: int) -> st.SearchStrategy[tuple[int, int, int, int]]:
    """Merged ranges within the sheet: top, left, bottom, right."""
    corner = st.tuples(st.integers(0, height), st.integers(0, width - 1))
    return st.tuples(corner, corner).map(
        lambda two: (min(two[0][0], two[1][0]), min(two[0][1], two[1][1]),
                     max(two[0][0], two[1][0]), max(two[0][1], two[1][1]))
    )  # fmt: skip


@given(
    st.lists(sheets(), max_size=3, unique_by=lambda sheet: sheet.name),
    st.sampled_from([None, *Kind]),
)
@FEW
def test_any_grid_is_understood_with_all_rows_or_refused(
    drawn: list[Sheet], kind: Kind | None
) -> None:
    try:
        check(understand(Workbook("f.xlsx", "xlsx", tuple(drawn)), today=TODAY, kind=kind))
    except ImportRefused as refused:
        check_sentence(refused.message, refused.values)


@given(st.integers(0, 2**32))
@FEW
def test_any_broken_file_is_read_with_all_rows_or_refused(seed: int) -> None:
    assert attempt(seed, examples=False) in {"read", "refused"}


def test_every_pattern_gets_done_with_the_longest_cell() -> None:
    """One that tries all ways to split the same letters never would; `benchmarks.hostile` tells
    the slowest."""
    done = {
        name
        for name, pattern in patterns()
        for text in long_texts()
        for look in (pattern.fullmatch, pattern.search)
        if look(text) or True
    }
    assert len(done) > 50
