"""A roster on the import page is shown, confirmed and changed like any other file."""

from __future__ import annotations

from analytics.access import Role
from tests.pages.conftest import Open
from tests.pages.files import upload
from tests.pages.page_texts import metrics, say, texts
from tests.pages.tables import table_with

ROSTER = """Ansattnr;Dato;Vakt
100;03.03.2025;D
100;04.03.2025;A
101;04.03.2025;N
101;05.03.2025;F
"""


def test_a_roster_is_read_shown_confirmed_and_its_changes_named(dashboard: Open) -> None:
    app = dashboard(Role.HR, "importer", empty=True)
    app = upload(app, "turnus.csv", ROSTER.encode())
    assert say("Roster") in texts(app) + "".join(str(m.value) for m in app.markdown)
    assert metrics(app)[say("New")] == "3"
    app.button(key="confirm").click().run()
    assert app.success
    app = upload(
        app, "turnus2.csv", ROSTER.replace("100;04.03.2025;A", "100;04.03.2025;N").encode()
    )
    assert metrics(app)[say("Changed")] == "1"
    assert not app.exception
    changed = table_with(app, say("What changes"))
    assert changed[say("Employee number")] == ["100"]
    assert changed[say("What changes")] == [f"{say('Shift')}: A → N"]
