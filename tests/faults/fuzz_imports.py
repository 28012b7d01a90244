"""Thousands of broken files through the whole import: `python -m tests.faults.fuzz_imports`.

`--times N` files are made from plausible ones by breaking them; `--seed S` starts elsewhere, and
with `--times 1` repeats the file a fault was found with. A file may end in two ways only: as a
reading whose rows add up, or refused in one whole sentence.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

from analytics.errors import ImportRefused
from analytics.i18n import translator
from analytics.ingest import reader, workbook
from analytics.ingest.assembly import assembled
from analytics.ingest.gate import DEFAULT, Refusal
from analytics.ingest.grid import Workbook
from analytics.ingest.reading import Kind, Memory, Reading
from analytics.ingest.refusals import refusal
from analytics.ingest.register import Register
from analytics.ingest.understand import understand
from tests.faults import broken_files as broken
from tests.faults import plausible_files as plausible
from tests.ingest.drawn import TODAY

SLOW = 3.0  # seconds; more is a fault
SAY = translator("nb")
KNOWN = Register.of([("17", "0017", "Kari Dal", 1980), ("100", "100", "Ola Vik", None)])


def attempt(seed: int, *, examples: bool = True) -> str:
    """What became of the file that `seed` makes: `read`, or `refused`. Raises for a fault.

    `examples`: the collected files are broken too, where they are at hand.
    """
    rng = random.Random(seed)
    makers = MAKERS if examples else {make: MAKERS[make] for make in OWN}
    make = rng.choices(list(makers), list(makers.values()))[0]
    try:
        book = make(rng)
        reading = understand(book, today=TODAY, **asked(rng, book))
    except ImportRefused as refused:
        check_sentence(refused.message, refused.values)
        return "refused"
    check(reading)
    return "read"


def check(reading: Reading) -> None:
    """Raises AssertionError when rows are lost or a sentence has an empty place."""
    used = len(reading.rows) + reading.merged
    assert reading.rows_read == used + sum(reading.ignored.values()) + reading.quarantined
    assert all(count > 0 for count in reading.ignored.values())
    assert reading.rows["source_row"].notna().all()
    for said in (*reading.problems, *reading.decisions):
        check_sentence(said.message, said.values)
    for message in (*reading.ignored, *(guess.why for guess in reading.guesses)):
        check_sentence(message, {})
    json.dumps([str(value) for said in reading.problems for value in said.values.values()])


def check_sentence(message: str, values: Mapping[str, object]) -> None:
    """Raises when a sentence, in either language, has places that nothing fills."""
    for text in (message, SAY(message)):
        assert text
        assert text % dict(values) if values else "%(" not in text


def asked(rng: random.Random, book: Workbook) -> dict[str, object]:
    """What the user may have settled for the file; mostly nothing."""
    if rng.random() < 0.7:
        return {}
    headings = [str(cell) for sheet in book.sheets for row in sheet.rows[:3] for cell in row]
    fields = ["employee_id", "start_date", "end_date", "absence_type", "department", ""]
    settled = {h: rng.choice(fields) for h in rng.sample(headings, min(2, len(headings)))}
    names = [sheet.name for sheet in book.sheets]
    return {
        "kind": rng.choice([None, *Kind]),
        "memory": Memory(columns=settled) if rng.random() < 0.5 else Memory(),
        "register": rng.choice([None, Register(), KNOWN]),
        "sheet": rng.choice([None, None, *names]),
    }


def text_file(rng: random.Random) -> Workbook:
    """A text file with some of its bytes changed, read in this process."""
    return read_here(broken.bytes_changed(plausible.text(rng), rng))


def example_text(rng: random.Random) -> Workbook:
    """One of the collected text files, changed; where there are none, a text of our own."""
    texts = broken.example_texts()
    return read_here(broken.bytes_changed(rng.choice(texts), rng)) if texts else text_file(rng)


def grid_file(rng: random.Random) -> Workbook:
    """A plausible grid with cells, rows, columns and facts changed."""
    return broken.grid_changed(plausible.grid(rng), rng)


def example_grid(rng: random.Random) -> Workbook:
    """One of the collected files as a grid, changed."""
    books = broken.example_books()
    return broken.grid_changed(rng.choice(books), rng) if books else grid_file(rng)


def xlsx_file(rng: random.Random) -> Workbook:
    """A workbook file with some of its bytes or of its XML changed, read in the child process."""
    return workbook.read(broken.xlsx_changed(plausible.xlsx(rng), rng), "fravær.xlsx", limits=SHORT)


SHORT = replace(DEFAULT, seconds=20)
MAKERS: dict[Callable[[random.Random], Workbook], float] = {
    text_file: 25,
    example_text: 15,
    grid_file: 30,
    example_grid: 26,
    xlsx_file: 4,
}
OWN = (text_file, grid_file, xlsx_file)


def read_here(data: bytes) -> Workbook:
    """What the child process would answer, without the process: for text, where that is safe."""
    out = io.StringIO()
    with redirect_stdout(out):
        try:
            reader.send("done", reader.read(data, None, SHORT))
        except Refusal as refused:
            raise refusal(refused.code, refused.values) from refused
    answers = (json.loads(line) for line in out.getvalue().splitlines())
    return assembled(answers, "fravær.csv", SHORT)


def place(error: BaseException) -> str:
    """Where in the product a fault lies, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/analytics/" in frame.filename] or list(frames)
    where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
    return f"{type(error).__name__} at {where}: {str(error)[:100]}"


def main() -> int:
    """Run, tell what was found, and return 1 for faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("error")
    ends: Counter[str] = Counter()
    faults: dict[str, list[int]] = {}
    broken.example_texts(), broken.example_books()  # read once, and not timed
    started = time.process_time()
    for seed in range(options.seed, options.seed + options.times):
        began = time.process_time()
        try:
            ends[attempt(seed)] += 1
        except Exception as error:
            faults.setdefault(place(error), []).append(seed)
            if options.times == 1:
                traceback.print_exc()
        if (took := time.process_time() - began) > SLOW:
            faults.setdefault("slow", []).append(seed)
            print(f"seed {seed}: {took:.1f} s", file=sys.stderr)
    for fault, seeds in sorted(faults.items(), key=lambda item: -len(item[1])):
        print(f"{len(seeds)} × {fault}; seeds {seeds[:4]}")
    seconds = time.process_time() - started
    count = ", ".join(f"{number} {end}" for end, number in ends.items())
    print(f"{options.times} files in {seconds:.0f} s: {count}, {len(faults)} kinds of fault")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
