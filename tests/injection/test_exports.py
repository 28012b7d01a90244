"""Every file the product hands out: attacks in it are text, and can be read."""

from __future__ import annotations

import ast
import inspect
import io
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from docx import Document

from analytics import documents
from analytics.documents.cells import FORMULA_STARTS
from analytics.documents.word import Paper, word
from analytics.ingest import workbook
from tests.injection.makers import MAKERS, NAMES
from tests.injection.organisation import SHEET
from tests.injection.payloads import MARK, harmed, seen
from tests.injection.written import EXPERT

ROOT = Path(__file__).parents[2]
FOLDER = Path(documents.__file__ or "").parent
SHOWN = [*NAMES, SHEET, EXPERT]
# Where the screen offers a file, and what makes it.
OFFERED = {
    "follow_up_calendar": {"calendar_file.calendar_file"},
    "mending": {"error_file.write"},
    "own_record": {"person_sheet.pdf"},
    "papers": {"word.word"},
    "reports": {
        "amu_report.pdf",
        "amu_workbook.workbook",
        "board_picture.picture",
        "leader_month.pdf",
        "register.workbook",
    },
    "upload": {"template_workbook.workbook", "templates.absences", "templates.employees"},
}


def made() -> dict[str, Callable[..., object]]:
    """Every public function of `analytics.documents` that gives a file or a paper."""
    found = {}
    for path in FOLDER.glob("*.py"):
        module = import_module(f"analytics.documents.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            own &= path.stem != "typeset"  # what the PDFs and the picture are made with
            own &= name != "hand_out"  # the door before what is made
            if own and function.__annotations__.get("return") in ("bytes", "Paper"):
                found[f"{path.stem}.{name}"] = function
    return found


def calls(name: str) -> set[str]:
    """The components that call a function of Streamlit."""
    return {
        path.stem
        for path in (ROOT / "pages").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == name
    }


def test_no_file_is_made_that_is_not_looked_at_here() -> None:
    assert made().keys() <= MAKERS.keys()


def test_no_page_offers_a_file_that_is_not_looked_at_here() -> None:
    assert calls("download_button") == OFFERED.keys()
    assert set().union(*OFFERED.values()) <= MAKERS.keys()


def test_streamlits_own_tables_with_their_unguarded_download_are_nowhere() -> None:
    assert calls("dataframe") | calls("data_editor") == set()


WORKBOOKS = [name for name in MAKERS if name.split(".")[0] in
             ("amu_workbook", "error_file", "register", "template_workbook",
              "templates")]  # fmt: skip


@pytest.mark.parametrize("name", WORKBOOKS)
def test_no_cell_of_a_workbook_is_run(name: str) -> None:
    data = MAKERS[name]()
    assert isinstance(data, bytes)
    cells = [
        cell
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert all(cell.quotePrefix for cell in texts if cell.value.startswith(FORMULA_STARTS))
    parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [part for part in parts if re.search("external|macro|vba|connection", part, re.I)]


@pytest.mark.parametrize("name", ["amu_workbook.workbook", "error_file.write", "register.workbook"])
def test_names_in_a_workbook_are_read_back_as_they_were(name: str) -> None:
    data = MAKERS[name]()
    assert isinstance(data, bytes)
    book = workbook.read(data, "fil.xlsx")
    said = "\n".join(str(cell) for sheet in book.sheets for row in sheet.rows for cell in row)
    assert MARK.search(said)
    assert harmed(said, SHOWN) == []


PAPERS = [name for name in MAKERS if made().get(name) is not None
          and made()[name].__annotations__["return"] == "Paper"]  # fmt: skip


@pytest.mark.parametrize("name", [*PAPERS, "word.word"])
def test_a_word_file_has_no_fields_links_or_objects_and_names_are_whole(name: str) -> None:
    found = MAKERS[name]()
    data = word(found) if isinstance(found, Paper) else found
    assert isinstance(data, bytes)
    parts = zipfile.ZipFile(io.BytesIO(data))
    body = parts.read("word/document.xml").decode()
    assert not re.search("<w:(hyperlink|fldSimple|instrText|fldChar|object|altChunk|pict)", body)
    outside = [n for n in parts.namelist() if b'"External"' in parts.read(n)]
    assert not outside
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", body)
    said = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    assert harmed(said, SHOWN) == []


@pytest.mark.parametrize("name", ["amu_report.pdf", "leader_month.pdf", "person_sheet.pdf"])
def test_a_pdf_has_no_links_scripts_or_files_in_it(name: str) -> None:
    data = MAKERS[name]()
    assert isinstance(data, bytes)
    inside = data + b"".join(_unpacked(data))
    assert not re.search(rb"/(URI|JavaScript|JS|Launch|EmbeddedFile|OpenAction|GoToR)\b", inside)


def test_a_picture_has_no_scripts_and_no_links_but_to_itself() -> None:
    data = MAKERS["board_picture.picture"]()
    assert isinstance(data, bytes)
    parts = list(ET.fromstring(data).iter())
    assert not [part for part in parts if part.tag.rpartition("}")[2] in ("script", "a")]
    named = [(name.rpartition("}")[2], value) for part in parts for name, value in part.items()]
    assert not [name for name, _ in named if name.lower().startswith("on")]
    links = [value for name, value in named if name == "href"]
    assert all(link.startswith(("#", "data:image/")) for link in links)  # what it holds itself


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
def test_names_in_the_person_sheet_as_pdf_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "ark.pdf"
    data = MAKERS["person_sheet.pdf"]()
    assert isinstance(data, bytes)
    path.write_bytes(data)
    told = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    # What is in no font is printed as its number.
    said = re.sub(r"\[U\+(\w+)\]", lambda found: chr(int(found[1], 16)), told.stdout.decode())
    said = re.sub(r"(?<=x)[-‐\xad\s]+(?=x)", "", said)  # where a very long word is parted
    said = re.sub(r"\s", "", said)
    assert harmed(said, [re.sub(r"\s", "", seen(name)) for name in SHOWN]) == []


@pytest.mark.parametrize("name", ["person_sheet.text", "word.plain"])
def test_names_in_plain_text_are_whole(name: str) -> None:
    said = str(MAKERS[name]())
    assert harmed(said, [*SHOWN, *(text.upper() for text in SHOWN)]) == []


def test_names_in_markdown_mean_nothing_to_it() -> None:
    said = str(MAKERS["markdown.markdown"]())
    assert not re.search(r"(?<!\\)(\[[^ ]\S*\]\(|!\[|<script|<img|`|(?<!\\)\$)", said)


def _unpacked(data: bytes) -> list[bytes]:
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return found
