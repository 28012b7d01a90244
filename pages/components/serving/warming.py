"""What the first reader would wait for is done before anybody is answered."""

from __future__ import annotations

import gc
import sys
from asyncio import create_task, get_running_loop, to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from inspect import stack
from pathlib import Path
from pkgutil import iter_modules
from threading import Lock
from typing import Any

from analytics.store.facts import workdays
from pages.components.serving.failing import keep_words_out_of_logs
from pages.components.serving.handing_over import hand_over_together
from pages.components.serving.program import small
from pages.components.serving.promptness import say_at_once
from pages.components.serving.thrift import read_the_theme_once

COMPONENTS = Path(__file__).resolve().parents[1]
# What Streamlit itself imports at the first table.
DRAWING = ("pyarrow",)
_lock = Lock()
_settled = 0  # modules


@asynccontextmanager
async def warmed(_app: Any) -> AsyncIterator[None]:
    """The lifespan of the server: when it begins everything that pages import is there. The store
    is left closed until somebody asks for it; the command line may need it until then."""
    say_at_once(get_running_loop())
    hand_over_together()
    read_the_theme_once()
    for name in DRAWING:
        import_module(name)
    for found in iter_modules([str(COMPONENTS)]):
        import_module(f"pages.components.{found.name}")
    workdays()
    stack()  # Streamlit asks for it at the first element ever, and all modules are searched then
    settle()
    packing = create_task(to_thread(small))  # while the first reader looks at the first words
    yield
    await packing


def settle() -> None:
    """Put what is imported so far out of the garbage collector's reach, once, and again after a
    page has been opened that imported more: walking the libraries takes about 100 ms."""
    global _settled
    with _lock:
        if len(sys.modules) == _settled:
            return
        import_module("plotly.io")  # what the first chart would import after the freeze
        keep_words_out_of_logs()
        gc.collect()
        gc.freeze()
        _settled = len(sys.modules)
