"""Known vulnerabilities of what the product is made of: `python -m tests.dependencies.audit`.

Asks PyPI (https://docs.pypi.org/api/json/, field `vulnerabilities`, from the Python Packaging
Advisory Database) about every installed distribution by name and version, nothing else is sent.
Ends with 0 when nothing is known, 1 when something is, 2 when anything went unanswered: no answer
is not a good one. `--write` keeps the outcome in docs/security.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from tests.dependencies.installed import ROOT, development, runtime

PYPI = "https://pypi.org"
PAGE = ROOT / "docs" / "security.md"
BLOCK = re.compile(r"(<!-- audit -->\n).*?(<!-- /audit -->)", re.DOTALL)
CLEAN, FOUND, UNANSWERED = 0, 1, 2
WAIT = 20  # seconds for one answer
# Vulnerabilities that do not touch this product, by id, each with the reason in a sentence.
ACCEPTED: Mapping[str, str] = {}


@dataclass(frozen=True)
class Known:
    """A vulnerability of an installed version, and the versions that mend it."""

    name: str
    version: str
    id: str
    aliases: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        also = f" ({', '.join(self.aliases)})" if self.aliases else ""
        mended = ", ".join(self.fixed_in) or "no version yet"
        return f"{self.name} {self.version}: {self.id}{also}; mended in: {mended}"


@dataclass(frozen=True)
class Outcome:
    """What was asked about (name, version), what is known, and what nobody answered, with why."""

    asked: Sequence[tuple[str, str]]
    known: Sequence[Known]
    unanswered: Mapping[str, str]

    @property
    def code(self) -> int:
        """The exit code."""
        return FOUND if self.known else UNANSWERED if self.unanswered else CLEAN

    def text(self) -> str:
        """The outcome in a few lines."""
        answered = len(self.asked) - len(self.unanswered)
        told = [f"{answered} of {len(self.asked)} distributions answered for."]
        told += [f"VULNERABLE {one}" for one in self.known]
        if self.unanswered:
            name, why = next(iter(self.unanswered.items()))
            told.append(
                f"No answer about {len(self.unanswered)}, such as {name} ({why}). Run this where "
                f"{PYPI} can be reached; what was not answered is not known to be well."
            )
        elif not self.known:
            told.append("No known vulnerability.")
        return "\n".join(told)


def audit(asked: Sequence[tuple[str, str]], index: str = PYPI) -> Outcome:
    """What `index` knows about these names and versions."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: _about(index, *one), asked))
    known = [one for found in answers if not isinstance(found, str) for one in found]
    pairs = zip(asked, answers, strict=True)
    return Outcome(asked, known, {one[0]: why for one, why in pairs if isinstance(why, str)})


def _about(index: str, name: str, version: str) -> list[Known] | str:
    """The vulnerabilities of one version; why there is no answer, where there is none."""
    address = f"{index}/pypi/{quote(name)}/{quote(version)}/json"
    try:
        with urllib.request.urlopen(address, timeout=WAIT) as answer:
            told = json.load(answer)
        return [
            Known(name, version, one["id"], tuple(one["aliases"]), tuple(one["fixed_in"]))
            for one in told["vulnerabilities"]
            if one.get("withdrawn") is None and one["id"] not in ACCEPTED
        ]
    except urllib.error.HTTPError as error:
        with error:
            return f"status {error.code}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        return type(error).__name__


def written(page: str, outcome: Outcome, on: date) -> str:
    """The page with the outcome of that day in the place of the former."""
    lines = [f"Asked on {on.isoformat()}:", *(f"* {line}" for line in outcome.text().splitlines())]
    block = "\n".join([lines[0], "", *lines[1:]]) + "\n"
    return BLOCK.sub(lambda found: found[1] + block + found[2], page)


def main(arguments: Sequence[str] | None = None, page: Path = PAGE) -> int:
    """Ask, say, and keep it where that is wanted; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.dependencies.audit")
    parser.add_argument("--index", default=PYPI, help="a server that speaks PyPI's JSON API")
    parser.add_argument("--write", action="store_true", help="keep the outcome in the docs")
    chosen = parser.parse_args(arguments)
    there = {**runtime(), **development()}
    outcome = audit([(name, one.version) for name, one in there.items()], chosen.index)
    print(outcome.text())
    if chosen.write:
        today = datetime.now(UTC).date()
        text = written(page.read_text(encoding="utf-8"), outcome, today)
        page.write_text(text, encoding="utf-8")
    return outcome.code


if __name__ == "__main__":
    sys.exit(main())
