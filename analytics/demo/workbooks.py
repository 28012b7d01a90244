"""The invented employer's exports: one workbook of employees, one of absence per calendar year, and
the rosters as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import numpy as np

from analytics.demo.absence_parameters import absence_plan
from analytics.demo.absences import draw_absences
from analytics.demo.blemishes import plant_blemishes
from analytics.demo.habits import plant_habits
from analytics.demo.onsets import Setting
from analytics.demo.organisation import found_organisation
from analytics.demo.parameters import organisation_plan, people_plan
from analytics.demo.positions import MainPositions
from analytics.demo.rosters import Rosters, draw_rosters, fit_to_absence, roster_rows
from analytics.demo.sheets import SheetRow, absence_rows, employee_rows, text_date
from analytics.demo.staffing import staff_organisation
from analytics.demo.tables import read_toml
from analytics.demo.window import Window
from analytics.demo.xlsx import write_sheet


@dataclass(frozen=True)
class DemoFiles:
    """The files written: employees, absences in order of calendar year, and rosters."""

    employees: Path
    absences: tuple[Path, ...]
    rosters: Path


def write_workbooks(
    folder: Path, *, employees: int = 400, months: int = 36, seed: int = 1, today: date
) -> DemoFiles:
    """Write the exports of an invented employer into `folder`, which is made if missing.

    `employees` is the number of main positions, at least 40. The data cover the `months` whole
    months before the month of `today` and the days of that month so far; `today` is the date of
    export, when some spells are still open. The same arguments give the same files, byte for byte.
    Raises ValueError for too few employees or months.
    """
    # A stream of its own for each step: changing how people are named leaves their absence alone.
    streams = [np.random.default_rng([seed, step]) for step in range(6)]
    setting = _setting(employees, Window.ending(today, months), streams)
    rosters = draw_rosters(setting, streams[4])
    absent = plant_habits(setting, draw_absences(setting, streams[2]), rosters, streams[5])
    fit_to_absence(rosters, absent)
    years = absence_rows(setting, absent)
    layout = read_toml("workbooks")
    plant_blemishes(years, layout["blemishes"], streams[3])

    folder.mkdir(parents=True, exist_ok=True)
    exported = datetime.combine(today, time())
    staff = folder / layout["employees_file"]
    employed = [list(layout["employees_header"]), *employee_rows(setting)]
    write_sheet(staff, layout["employees_sheet"], employed, exported)
    absences = []
    for year, rows in years.items():
        path = folder / layout["absences_file"].format(year=year)
        titles = [
            [title.format(employer=setting.organisation.employer, date=text_date(today))]
            for title in layout["absences_titles"]
        ]
        head: Iterable[SheetRow] = [*titles, [], list(layout["absences_header"])]
        write_sheet(path, layout["absences_sheet"], [*head, *rows], exported)
        absences.append(path)
    return DemoFiles(staff, tuple(absences), _write_rosters(folder, setting, rosters))


def _write_rosters(folder: Path, setting: Setting, rosters: Rosters) -> Path:
    """Roster systems export text: so many rows would take long as a workbook, too."""
    layout = read_toml("rosters")["roster"]
    lines = [";".join(row) for row in (layout["header"], *roster_rows(setting, rosters))]
    path = folder / str(layout["file"])
    path.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\r\n")
    return path


def _setting(employees: int, window: Window, streams: list[np.random.Generator]) -> Setting:
    shape, staff = organisation_plan(), people_plan()
    organisation = found_organisation(shape, employees, streams[0])
    workforce = staff_organisation(organisation, (shape, staff), window, streams[1])
    positions = MainPositions(workforce, window.last)
    return Setting(organisation, workforce, positions, window, absence_plan())
