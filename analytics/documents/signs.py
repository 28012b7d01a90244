"""Which signs of a text go on paper: names come from files, and may hold anything."""

from __future__ import annotations

import unicodedata

# They turn how everything after them is read, and have no look of their own.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
NO_LETTERS = frozenset("\ufffe\uffff")  # no XML document can hold these two


def clean(text: str) -> str:
    """`text` without control characters, halves of letters, and signs that turn what follows."""
    left_out = TURNING | NO_LETTERS
    return "".join(
        sign
        for sign in text
        if sign in "\n\t"
        or (sign not in left_out and unicodedata.category(sign) not in ("Cc", "Cs"))
    )
