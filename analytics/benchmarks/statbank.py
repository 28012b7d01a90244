"""SSB's StatBank through PxWeb API v2: one table in, one tidy frame out.

SSB asks for at most 30 calls a minute; the client reads that limit from the service itself and
waits. A refresh is ten calls. Licence of the figures: CC BY 4.0, «Kilde: SSB».
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

import pandas as pd
from pxweb import PxApi

from analytics.benchmarks import tables
from analytics.benchmarks.tables import BenchmarkError, Table
from analytics.i18n import N_

SSB = "https://data.ssb.no/api/pxwebapi/v2"
PAGE = "https://www.ssb.no/statbank/table/"
FIRST_YEAR = 2015  # the employers' electronic reporting began; figures before it are another series
PATIENCE = 60.0  # seconds for one table

Found = TypeVar("Found")


class StatBank:
    """An open PxWeb API v2 service."""

    def __init__(self, base_url: str = SSB, *, patience: float = PATIENCE) -> None:
        """Open the service at `base_url`; every answer must come within `patience` seconds.

        Raises BenchmarkError when it cannot be reached or is no PxWeb API v2.
        """
        self._url = base_url
        self._patience = patience
        self._api = self._ask(
            lambda: PxApi(base_url, language="no", timeout=int(patience), max_workers=1)
        )

    def fetch(self, table: Table, today: date) -> pd.DataFrame:
        """Unadjusted rates of a table since 2015: a row per cell with a value, columns
        `tables.COLUMNS`; `value_pct` per cent, `fetched_at` ISO date.

        Raises BenchmarkError when the table is out of reach or is no longer built as we know it.
        """
        title, dimensions = self._ask(lambda: self._metadata(table.id))
        if not table.fits(dimensions):
            raise _changed(table, ", ".join(sorted(set(dimensions) ^ table.needed)))
        chosen = _chosen(table, dimensions)
        rows = self._ask(lambda: self._api.get_table_data(table.id, chosen, show="code"))
        names = {value["label"]: code for code, value in dimensions.items()}
        cells = pd.DataFrame(rows).rename(columns=names)
        return _tidy(table, title, cells.dropna(subset=["value"]), today)

    def _metadata(self, table: str) -> tuple[str, dict[str, Any]]:
        return (
            str(self._api.get_table_metadata(table).get("label", "")),
            self._api.get_table_variables(table),
        )

    def _ask(self, question: Callable[[], Found]) -> Found:
        try:
            return _within(self._patience, question)
        # Whatever breaks in an answer from outside comes up as its own kind of error, from a
        # refused connection to a missing key; to the reader they are one.
        except Exception as error:
            raise BenchmarkError(
                N_(
                    "SSB's figures could not be fetched from %(url)s (%(reason)s). "
                    "The figures held before are still used; try again later."
                ),
                url=self._url,
                reason=(str(error) or type(error).__name__).splitlines()[0][:200],
            ) from error


def _within(seconds: float, question: Callable[[], Found]) -> Found:
    """The answer, if it comes in time. The client keeps its own timeout from the socket (0.6.0)."""
    answers: list[Found] = []
    faults: list[Exception] = []

    def work() -> None:
        try:
            answers.append(question())
        except Exception as error:  # carried over to the caller's thread
            faults.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds)
    if faults:
        raise faults[0]
    if not answers:
        raise TimeoutError(f"no answer in {seconds:g} s")
    return answers[0]


def _chosen(table: Table, dimensions: Mapping[str, Any]) -> dict[str, list[str] | str]:
    """Every code of every dimension by name: what is left out of a query, SSB may add up."""
    codes = {name: list(value["category"]["label"]) for name, value in dimensions.items()}
    if tables.RATE in codes[tables.CONTENTS]:
        codes[tables.CONTENTS] = [tables.RATE]
    elif len(codes[tables.CONTENTS]) != 1:
        raise _changed(table, tables.CONTENTS)
    codes[tables.TIME] = [code for code in codes[tables.TIME] if int(code[:4]) >= FIRST_YEAR]
    known = {tables.SEX: tables.SEXES, tables.CERTIFICATION: tables.CERTIFICATIONS}
    for name, meanings in known.items():
        if strange := set(codes.get(name, ())) - set(meanings):
            raise _changed(table, f"{name}: {', '.join(sorted(strange))}")
    return {**codes}


def _changed(table: Table, what: str) -> BenchmarkError:
    return BenchmarkError(
        N_(
            "SSB has changed table %(table)s (%(what)s), so its figures were not taken in. "
            "The figures held before are still used; a new version of the program is needed."
        ),
        table=table.id,
        what=what,
    )


def _tidy(table: Table, title: str, cells: pd.DataFrame, today: date) -> pd.DataFrame:
    period = cells[tables.TIME].astype(str)
    certification: Any = tables.certification_of(title)
    if tables.CERTIFICATION in cells:
        certification = cells[tables.CERTIFICATION].map(tables.CERTIFICATIONS)
    sector: Any = tables.ALL
    if tables.SECTOR in cells:
        sector = cells[tables.SECTOR].map(lambda code: tables.SECTORS.get(code, code))
    return pd.DataFrame(
        {
            "period": period,
            "freq": period.str.contains("K").map({True: "quarter", False: "year"}),
            "table": table.id,
            "sex": cells[tables.SEX].map(tables.SEXES),
            "industry": cells.get(tables.INDUSTRY, tables.ALL_INDUSTRIES),
            "sector": sector,
            "certification": certification,
            "value_pct": cells["value"].astype(float),
            "fetched_at": today.isoformat(),
            "adjustment": "none",
            "occupation": tables.ALL,
            "vintage": tables.FETCHED,
            "published": "",
            "publisher": "SSB",
            "source": PAGE + table.id,
        },
        columns=list(tables.COLUMNS),
    ).reset_index(drop=True)
