"""Text files become the rows their author sees, in the letters their author wrote."""

import codecs
from datetime import date, datetime

import pytest

from analytics.errors import ImportRefused
from analytics.ingest import grid, refusals, workbook

TABLE = "Ansattnr;Navn;Årsak;Timer\n00017;Åse Bjørnstad;Fravær på søndag;7,5\n"
ROWS = [
    ["Ansattnr", "Navn", "Årsak", "Timer"],
    ["00017", "Åse Bjørnstad", "Fravær på søndag", "7,5"],
]


def rows(text: str | bytes) -> list[list[object]]:
    data = text.encode() if isinstance(text, str) else text
    (sheet,) = workbook.read(data, "fil.csv").sheets
    return sheet.rows


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("cp1252", b"", "cp1252"),
        ("cp865", b"", "cp865"),
        ("mac_roman", b"", "mac_roman"),
    ],
)
def test_norwegian_letters_survive_every_encoding(encoding: str, mark: bytes, told: str) -> None:
    book = workbook.read(mark + TABLE.encode(encoding), "fil.xls")
    assert book.sheets[0].rows == ROWS
    assert (book.format, book.encoding, book.delimiter) == ("csv", told, ";")


@pytest.mark.parametrize("word", ["Løkås", "Bærø", "ÅRSØ", "Müller", "Malmö", "å"])
@pytest.mark.parametrize("encoding", ["cp1252", "cp865", "mac_roman"])
def test_a_single_nordic_word_tells_the_encoding(word: str, encoding: str) -> None:
    assert rows(f"navn;dag\n{word};1\n".encode(encoding))[1] == [word, "1"]


@pytest.mark.parametrize(
    ("text", "delimiter", "second"),
    [
        ("a;b;c\n1,5;2,5;x\n3,5;4,5;y\n", ";", ["1,5", "2,5", "x"]),
        ("1;2,5;7,5\n2;3,5;7,5\n", ";", ["2", "3,5", "7,5"]),
        ("a\tb\n1,5\t2,5\n", "\t", ["1,5", "2,5"]),
        ("a|b\n1|2\n", "|", ["1", "2"]),
        ("a,b\n1,2\n", ",", ["1", "2"]),
        ('navn,sted\n"Berg; Kari",Oslo\n"Dal; Ola",Bergen\n', ",", ["Berg; Kari", "Oslo"]),
        ('navn;merknad\n"Berg; Kari";"a, b, c"\n', ";", ["Berg; Kari", "a, b, c"]),
        ("kode\n0017\n", None, ["0017"]),
        ("  17 12010825\n  18 13010825\n", None, ["  18 13010825"]),
    ],
)
def test_the_delimiter_is_the_one_rows_agree_on(
    text: str, delimiter: str | None, second: list[str]
) -> None:
    book = workbook.read(text.encode(), "fil.csv")
    assert book.delimiter == delimiter
    assert book.sheets[0].rows[1] == second


def test_a_sep_line_is_obeyed_and_counted() -> None:
    sheet = workbook.read(b"sep=|\r\na|b;c\r\n1|2;3\r\n", "fil.csv").sheets[0]
    assert (sheet.first_row, sheet.rows) == (2, [["a", "b;c"], ["1", "2;3"]])


def test_titles_blank_lines_and_ragged_rows_keep_their_places() -> None:
    sheet = workbook.read(b"\n\nFravaer 2025\n\nid;kode;dager\n1;S;2\nSum;;2;;\n", "f.csv").sheets[
        0
    ]
    assert sheet.first_row == 3
    assert sheet.rows == [
        ["Fravaer 2025", None, None],
        [None, None, None],
        ["id", "kode", "dager"],
        ["1", "S", "2"],
        ["Sum", None, "2"],
    ]


def test_cells_lose_blanks_around_them_and_nothing_else() -> None:
    text = "id;tekst\n 007 ;\xa0to  ord\xa0\n"
    assert rows(text)[1] == ["007", "to  ord"]


def test_line_breaks_within_quotes_stay_in_the_cell() -> None:
    assert rows('a;b\n"en\nto";2\n')[1] == ["en\nto", "2"]


def test_a_quotation_mark_that_never_closes_swallows_no_rows() -> None:
    book = workbook.read(b'a;b\n"x;1\n' + b"c;2\n" * 500, "f.csv")
    assert len(book.sheets[0].rows) == 502
    assert book.sheets[0].rows[1] == ['"x', "1"]
    assert [note for note, _ in book.notes] == [refusals.NOTES["unclosed_quote"]]


