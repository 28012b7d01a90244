"""The charts of a page as the browser is given them."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

FIGURE = re.compile(r"""(<figure class="chart"[^>]* data-figure=)'([^']*)'""")


def charts(app: AppTest) -> list[dict[str, Any]]:
    """Their figures, in the order of the page."""
    return [figure for html in app.html for figure in figures(html.value)]


def figures(body: str) -> list[dict[str, Any]]:
    """The figures that lie in a piece of the page."""
    return [json.loads(unescape(told)) for _, told in FIGURE.findall(body)]
