"""Look for a person in the very bytes of files."""

from __future__ import annotations

from pathlib import Path

from tests.privacy.planted import NAME, NO

# A day of hers as people and as machines write it; planted as text (`planted.QUOTING`, `MARKER`).
NORWEGIAN, ISO = "31.02.2025", "2025-03-03"
MARKER = f"{NAME} {NO} {NORWEGIAN} {ISO}"
WORDS = (NAME, "Elverhøy", NO, NORWEGIAN, ISO)  # so long that no random bytes say them
ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")


def readable(*places: Path) -> list[tuple[str, str]]:
    """File and word, for each word about her that stands readable in a file below `places`."""
    files = [place for place in places if place.is_file()]
    files += [file for place in places for file in sorted(place.rglob("*")) if file.is_file()]
    found = []
    for file in files:
        data = file.read_bytes()
        found += [(file.name, word) for word in WORDS if _stands(word, data)]
    return found


def _stands(word: str, data: bytes) -> bool:
    return any(word.encode(encoding) in data for encoding in ENCODINGS)
