"""Texts that somebody could write in a name, each made to be more than text somewhere.

Every text carries a mark of its own (`UahZq`) to search a page or a file for: where the mark is,
the whole text must be, sign for sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FORMULAS = (
    "=1+1 {}",
    "+cmd|' /C calc'!{}",
    "-2+3 {}",
    "@SUM(1) {}",
    "＝1+1 {}",  # full width: some programs read it as a sign of equality
    '=HYPERLINK("http://evil.example","{}")',
    '=DDE("cmd";"/C calc";"{}")',
    "%0A-3+3 {}",
)
HTML = (
    "<script>window.struck='{}'</script>",
    "<img src=x onerror=\"window.struck='{}'\">",
    "</style></title><h1>{}</h1>",
    "&lt;b&gt;{}&lt;/b&gt; &amp; &#36;",
    "<!-- {} -->",
)
MARKDOWN = (
    "[{}](javascript:alert(1))",
    "![{}](http://evil.example/x.png)",
    "**{}** __fet__ *kursiv* ~~strøket~~",
    "\\*{}\\* \\<b\\>",
    "# {}",
    "- {}",
    "1) {}",
    "> {}",
    "| {} | b |",
    "`{}` ```kode```",
    "http://evil.example/{} www.evil.example",
    "{}@evil.example",
    "<http://evil.example/{}>",
    "[^1] {} ---",
)
STREAMLIT = (
    ":red[{}] :small[liten] :blue-badge[merke]",
    ":material/home: {}",
    ":material_home: {}",
    ":streamlit: {}",
    ":smile: {} :+1:",
    "{} -> <- -- >= <=",
    "$\\frac{{1}}{{2}}$ {}",
    "$${}$$",
    ":color[{}]{{foreground=red}}",
)
PLOTLY = (
    "<b>{}</b><br><i>ny linje</i>",
    '<a href="javascript:alert(1)">{}</a>',
    "%{{customdata}} {} <extra>x</extra>",
    "<sub>{}</sub> &times; $x$",
)
OTHERS = (
    "{}\u202eakslof\u202c",  # what follows would be read from right to left
    "{} _x0041_ ]]> <w:br/>",
    "{} " + "x" * 180,
    "{}\ufffe\uffff slutt",  # no XML document can hold these two
)
ALL = (*FORMULAS, *HTML, *MARKDOWN, *STREAMLIT, *PLOTLY, *OTHERS)
UNSEEN = re.compile("[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
MARK = re.compile(r"[A-Z][a-z]{2}Zq")


def payloads(letter: str, texts: Iterable[str] = ALL) -> list[str]:
    """One text per kind, with marks of letters alone: `letter`aaZq, `letter`abZq …"""
    return [text.format(mark(letter, n)) for n, text in enumerate(texts)]


def mark(letter: str, place: int) -> str:
    """The mark of the `place`th text."""
    return f"{letter}{chr(97 + place // 26)}{chr(97 + place % 26)}Zq"


def seen(text: str) -> str:
    """`text` as a reader sees it: one blank for many, nothing of what has no look of its own."""
    kept = "".join(
        sign
        for sign in UNSEEN.sub("", text)
        if sign.isspace() or unicodedata.category(sign) != "Cc"
    )
    return " ".join(kept.split())


def harmed(shown: str, texts: Iterable[str]) -> list[str]:
    """Where a mark stands in `shown` without the whole of its text around it, or as much of it as
    there was room for before an ellipsis."""
    rest = seen(shown)
    marks = set(MARK.findall(rest))
    known = {seen(text) for text in texts if marks.intersection(MARK.findall(text))}
    # In a unit's path a stroke is written with another sign (`domain.units`).
    known |= {text.replace("/", "∕") for text in known}
    for text in sorted(known, key=len, reverse=True):
        rest = rest.replace(text, " ")
    for text in known:
        rest = _without_cut(rest, text)
    return [rest[max(0, m.start() - 60) : m.end() + 60] for m in MARK.finditer(rest)]


def whole(shown: str, texts: Iterable[str]) -> bool:
    """Whether one of `texts` stands in `shown` as it is."""
    return any(seen(text) in seen(shown) for text in texts)


def _without_cut(rest: str, text: str) -> str:
    found = MARK.search(text)
    if found is None or found[0] not in rest:
        return rest
    for length in range(len(text), found.end(), -1):
        rest = rest.replace(text[:length].rstrip() + "…", " ")
    return rest
