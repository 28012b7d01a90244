"""A report set as a PDF (PDF/UA) by its template: nothing is fetched, no font of the machine used.

Texts reach the template as data and are printed as text. A sign that no font here can show (a name
in Chinese letters) is printed as its number, `[U+738B]`: the standard refuses empty boxes, and a
paper that cannot be made helps nobody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst

from analytics.documents.signs import clean

UNSHOWN = re.compile(r'the text `?"(.*?)"`? could not be displayed', re.DOTALL)
CODED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
LONG = re.compile(r"\S{40}(?=\S)")  # would run over the edge of the paper
TRIES = 500  # different signs that are not in any font, at most


def typeset(
    template: Path, reports: Sequence[Any], made: datetime, most_pages: int | None = None
) -> bytes:
    """The first of `reports` (JSON as data) that has room on `most_pages`, else the last."""
    return _set(template, reports, made, most_pages)[1]


def picture(template: Path, report: Any, made: datetime, kind: Literal["png", "svg"]) -> bytes:
    """`report` on the one page of `template` as a picture, a pixel for each point."""
    drawn = _set(template, [report], made)[0].compile(format=kind, ppi=72)
    assert isinstance(drawn, bytes)  # of several pages it would be a list
    return drawn


def _set(
    template: Path, reports: Sequence[Any], made: datetime, most_pages: int | None = None
) -> tuple[typst.Compiler, bytes]:
    """What sets the report without empty boxes, and the report as a PDF."""
    shown: dict[str, str] = {}
    for _ in range(TRIES):
        compiler = _fitting(template, reports, shown, most_pages)
        try:
            document = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=made)
        except typst.TypstError as error:
            found = _by_number(str(error))
            if found.keys() <= shown.keys():  # another fault, or one that this does not mend
                raise
            shown |= found
            continue
        assert isinstance(document, bytes)  # a PDF is one file, whatever its pages
        return compiler, document
    raise ValueError("too many signs that no font can show")


def _fitting(
    template: Path, reports: Sequence[Any], shown: Mapping[str, str], most_pages: int | None
) -> typst.Compiler:
    for report in reports:
        compiler = typst.Compiler(
            template,
            root=template.parent,
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(_printable(report, shown))},
        )
        if most_pages is None:
            break
        if json.loads(compiler.query("<pages>", field="value", one=True)) <= most_pages:
            break
    return compiler


def _printable(part: Any, shown: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        whole = LONG.sub("\\g<0>\u200b", clean(part))  # a sign without width, to part it at
        return whole.translate({ord(sign): number for sign, number in shown.items()})
    if isinstance(part, Mapping):
        return {key: _printable(value, shown) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_printable(one, shown) for one in part]
    return part


def _by_number(fault: str) -> dict[str, str]:
    """The signs that a fault of the typesetter names, each with its number; none for others."""
    found = UNSHOWN.search(fault)
    text = CODED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else ""
    return {sign: f"[U+{ord(sign):04X}]" for sign in text if not sign.isascii()}
