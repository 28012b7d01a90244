"""What a page says, as texts to look in."""

from __future__ import annotations

import re
from html import unescape

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup

from analytics.i18n import translator
from tests.pages.tables import TABLE, tables

say = translator("nb")
UNSEEN = ("<style", "<script", TABLE)  # tables are read cell by cell
CARD = re.compile("<div><dt>(.*?)</dt><dd>(.*?)</dd>")


def texts(app: AppTest) -> str:
    """Everything the page says outside charts, one thing a line."""
    found: list[str] = []
    for kind in ("title", "header", "subheader", "markdown", "caption", "html", "info", "error"):
        said = [str(getattr(element, "value", "")) for element in app.get(kind)]
        found += [text for text in said if not text.startswith(UNSEEN)]
    for table in tables(app):
        found += [cell for column in table.values() for cell in column]
        found += table
    found += [button.label for button in app.button]
    return "\n".join(found)


def metrics(app: AppTest) -> dict[str, str]:
    """The page's numbers by name."""
    rows = [row for html in app.html for row in CARD.findall(html.value)]
    return {unescape(name): unescape(value) for name, value in rows}


def units_below(app: AppTest) -> list[str]:
    """The names of the units that lead further down."""
    return [name for list_ in _lists(app) for name in list_.options]


def go_down(app: AppTest, unit: str) -> AppTest:
    """The page after `unit`, by its id, was pressed among the units below."""
    (names,) = _lists(app)
    return names.select(unit).run()


def _lists(app: AppTest) -> list[ButtonGroup[str]]:
    return [pills for pills in app.pills if str(pills.key).startswith("down-")]
