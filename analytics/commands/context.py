"""What every command is given, and how it answers."""

from __future__ import annotations

import json
import math
import re
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.i18n import Translate, translator
from analytics.persons import write_down
from analytics.settings import Settings
from analytics.store.audit_log import Event
from analytics.store.connection import Store

DONE, NOTHING, WRONG = 0, 1, 2  # exit codes
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)  # a terminal would obey
WHO = "command"  # whoever may run commands on the machine; the log names no user account


@dataclass(frozen=True)
class Context:
    """One call: its arguments, where the store is, and the moment it was made."""

    args: Namespace
    settings: Settings
    now: datetime

    @property
    def today(self) -> date:
        return getattr(self.args, "today", None) or self.now.date()

    @property
    def translate(self) -> Translate:
        return translator(self.settings.language)

    def open(self, *, also_at: Path | None = None) -> Store:
        """The store, made when there is none."""
        return Store(self.settings.store, self.settings.key, also_at=also_at)

    def exported(self, store: Store, what: str) -> None:
        """Write down that rows about single people were printed."""
        write_down(store, Event(WHO, "export", what), self.now)

    def say(self, document: Any, text: str) -> None:
        """Print the JSON document when it was asked for, else the text for people."""
        if self.args.json:
            json.dump(plain(document), sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
        else:
            print(CONTROL.sub("", text))


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: dates ISO, nothing-values null, numbers unrounded."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if hasattr(value, "item"):  # numpy scalars
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value
