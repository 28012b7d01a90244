"""`case-brief`: a case that can be shown to others, from the command line."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from analytics import persons
from analytics.access import Reader, Role
from analytics.cases import keeping
from analytics.commands.case_brief import case_brief
from analytics.commands.context import DONE, Context
from analytics.documents import brief
from analytics.errors import ReaderError
from analytics.i18n import translator
from analytics.settings import Settings
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from tests.builders import absences, keep, people
from tests.cases.drawn import OPENED, TODAY

NOW = datetime(2025, 11, 1, 12)
HR = Reader(Role.HR)


def house(path: Path, colleagues: int) -> str:
    """A store with a case about number 7, among `colleagues` who were away as long; its id."""
    with Store(path) as store:
        keep(store, people(colleagues, first=7))
        rows = [f"{7 + n} | doctor | 2025-03-01 | 2025-06-30" for n in range(colleagues)]
        keep(store, absences("\n".join(["no | type | from | to", *rows])))
        code = keeping.reach(HR, store)["7"].code
        persons.give_purpose(HR, store, code, "case", NOW)
        return keeping.open_case(HR, store, OPENED, NOW).case_id


def call(path: Path, case: str, out: Path, **answers: str) -> int:
    told = {**dict.fromkeys(brief.QUESTIONS), **answers}
    args = Namespace(json=False, today=TODAY, case=case, out=str(out), **told)
    return case_brief(Context(args, Settings(store=path, language="nb"), datetime.now(UTC)))


def test_the_brief_has_the_answers_and_room_for_the_others_and_names_nobody(tmp_path: Path) -> None:
    path, out = tmp_path / "naervaer.duckdb", tmp_path / "sak.docx"
    case = house(path, 8)
    assert call(path, case, out, dilemma="Arbeidet passer ikke lenger.") == DONE
    said = "\n".join(p.text for p in Document(BytesIO(out.read_bytes())).paragraphs)
    assert "Arbeidet passer ikke lenger." in said
    assert all(translator("nb")(text) in said for text in brief.QUESTIONS.values())
    assert not [word for word in ("Navn", "007", OPENED.owner, case) if word in said]
    assert out.stat().st_mode & 0o077 == 0
    with Store(path) as store, store.cursor() as cursor:
        last = lines(cursor)[-1].event
    assert (last.action, last.what, bool(last.whom)) == ("export", "refleksjon", True)


@pytest.mark.parametrize("fault", ["no such case", "too few alike", "a name in an answer"])
def test_nothing_is_written_where_somebody_could_be_recognised(tmp_path: Path, fault: str) -> None:
    path, out = tmp_path / "naervaer.duckdb", tmp_path / "sak.docx"
    case = house(path, 2 if fault == "too few alike" else 8)
    answers = {"tried": f"Snakk med {OPENED.owner}"} if fault == "a name in an answer" else {}
    with pytest.raises(ReaderError):
        call(path, "sak-0" if fault == "no such case" else case, out, **answers)
    assert not out.exists()
