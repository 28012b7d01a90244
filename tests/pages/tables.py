"""The tables of a page, read from their HTML as columns by name."""

from __future__ import annotations

from html.parser import HTMLParser

from streamlit.testing.v1 import AppTest

Columns = dict[str, list[str]]
TABLE = '<div class="table'


class _Cells(HTMLParser):
    """The texts of a table's cells, line by line; the first line are its heads."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.lines.append([])
        elif tag in ("td", "th"):
            self.lines[-1].append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1][-1] += data


def read(html: str) -> Columns:
    """The columns of one table by what stands above them."""
    cells = _Cells()
    cells.feed(html)
    heads, *lines = cells.lines
    return {head: [line[at] for line in lines] for at, head in enumerate(heads)}


def tables(app: AppTest) -> list[Columns]:
    """Every table of the page, from above."""
    return [read(html.value) for html in app.html if html.value.startswith(TABLE)]


def table_with(app: AppTest, heading: str) -> Columns:
    """The first table on the page that has a column with this heading."""
    return next(table for table in tables(app) if heading in table)
