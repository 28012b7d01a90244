"""One-sheet workbooks whose bytes depend on nothing but their content."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from analytics.demo.sheets import SheetRow


def write_sheet(path: Path, sheet: str, rows: Iterable[SheetRow], written: datetime) -> None:
    """Write rows from the top left of a single sheet; `written` stands as the time of writing."""
    workbook = Workbook(write_only=True)
    # openpyxl would take these from the clock, and so would the zip archive below.
    workbook.properties.created = workbook.properties.modified = written
    page = workbook.create_sheet(sheet)
    for row in rows:
        page.append(row)
    with _DatedArchive(path, written) as archive:
        ExcelWriter(workbook, archive).write_data()


class _DatedArchive(ZipFile):
    """A zip archive in which every entry carries the same given time."""

    def __init__(self, path: Path, written: datetime) -> None:
        super().__init__(path, "w", ZIP_DEFLATED)
        self._time = (written.year, written.month, written.day, 0, 0, 0)

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(self._dated(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        with (
            Path(filename).open("rb") as source,
            self.open(self._dated(str(arcname)), "w") as target,
        ):
            while part := source.read(1 << 20):
                target.write(part)

    def _dated(self, name: str) -> ZipInfo:
        entry = ZipInfo(name, self._time)
        entry.compress_type = ZIP_DEFLATED
        return entry
