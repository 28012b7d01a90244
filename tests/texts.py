"""Every text on the screen has its bokmål: `python -m tests.texts` names those that do not.

`python -m tests.texts --write` brings the catalogues' ids up to date, in the order of the code.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "analytics" / "locale"
MARKS = {"_", "N_"}
PLACE = re.compile(r"%\((\w+)\)")


def used() -> dict[str, list[str]]:
    """Each message id in the code, and the files it stands in."""
    found: dict[str, list[str]] = {}
    for path in sorted(
        [ROOT / "dashboard.py", *ROOT.glob("analytics/**/*.py"), *ROOT.glob("pages/**/*.py")]
    ):
        for message in _marked(path):
            found.setdefault(message, []).append(path.relative_to(ROOT).as_posix())
    return found


def _marked(path: Path) -> Iterator[str]:
    """Texts given to `_` or `N_`. Read from the syntax tree: extractors miss those in f-strings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            text = node.args[0]
            if node.func.id in MARKS and isinstance(text, ast.Constant) and text.value:
                yield str(text.value)


def catalogue(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "naervaer.po").open("rb") as file:
        return read_po(file, locale=language)


def faults(language: str) -> list[str]:
    """What is wrong with a language's catalogue: missing, left over, places that differ."""
    messages = used()
    texts = {str(m.id): str(m.string) for m in catalogue(language) if m.id}
    wrong = [
        f"{language}: not translated: {m!r} {messages[m][0]}" for m in messages if not texts.get(m)
    ]
    wrong += [f"{language}: no longer used: {m!r}" for m in texts if m not in messages]
    wrong += [
        f"{language}: other places than the original: {m!r}"
        for m in messages
        if texts.get(m) and set(PLACE.findall(m)) != set(PLACE.findall(texts[m]))
    ]
    return wrong


def languages() -> list[str]:
    return sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/naervaer.po"))


def rewrite(language: str) -> None:
    """Put the catalogue in the order of the code, without what is no longer used."""
    texts = {str(m.id): str(m.string) for m in catalogue(language) if m.id}
    fresh = Catalog(locale=language, project="Nærvær", charset="utf-8")
    for message, places in used().items():
        fresh.add(message, texts.get(message, ""), locations=[(name, 0) for name in places])
    path = LOCALES / language / "LC_MESSAGES" / "naervaer.po"
    with path.open("wb") as file:
        write_po(file, fresh, width=100, omit_header=True, include_lineno=False)


def main() -> int:
    if "--write" in sys.argv:
        for language in languages():
            rewrite(language)
    wrong = [fault for language in languages() for fault in faults(language)]
    print("\n".join(wrong) or f"{len(used())} texts, all translated: {', '.join(languages())}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
