"""Before anything about a single person in a case: why the reader looks."""

from __future__ import annotations

from collections.abc import Callable

from analytics import persons
from pages.components import purpose
from pages.components.clock import now
from pages.components.session import Session

REASONS = ("case", "follow_up", "recurring", "own_request", "data_quality")


def choose(session: Session, key: str) -> str | None:
    """The reason the reader chooses, as its key in `persons.REASONS`; None before that."""
    return purpose.choose(session, REASONS, key)


def ask(session: Session, about: str, keep: Callable[[str], None], key: str) -> None:
    """Ask with the sentence `about`, and give the reason chosen to `keep`."""
    purpose.ask(session, about, REASONS, keep, key=key)


def given(session: Session, whom: str) -> bool:
    """Whether a reason holds for looking at the person with the code `whom`; asks where not."""
    _, reader, store = session.translate, session.reader, session.store
    if persons.purpose(reader, store, whom, now()) is not None:
        return True
    ask(
        session,
        _("Say why you look before anything about a person is shown."),
        lambda reason: persons.give_purpose(reader, store, whom, reason, now()),
        "case-why",
    )
    return False
