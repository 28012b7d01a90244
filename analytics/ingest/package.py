"""What the parts of a zipped workbook say besides cells: which sheet is where, when it was saved.

Runs in the child process (`reader`), so it imports the standard library only.
"""

from __future__ import annotations

import re
from xml.parsers import expat
from zipfile import ZipFile

_UNUSED = {"vbaproject.bin": "macros", "/externallinks/": "links", "/embeddings/": "embedded"}
_MODIFIED = re.compile(rb"<(?:dcterms:modified|dc:date)\b[^<>]*+>(\d{4}-\d\d-\d\d)")


def modified(archive: ZipFile) -> str | None:
    """The day the workbook was last saved, as text, where it says so."""
    for name in {"docProps/core.xml", "meta.xml"} & set(archive.namelist()):
        if match := _MODIFIED.search(archive.read(name)):
            return match[1].decode()
    return None


def notes(archive: ZipFile) -> list[str]:
    """Names of the sentences (`refusals.NOTES`) about parts that are left alone."""
    names = "\n".join(archive.namelist()).lower()
    return [note for sign, note in _UNUSED.items() if sign in names]


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Sheet name → name of its part in an xlsx; empty when the workbook does not say."""
    by_name = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
    book = by_name.get("xl/workbook.xml")
    links = by_name.get("xl/_rels/workbook.xml.rels")
    if not book or not links:
        return {}
    targets = {
        link.get("Id", ""): link.get("Target", "")
        for link in _elements(archive.read(links), "Relationship")
    }
    parts = {}
    for sheet in _elements(archive.read(book), "sheet"):
        target = targets.get(sheet.get("id", ""), "")
        path = target.lstrip("/") if target.startswith("/") else "xl/" + target
        parts[sheet.get("name", "")] = by_name.get(path.lower(), "")
    return parts


def _elements(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element with that local name, themselves by local name."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rsplit("}", 1)[-1] == wanted:
            found.append({key.rsplit("}", 1)[-1]: value for key, value in attributes.items()})

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found
