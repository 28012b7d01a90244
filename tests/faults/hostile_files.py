"""Files made to hurt the one who reads them, small as they are: by memory, time or what they run.

`FILES` names each and makes it; the tests ask for an answer in words, the benchmark for its time.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import openpyxl

from tests.ingest.test_reading_workbooks import repacked, saved, with_cells

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def far_value() -> bytes:
    one, far = '<c r="A1"><v>1</v></c>', '<c r="XFD1048576"><v>1</v></c>'
    return with_cells(f'<sheetData><row r="1">{one}</row><row r="1048576">{far}</row></sheetData>')


def far_value_without_address() -> bytes:
    row = '<row r="1048576">' + "<c/>" * 16_000 + "<c><v>1</v></c></row>"
    return with_cells(f'<sheetData><row r="1"><c><v>1</v></c></row>{row}</sheetData>')


def zip_bomb() -> bytes:
    return with_cells("<sheetData/>" + " " * 100_000_000)


def zip_bomb_of_shared_bytes() -> bytes:
    """Many entries of one packed megabyte each, all of them the same bytes of the file."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    inside = b"<a>" + b" " * 60_000_000
    packed = packer.compress(inside) + packer.flush()
    sizes = struct.pack("<LLL", zlib.crc32(inside), len(packed), len(inside))
    head = struct.pack("<4s5H", b"PK\3\4", 20, 0, 8, 0, 33) + sizes
    name = b"[Content_Types].xml"
    data = head + struct.pack("<HH", len(name), 0) + name + packed
    listed = struct.pack("<4s6H", b"PK\1\2", 20, 20, 0, 8, 0, 33) + sizes
    listed = (listed + struct.pack("<5HLL", len(name), 0, 0, 0, 0, 0, 0) + name) * 400
    end = struct.pack("<4s4HLLH", b"PK\5\6", 0, 0, 400, 400, len(listed), len(data), 0)
    return data + listed + end


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{levels}]><a>&a11;</a>'
    return repacked(with_cells("<sheetData/>"), xl__sharedStrings=bomb)


def entity_bomb_as_text() -> bytes:
    return b'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<paxml>&b;</paxml>\n'


def entity_bomb_in_a_spreadsheet() -> bytes:
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="{name}"/>'.encode()


def merges(count: int) -> bytes:
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, count + 1))
    cells = '<row r="1"><c r="B1"><v>1</v></c></row>'
    return with_cells(f"<sheetData>{cells}</sheetData><mergeCells>{ranges}</mergeCells>")