def test_a_web_page_named_xls_gives_its_tables_with_spans() -> None:
    page = """<html><body><p>Rapport</p><table><tr><th colspan=2>Ansatt</th><th>Fra</th></tr>
    <tr><td rowspan="2">0017</td><td>Bj&oslash;rn<br>Dal</td><td>01.02.2025</td></tr>
    <tr><td>&nbsp;</td><td>02.02.2025</td></tr></table></body></html>"""
    book = workbook.read(page.encode(), "rapport.xls")
    assert book.format == "html"
    assert book.sheets[0].rows == [
        ["Ansatt", None, "Fra"],
        ["0017", "Bjørn Dal", "01.02.2025"],
        [None, None, "02.02.2025"],
    ]
    assert book.sheets[0].merged == ((0, 0, 0, 1), (1, 0, 2, 0))


def test_a_page_of_bad_markup_gives_what_a_browser_shows() -> None:
    page = """<html><!-- <td>nei</td> --><style>td > p { }</style><table><tr>
    <td title="a > b">1 &lt; 2 &amp; 3 < 4<td class='x'>b<!-- c --></tr>
    <tr><td><table><tr><td>inni</table>etter<td/>x</table><td>utenfor"""
    book = workbook.read(page.encode(), "rapport.xls")
    assert [sheet.rows for sheet in book.sheets] == [
        [["1 < 2 & 3 < 4", "b"], ["etter", "x"]],
        [["inni"]],
    ]


OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"
SPREADSHEET = f"""<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="{OFFICE}" xmlns:ss="{OFFICE}">
 <DocumentProperties><LastSaved>2025-03-01T12:00:00Z</LastSaved></DocumentProperties>
 <Worksheet ss:Name="Fravær"><Table><Column ss:Index="2" ss:Hidden="1"/>
  <Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">Åse</Data></Cell>
   <Cell><Data ss:Type="Number">7.5</Data></Cell></Row>
  <Row ss:Hidden="1"><Cell><Data ss:Type="Number">17</Data>
    <Comment><ss:Data>nei</ss:Data></Comment></Cell>
   <Cell ss:Index="3"><Data ss:Type="DateTime">2025-02-28T00:00:00.000</Data>
   </Cell><Cell><Data ss:Type="DateTime">2025-02-28T07:30:00.000</Data></Cell></Row>
  <Row><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell ss:Formula="=1"/>
   <Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="Skjult"><Table/><WorksheetOptions><Visible>SheetHidden</Visible>
 </WorksheetOptions></Worksheet></Workbook>"""


def test_an_xml_spreadsheet_gives_typed_cells_at_their_places() -> None:
    book = workbook.read(SPREADSHEET.encode(), "rapport.xls")
    assert (book.format, book.modified) == ("spreadsheetml", date(2025, 3, 1))
    sheet, hidden = book.sheets
    assert (sheet.name, hidden.name, hidden.visibility) == ("Fravær", "Skjult", grid.HIDDEN)
    assert sheet.first_row == 3
    assert sheet.rows == [
        ["Åse", None, 7.5, None],
        [17, None, date(2025, 2, 28), datetime(2025, 2, 28, 7, 30)],
        [None, None, True, None],
    ]
    assert (sheet.merged, sheet.hidden_rows) == (((0, 0, 0, 1),), {1})
    assert (sheet.hidden_columns, sheet.uncomputed) == ({1}, {(2, 0), (2, 1)})


def test_sheets_of_the_same_name_are_told_apart() -> None:
    data = SPREADSHEET.replace("Skjult", "Fravær").encode()
    names = [sheet.name for sheet in workbook.read(data, "rapport.xls").sheets]
    assert names == ["Fravær", "Fravær (2)"]


def test_of_a_very_long_text_the_beginning_is_read_and_that_is_said() -> None:
    book = workbook.read(b"id;merknad\n1;" + b"x" * 5000 + b"\n", "f.csv")
    assert book.sheets[0].rows[1] == ["1", "x" * 1000]
    assert [note for note, _ in book.notes] == [refusals.NOTES["long_texts"]]


def test_other_xml_is_handed_on_line_by_line() -> None:
    xml = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<paxml>\n  <navn>Åse</navn>\n</paxml>\n'
    book = workbook.read(xml.encode("iso-8859-1"), "lonn.xml")
    assert (book.format, book.sheets[0].name) == ("xml", "paxml")
    assert book.sheets[0].rows[2] == ["  <navn>Åse</navn>"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" \r\n", "empty"),
        (b"%PDF-1.7 ...", "foreign"),
        (b"\x89PNG\r\n\x1a\n", "foreign"),
        (b"MZ\x90\x00\x03", "foreign"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unsafe"),
        (SPREADSHEET[:900].encode(), "damaged"),
        (b"<html><body>Logg inn</body></html>", "no_table"),
        (bytes(range(256)) * 20, "unknown"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(data: bytes, reason: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        workbook.read(data, "fil.csv")
    assert refused.value.message == refusals.REFUSALS[reason]


def test_one_endless_row_among_many_is_refused_instead_of_padded() -> None:
    data = b"a;b\n" * 3000 + b";".join([b"x"] * 30_000) + b"\n"
    with pytest.raises(ImportRefused, match="30000 columns"):
        workbook.read(data, "fil.csv")
