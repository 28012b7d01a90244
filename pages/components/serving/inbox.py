"""The dashboard watches the inbox itself: only one program at a time has the store open.

Set NAERVAER_INBOX to the folder. Files come in by the store that the pages read from.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from analytics.errors import ReaderError
from analytics.i18n import translator
from analytics.ingest.inbox import Inbox
from analytics.settings import Settings
from analytics.store.connection import Store
from pages.components.serving.failing import noted

FOLDER = "NAERVAER_INBOX"
EVERY = 5  # seconds between two looks
AFTER_A_FAULT = 60  # seconds: a disk that is full is still full in five
LOG = logging.getLogger("naervaer")


def start(environment: Mapping[str, str]) -> Thread | None:
    """Watch the folder that the surroundings name, for as long as the server runs; None where they
    name none. The store is opened when the first file or the first reader comes."""
    folder = environment.get(FOLDER)
    if not folder:
        return None
    settings = Settings.read(environment)
    box = Inbox(Path(folder).absolute(), translator(settings.language))
    watching = Thread(target=_watch, args=(box, lambda: lent(settings)), daemon=True, name=FOLDER)
    watching.start()
    return watching


def lent(settings: Settings) -> Store:
    """The very store that pages read from: a second one would be locked out."""
    from pages.components import session  # its caches need a server that has started

    store: Store = session.opened_store(settings)
    return store


def _watch(box: Inbox, store: Callable[[], Store]) -> None:
    said = ""
    while True:
        fault = look(box, store, datetime.now(UTC))
        if fault not in (said, ""):
            LOG.error("The inbox: %s", fault)  # once, not every minute
        said = fault
        time.sleep(AFTER_A_FAULT if fault else EVERY)


def look(box: Inbox, store: Callable[[], Store], now: datetime) -> str:
    """Take what is complete; what stands in the way, "" when nothing does. Never raises: the next
    look may go better, and the dashboard must not end for it."""
    try:
        for one in box.pass_through(lambda: nullcontext(store()), now):
            LOG.info("The inbox: %s %s %s", one.mark, one.outcome, one.kind)
    except ReaderError as error:
        return error.text(box.translate)
    except Exception as error:
        noted(error, "The inbox")
        return type(error).__qualname__
    return ""
