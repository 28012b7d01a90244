"""Kill an import at a random moment, and see that the store is none the worse.

    python -m tests.faults.kill_import --times 20

A child process brings one large file after the other into a store until it is killed (SIGKILL,
as by a power cut or the kernel's memory guard). Afterwards the store must open, stand at a version
the child had reached, hold exactly the rows of that version's file, and have the facts that a
rebuild from those rows gives.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from analytics.store.connection import Store
from analytics.store.facts import rebuild
from analytics.store.versions import current_version
from tests.builders import facts, keep, people
from tests.conftest import trial
from tests.reference import Absence

PROJECT = Path(__file__).resolve().parents[2]
STAFF, REGISTRATIONS = 300, 4000
FIRST_FILE = 2  # version 1 is the register


def file(number: int) -> list[Absence]:
    """The absence file that makes version `number`: the same spells, a third of the grades new."""
    return [
        Absence(
            no=str(1 + n % STAFF),
            type="doctor_certified",
            start=date(2025, 1, 1) + timedelta(days=(n * 17) % 330),
            end=date(2025, 1, 1) + timedelta(days=(n * 17) % 330 + n % 9),
            grade=Fraction(1, 2) if (n + number) % 3 else Fraction(1),
            number=str(n),
        )
        for n in range(REGISTRATIONS)
    ]


def work(path: Path) -> None:
    """Import for ever, saying what is begun and what is kept."""
    with Store(path) as store:
        number = keep(store, people(STAFF)).version
        while True:
            number += 1
            print("begun", number, flush=True)
            kept = keep(store, file(number), file_hash=str(number))
            assert kept.version == number
            print("kept", number, flush=True)


def kill_once(folder: Path, chance: random.Random) -> int:
    """Run the child, kill it, check the store; the version it stands at."""
    path = folder / "naervaer.duckdb"
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.kill_import", "--work", str(path)],
        cwd=PROJECT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    said = [child.stdout.readline()]
    time.sleep(chance.uniform(0.0, 2.5))
    child.kill()
    said += child.stdout.read().splitlines(keepends=True)
    child.stdout.close()
    assert child.wait() == -9, "the child ended by itself"
    # A last line may be cut off; what was said in full was done.
    kept = [int(line.split()[1]) for line in said if line.startswith("kept") and line[-1] == "\n"]
    return check(path, max(kept, default=FIRST_FILE - 1))


def check(path: Path, kept: int) -> int:
    """Fail unless the store at `path` is whole; its version, which is `kept` or the one after."""
    with Store(path) as store:
        with store.cursor() as cursor:
            version = current_version(cursor)
            assert version in (kept, kept + 1), f"version {version} after {kept} was kept"
            imports = cursor.execute("SELECT version_added FROM import ORDER BY ALL").fetchall()
            assert imports == [(n,) for n in range(1, version + 1)]
            held = cursor.execute(
                "SELECT employment_no, start_date, end_date, grade FROM absence"
                " WHERE version_removed IS NULL"
            ).fetchall()
            later = cursor.execute(
                "SELECT count(*) FROM absence WHERE greatest(version_added, version_removed) > ?",
                [version],
            ).fetchall()
            assert later == [(0,)]
        rows = file(version) if version >= FIRST_FILE else []
        expected = Counter((r.number, r.start, r.end, r.grade) for r in rows)
        assert Counter((no, a, b, Fraction(grade)) for no, a, b, grade in held) == expected
        with trial(store) as cursor:
            before = facts(cursor)
            rebuild(cursor, version)
            assert facts(cursor) == before
    return version


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        work(args.work)
    chance = random.Random(args.seed)
    for turn in range(1, args.times + 1):
        with tempfile.TemporaryDirectory() as folder:
            version = kill_once(Path(folder), chance)
        print(f"{turn}/{args.times}: killed, whole at version {version}", flush=True)


if __name__ == "__main__":
    main()
