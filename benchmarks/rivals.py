"""The product against pages made the usual way, in the same browser: the same page in other
frameworks, and a workbook from its upload to the chart."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import astuple
from pathlib import Path

from benchmarks import uploads
from benchmarks.entry import LESS, MORE, Entry, Ratio, Row
from benchmarks.pages import organisation
from benchmarks.peers import __main__ as peers
from tests.e2e.screens import browser

OURS = "Streamlit, settled"
# Beside this Python, so that it goes when that goes.
ENVIRONMENT = Path(sys.prefix) / "peers"


def frameworks(subject: str, people: int, years: int) -> Entry:
    """One unit's rate and course, in each framework. They are installed here when this is asked
    for, into an environment of their own; the product does without them."""
    python = peers.installed(ENVIRONMENT)
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        organisation.make(Path(folder), people, years)
        met = [peers.met(python, name, Path(folder), chromium) for name in peers.PEERS]
    table = [["the page in", "cold, ms", "warm, ms", "change p50, ms", "change p95, ms",
              "processor a change, ms"]]  # fmt: skip
    table += [[one.name, *(f"{value:.0f}" for value in astuple(one)[1:])] for one in met]
    ours = next(one for one in met if one.name == OURS)
    others = [one for one in met if not one.name.startswith("Streamlit")]
    ratios = [
        Ratio(f"{OURS} / quickest other, change p95, clock",
              ours.p95 / min(one.p95 for one in others), LESS),
        Ratio(f"{OURS} / quickest other, warm, clock",
              ours.warm / min(one.warm for one in others), LESS),
    ]  # fmt: skip
    notes = [f"“{OURS}” keeps what the product's pages keep: memory settled, figures remembered."]
    size = f"{people:,}".replace(",", " ")
    title = f"The same page in other frameworks, {size} employees"
    return Entry(subject, title, [], ratios, notes, table=table)


def upload(subject: str, rows: int, repeats: int) -> Entry:
    """From the choice of two workbooks to the first chart of their rates."""
    ours, theirs = uploads.measure(rows, repeats)
    told = [
        Row("Nærvær: checked, confirmed, kept, charted", ours.wall, ours.cpu, ours.megabytes),
        Row("a page of pandas + openpyxl: charted", theirs.wall, theirs.cpu, theirs.megabytes),
    ]
    ratios = [
        Ratio("usual page / Nærvær, clock", theirs.seconds / ours.seconds, MORE, 3),
        Ratio("usual page / Nærvær, processor", theirs.work / ours.work),
    ]
    title = f"Upload of {rows:,} rows to the first chart".replace(",", " ")
    return Entry(subject, title, told, ratios, [_OF_UPLOADS])


_OF_UPLOADS = (
    "In Chromium, from the files chosen to the chart drawn. Nærvær keeps what it read and reads no "
    "file again; the other page does it all at every start."
)
