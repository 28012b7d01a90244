"""The licences of what the product is made of: `python -m tests.dependencies.licences [--write]`.

Writes docs/licences.md from the metadata of the installed distributions.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from tests.dependencies.installed import (
    ROOT,
    development,
    development_pins,
    runtime,
    runtime_pins,
)

PAGE = ROOT / "docs" / "licences.md"
# SPDX identifiers, and why each family may be used in a product under the MIT licence.
PERMISSIVE = frozenset(
    {
        *("MIT", "MIT-0", "MIT-CMU", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"),
        *("PSF-2.0", "CNRI-Python", "Zlib", "CC0-1.0", "ISC", "Unlicense"),
    }
)
WEAK = frozenset({"MPL-2.0"})  # file by file: changed files of the package itself must be open
# What metadata say in other words than SPDX. Where they say nothing, or only "BSD", somebody has
# read the licence file in the distribution; the name is then written here.
SPOKEN: Mapping[str, str] = {
    "BSD 2-Clause License": "BSD-2-Clause",
    "2-clause BSD": "BSD-2-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
READ: Mapping[str, str] = {
    "altair": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "axe-playwright-python": "MIT AND MPL-2.0",  # carries axe-core
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "olefile": "BSD-2-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "scipy": "BSD-3-Clause",
}
HEAD = """# Licences

Written by `python -m tests.dependencies.licences --write` from what the installed distributions
say of themselves; `tests/dependencies/test_licences.py` fails when it is out of date or when a
licence is not on the list below. Nærvær itself is under the MIT licence (`LICENSE`).

| family | why it may be used |
|---|---|
| MIT, BSD, 0BSD, ISC, Zlib, PSF, CNRI, CC0 | permissive: part of anything, with its notice |
| Apache-2.0 | permissive, with a patent grant; notices stay in the installed packages |
| MPL-2.0 | weak copyleft, file by file: used as they are, none of their files changed |

GPL and AGPL alone are not on the list: a product that includes such a package would have to be
under the same licence. Nothing is copied from the packages; pip installs them with their own
licence files.

What the wheels carry inside is told by those files, not by the metadata. Read on 2026-11-22: numpy
and scipy carry GCC's runtime (GPL-3.0 with the GCC runtime exception, which lets any program use
it); lxml carries libiconv (LGPL-2.1, replaceable by building lxml from source); pillow carries
FreeType (under its own FTL). Streamlit and Plotly carry scripts, fonts and maps under the licences
in those packages.
"""


def licence(found: Distribution) -> str:
    """The SPDX expression of a distribution; "" where it cannot be told."""
    name = found.name.lower().replace("_", "-")
    if name in READ:
        return READ[name]
    classified = [
        line.rpartition("::")[2].strip()
        for line in found.metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    said = [found.metadata.get("License-Expression"), found.metadata.get("License"), *classified]
    for text in said:
        if text and (expression := _spdx(text.strip())):
            return expression
    return ""


def allowed(expression: str) -> bool:
    """Whether every part of an expression (one part of each OR) is on the list."""
    known = PERMISSIVE | WEAK
    return all(
        any(part.strip("() ") in known for part in every.split(" OR "))
        for every in expression.split(" AND ")
    )


def page() -> str:
    """The page as it should stand here."""
    parts = [HEAD]
    for title, pins, found in (
        ("What the product runs on", runtime_pins(), runtime()),
        ("What tests and checks need besides", development_pins(), development()),
    ):
        pinned = {pin.name.lower().replace("_", "-") for pin in pins}
        parts.append(f"\n## {title}\n\n| name | version | licence | home |\n|---|---|---|---|")
        parts.append("\n".join(_rows(found, pinned)))
    parts.append("\nBold: pinned by this project; the rest is what those bring along.\n")
    return "\n".join(parts)


def rows(text: str) -> dict[str, tuple[str, str]]:
    """Version and licence by name, as a page has them."""
    cells = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    told = {row[0].strip(" *"): (row[1].strip(), row[2].strip()) for row in cells if len(row) == 4}
    return {name: row for name, row in told.items() if name != "name"}


def _rows(found: Mapping[str, Distribution], pinned: Iterable[str]) -> list[str]:
    return [
        f"| {f'**{name}**' if name in pinned else name} | {one.version} | {licence(one)} |"
        f" {_home(one)} |"
        for name, one in found.items()
    ]


def _home(found: Distribution) -> str:
    """The first address that the distribution gives for its home or source."""
    lines = found.metadata.get_all("Project-URL") or []
    links = dict([part.strip() for part in line.split(",", 1)] for line in lines)
    named = {label.lower(): address for label, address in links.items()}
    for label in ("homepage", "home", "repository", "source", "source code", "documentation"):
        if label in named:
            return named[label]
    return found.metadata.get("Home-page") or next(iter(named.values()), "")


def _spdx(text: str) -> str:
    try:
        return canonicalize_license_expression(SPOKEN.get(text, text))
    except InvalidLicenseExpression:
        return ""


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        print(page())
