"""Text that shows as it stands, wherever it came from: names are never markup.

Streamlit reads most of what it is given as Markdown, and plotly reads what stands in a chart as a
kind of HTML. Both are told otherwise here and nowhere else. What is exported is made safe where it
is written (`analytics.documents`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from math import isnan
from typing import Any

# Signs that Markdown acts on wherever they stand; a stroke before them takes that away.
_SIGNS = re.compile(r"([\\`*_\[\]{}<>#|~$&]|:(?=[^\W\d]))")
# At the start of a line also lists («1. kvartal», «- x») and lines drawn under text.
_NUMBER = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)
_BULLET = re.compile(r"^(\s*)([-+])(?=\s|$)|^(\s*)([-=])(?=[-= ]*$)", re.MULTILINE)
_INDENT = re.compile(r"^(?: {4,}|[ ]{0,3}\t)[ \t]*", re.MULTILINE)
# Some things are found in the finished text, where no stroke helps: web and mail addresses become
# links, `:streamlit:` and the like pictures, `->` an arrow. A sign that has no look of its own,
# put inside them, keeps them from being found.
_JOINER = "\u2060"
_ADDRESS = re.compile(r"(https?:(?=//)|www(?=\.)|(?<=[-.\w+])(?=@[-\w]))", re.IGNORECASE)
_PICTURE = re.compile(r":(?=[a-z+_-][\w+/-]*:)", re.IGNORECASE)
_ARROW = re.compile(r"(?<!\S)([-<>~])(?=(?:->|[->=])(?!\S))")
# Signs that turn the direction of what follows, and control characters: never part of a name.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def seen(text: str) -> str:
    """`text` without what is never part of a name; the rest of what HTML shows is `escape`d."""
    return _UNSEEN.sub("", text)


def plain(text: str) -> str:
    """`text` for whatever Streamlit reads as Markdown (labels and tables too), to be shown as it
    stands. Not for options of select boxes and fields, which show text as it is."""
    text = _INDENT.sub(" ", seen(text))
    text = _ADDRESS.sub(rf"\1{_JOINER}", text)
    text = _ARROW.sub(rf"\1{_JOINER}", _PICTURE.sub(f":{_JOINER}", text))
    text = _SIGNS.sub(r"\\\1", text)
    text = _NUMBER.sub(r"\1\\\2", text)
    return _BULLET.sub(lambda found: f"{found[1] or found[3] or ''}\\{found[2] or found[4]}", text)


def heard(text: str) -> str:
    """`text` for a label that is hidden and only heard: Streamlit draws it as Markdown all the
    same, and gives it to screen readers with every stroke. So the signs themselves are left out."""
    return " ".join(_SIGNS.sub(" ", _ADDRESS.sub(rf"\1{_JOINER}", seen(text))).split())


def plain_figure(figure: Mapping[str, Any]) -> dict[str, Any]:
    """A plotly figure (as a dict) whose every text is shown as it stands: tick labels, names,
    annotations and what is told on hovering. Templates are the product's own."""
    return {
        key: value if key.endswith("template") else _plain_part(value)
        for key, value in figure.items()
    }


def _plain_part(part: Any) -> Any:
    if isinstance(part, str):
        # A dollar sign begins a formula wherever MathJax happens to be loaded.
        return escape(seen(part), quote=False).replace("$", "&#36;")
    if isinstance(part, Mapping):
        return plain_figure(part)
    if isinstance(part, list | tuple):
        return [_plain_part(one) for one in part]
    if isinstance(part, float) and isnan(part):
        return None  # JSON has no word for what is no number
    return part
