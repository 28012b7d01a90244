"""The records of an XML text: elements with values in elements or attributes of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from analytics.errors import ImportRefused
from analytics.i18n import N_
from analytics.ingest.refusals import REFUSALS

FEWEST_VALUES = 3  # of an element that holds nothing but attributes

BROKEN = N_(
    "The file is damaged or incomplete: its XML breaks off or is wrong in line %(line)s. "
    "Export it again from the payroll system."
)


@dataclass
class Element:
    """An open element: its attributes, and what its closed children without children say."""

    name: str
    line: int
    values: dict[str, str]
    text: str = ""
    leaf: bool = True


@dataclass(frozen=True)
class Record:
    """An element whose values stand in elements or attributes of its own."""

    name: str
    line: int
    values: Mapping[str, str]


@dataclass
class Reader:
    """Collects the records of an XML text. Raises ImportRefused for broken or unsafe XML."""

    open: list[Element] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)

    def read(self, text: str) -> list[Record]:
        """All records, in the order they end."""
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add
        try:
            self.parser.Parse(text, True)
        except expat.ExpatError as error:
            raise ImportRefused(BROKEN, line=error.lineno) from error
        return self.records

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.open:
            self.open[-1].leaf = False
        own = {key: value.strip() for key, value in attributes.items() if ":" not in key}
        self.open.append(Element(_local(name), self.parser.CurrentLineNumber, own))

    def _add(self, text: str) -> None:
        self.open[-1].text += text

    def _end(self, name: str) -> None:
        element = self.open.pop()
        around = {key: value for outer in self.open for key, value in outer.values.items()}
        if element.leaf and self.open and element.text.strip():
            self.open[-1].values[element.name] = element.text.strip()
        elif element.values and (not element.leaf or len(element.values) >= FEWEST_VALUES):
            self.records.append(Record(element.name, element.line, around | element.values))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    """Entities can be made to fill any memory, and no payroll program declares any."""
    raise ImportRefused(REFUSALS["unsafe"], what="DOCTYPE")
