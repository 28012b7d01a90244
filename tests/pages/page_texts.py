"""What a page says, as texts to look in."""

from __future__ import annotations

import re
from html import unescape

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup

from analytics.i18n import translator

say = translator("nb")
CARD = re.compile("<div><dt>(.*?)</dt><dd>(.*?)</dd>")


def texts(app: AppTest) -> str:
    """Everything the page says outside charts, one thing a line."""
    found: list[str] = []
    for kind in ("title", "header", "subheader", "markdown", "caption", "html", "info", "error"):
        found += [str(getattr(element, "value", "")) for element in app.get(kind)]
    for metric in app.metric:
        found += [metric.label, metric.value]
    for table in app.table:
        found += [str(cell) for column in table.value for cell in table.value[column]]
        found += [str(column) for column in table.value]
    found += [button.label for button in app.button]
    return "\n".join(found)


def metrics(app: AppTest) -> dict[str, str]:
    """The page's numbers by name, one by one or in rows."""
    rows = [row for html in app.html for row in CARD.findall(html.value)]
    found = {unescape(name): unescape(value) for name, value in rows}
    return found | {metric.label: metric.value for metric in app.metric}


def units_below(app: AppTest) -> list[str]:
    """The names of the units that lead further down."""
    return [name for list_ in _lists(app) for name in list_.options]


def go_down(app: AppTest, unit: str) -> AppTest:
    """The page after `unit`, by its id, was pressed among the units below."""
    (names,) = _lists(app)
    return names.select(unit).run()


def _lists(app: AppTest) -> list[ButtonGroup[str]]:
    return [pills for pills in app.pills if str(pills.key).startswith("down-")]
