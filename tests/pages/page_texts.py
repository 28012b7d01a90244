"""What a page says, as texts to look in."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from analytics.i18n import translator

say = translator("nb")


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
    """The page's numbers by name."""
    return {metric.label: metric.value for metric in app.metric}
