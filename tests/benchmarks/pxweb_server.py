"""A StatBank on 127.0.0.1: it answers as PxWeb API v2 does, from tables drawn in the test.

Endpoints and shapes follow the published API (PxTools/PxApiSpecs, PxAPI-2): /config, /tables,
/tables/{id}/metadata and POST /tables/{id}/data with JSON-stat 2.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

LABELS = {
    "Kjonn": "kjønn",
    "NACE2007": "næring (SN2007)",
    "Sykefraver2": "type sykefravær",
    "Sektor": "sektor",
    "ContentsCode": "statistikkvariabel",
    "Tid": "kvartal",
}


@dataclass
class Drawn:
    """One table: title, codes of each dimension, and values by codes (else `value`; None: «.»)."""

    title: str
    codes: dict[str, list[str]]
    value: float | None = 6.0
    values: dict[tuple[str, ...], float | None] = field(default_factory=dict)
    status: int = 200

    def stat(self, chosen: dict[str, list[str]], table: str) -> dict[str, Any]:
        """The JSON-stat 2 answer for the chosen codes."""
        cells = itertools.product(*chosen.values())
        return {
            **self._frame(chosen, table),
            "value": [self.values.get(cell, self.value) for cell in cells],
        }

    def metadata(self, table: str) -> dict[str, Any]:
        return self._frame(self.codes, table)

    def _frame(self, codes: dict[str, list[str]], table: str) -> dict[str, Any]:
        return {
            "version": "2.0",
            "class": "dataset",
            "label": f"{table}: {self.title}",
            "source": "Statistisk sentralbyrå",
            "updated": "2026-09-10T06:00:00Z",
            "id": list(codes),
            "size": [len(values) for values in codes.values()],
            "dimension": {
                name: {
                    "label": LABELS.get(name, name),
                    "category": {
                        "index": {code: n for n, code in enumerate(values)},
                        "label": {code: f"navn på {code}" for code in values},
                    },
                    "extension": {"elimination": name == "Kjonn", "show": "value"},
                }
                for name, values in codes.items()
            },
        }


@dataclass
class Bank:
    """A running service: its address, and every call it got."""

    tables: dict[str, Drawn]
    calls: list[str] = field(default_factory=list)
    busy: int = 0  # so many of the next data calls are answered 429
    slow: float = 0.0  # seconds before an answer with data
    url: str = ""


def _handler(bank: Bank) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(
                {s["variableCode"]: s["valueCodes"] for s in json.loads(body)["selection"]}
            )

        def log_message(self, *_: Any) -> None:
            pass

        def _answer(self, chosen: dict[str, list[str]]) -> None:
            path = urlsplit(self.path).path
            bank.calls.append(path)
            match path.strip("/").split("/"):
                case ["config"]:
                    self._send(
                        {
                            "apiVersion": "2.0.0",
                            "defaultLanguage": "no",
                            "maxDataCells": 40,  # small, so that tables come in several parts
                            "maxCallsPerTimeWindow": 1000,
                            "timeWindow": 60,
                        }
                    )
                case ["tables"]:
                    self._send({"tables": [], "page": {"totalElements": len(bank.tables)}})
                case ["tables", table, "metadata"] if table in bank.tables:
                    self._send(bank.tables[table].metadata(table))
                case ["tables", table, "data"] if table in bank.tables:
                    self._data(table, chosen)
                case _:
                    self._send({"title": "Not Found", "status": 404}, 404)

        def _data(self, table: str, chosen: dict[str, list[str]]) -> None:
            time.sleep(bank.slow)
            if bank.busy:
                bank.busy -= 1
                self._send({"title": "Too Many Requests", "status": 429}, 429)
                return
            drawn = bank.tables[table]
            self._send(drawn.stat(chosen, table), drawn.status)

        def _send(self, body: object, status: int = 200) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if status == 429:
                self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(data)

    return Handler


@contextmanager
def serving(tables: dict[str, Drawn], **how: Any) -> Iterator[Bank]:
    """The tables served on 127.0.0.1 for as long as the block lasts."""
    bank = Bank(tables, **how)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(bank))
    bank.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield bank
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