def one_sheet_a_thousand_times() -> bytes:
    data = with_cells('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    book = zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml").decode()
    start = book.index("<sheets>") + len("<sheets>")
    first = book[start : book.index("</sheets>")]
    more = "".join(first.replace('name="Sheet"', f'name="S{n}"') for n in range(3000))
    return repacked(data, xl__workbook=book[:start] + more + book[book.index("</sheets>") :])


def wide_row() -> bytes:
    return b"Ansattnr;Fra;Til\n" + b";".join([b"x"] * 100_000) + b"\n"


def widest_row() -> bytes:
    """As many headings as a worksheet can have, all different."""
    return b";".join(b"h%d" % n for n in range(16_384)) + b"\n" + b"1;" * 16_383 + b"1\n"


def many_different(column: str) -> bytes:
    """Fifty thousand rows in which one column never says the same twice, nor anything known."""
    usual = {"Ansattnr": "17", "Fra": "01.02.2025", "Til": "02.02.2025", "Type": "Egenmelding"}
    odd = "fravær av slag {} 1.2. a"
    rows = (";".join((usual | {column: odd.format(n)}).values()) for n in range(50_000))
    return "\n".join([";".join(usual | {column: ""}), *rows]).encode()


def days_of_people() -> bytes:
    """A row a day, as a timesheet has, and a new person in every row."""
    rows = (f"{n};{1 + n % 28:02d}.02.2025;Ferie;7,5" for n in range(50_000))
    return "\n".join(["Ansattnr;Dato;Type;Timer", *rows]).encode()


def long_kinds() -> bytes:
    """Kinds of absence as long as a cell may be, which resemble a known one all the way."""
    rows = (f"17;01.02.2025;02.02.2025;{'sick ' * 190}{n}" for n in range(1_500))
    return "\n".join(["Ansattnr;Fra;Til;Type", *rows]).encode()


def calendar_of_codes() -> bytes:
    """A calendar of a year in which no two days are the same."""
    days = ";".join(f"{date(2025, 1, 1) + timedelta(n):%d.%m.%Y}" for n in range(365))
    rows = (f"N {at};" + ";".join(f"k{at * 365 + n}" for n in range(365)) for at in range(30))
    return "\n".join([f"Navn;{days}", *rows]).encode()


def columns_of_texts() -> bytes:
    """Nearly as many columns as are read, none of them with a heading that is known."""
    rows = (";".join(f"x{at} {n}" for n in range(1_900)) for at in range(100))
    return "\n".join([";".join(f"Kolonne {n}" for n in range(1_900)), *rows]).encode()


def junk_in_an_old_workbook() -> bytes:
    name = "Workbook".encode("utf-16-le")
    return OLE + bytes(range(256)) * 4 + name + zlib.compress(b"x") * 20_000


def looping_old_workbook() -> bytes:
    """A container whose chains of sectors all lead back to themselves."""
    head = OLE + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9L", 0, 1, 1, 0, 4096, 1, 1, 0, 1)
    head += struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    chains = struct.pack("<128L", *[1] * 128)
    name = "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 18)
    entry = (
        name + b"\2\1" + struct.pack("<3L", 0, 0, 0) + bytes(36) + struct.pack("<LQ", 1, 1 << 31)
    )
    return head + chains + entry * 4


def truncated() -> bytes:
    return saved_book()[:3000]


def saved_book() -> bytes:
    book = openpyxl.Workbook()
    for n in range(200):
        book.active.append([n, "Egenmelding", "01.02.2025"])
    return saved(book)


def names_outside_the_archive() -> bytes:
    return repacked(saved_book(), **{"..__..__..__etc__passwd": "x"})


def ten_thousand_entries() -> bytes:
    return repacked(saved_book(), **{f"xl__x{n}": "<a/>" for n in range(10_000)})


def page(text: str) -> Callable[[], bytes]:
    return lambda: ("<html><body><table><tr><td>a</td></tr>" + text).encode()


PAGES = {
    "comments": "<!--" * 1_000_000,
    "cdata": "<![CDATA[" * 400_000,
    "declarations": "<!a " * 1_000_000,
    "quotes": '<a ">"' * 600_000,
    "odd_quotes": "<td \"'" * 600_000,
    "brackets": "<" * 4_000_000,
    "scripts": "<script>" * 500_000,
    "references": "&#" * 1_000_000 + "9" * 100_000,
    "nested": "<table>" * 500_000,
    "spans": "<tr>" + '<td rowspan="1000000" colspan="16000">' * 50 * 100,
    "cells": "<td>" * 6_000_000,
    "rows": "<tr>" * 6_000_000,
}
RECORDS = b"id;fra;til\n"
FILES: dict[str, Callable[[], bytes]] = {
    "far_value": far_value,
    "far_value_without_address": far_value_without_address,
    "zip_bomb": zip_bomb,
    "zip_bomb_of_shared_bytes": zip_bomb_of_shared_bytes,
    "entity_bomb": entity_bomb,
    "entity_bomb_as_text": entity_bomb_as_text,
    "entity_bomb_in_a_spreadsheet": entity_bomb_in_a_spreadsheet,
    "50_000_merges": lambda: merges(50_000),
    "300_000_merges": lambda: merges(300_000),
    "one_sheet_a_thousand_times": one_sheet_a_thousand_times,
    "100_000_fields": wide_row,
    "16_384_headings": widest_row,
    "one_endless_field": lambda: RECORDS + b'"' + b"x" * 5_000_000 + b'"\n',
    "quotation_marks": lambda: RECORDS + b'"a;' * 1_000_000,
    "no_line_ends": lambda: RECORDS + b"a" * 5_000_000,
    "blank_inside": lambda: (RECORDS + b"a" + b" " * 30_000 + b"b;1;2\n") + RECORDS * 50,
    "zeros": lambda: b"a\0" * 1_000_000,
    "junk_in_an_old_workbook": junk_in_an_old_workbook,
    "looping_old_workbook": looping_old_workbook,
    "truncated": truncated,
    "names_outside_the_archive": names_outside_the_archive,
    "ten_thousand_entries": ten_thousand_entries,
    "unclosed_elements": lambda: with_cells("<row hidden='1' t=\"e\" " * 1_000_000),
    "blanks_after_a_formula": lambda: with_cells("<c r='A1'><f>1</f>" + " " * 3_000_000 + "<x>"),
    **{
        f"50_000_of_{name}": partial(many_different, name)
        for name in ("Type", "Fra", "Ansattnr", "Navn", "Enhet")
    },
    "days_of_50_000_people": days_of_people,
    "long_kinds": long_kinds,
    "calendar_of_different_codes": calendar_of_codes,
    "1_900_columns": columns_of_texts,
    **{f"page_of_{name}": page(text) for name, text in PAGES.items()},
}
