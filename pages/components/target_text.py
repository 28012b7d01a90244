"""A target in words, wherever it is shown."""

from __future__ import annotations

from analytics.store.targets import UnitTarget
from pages.components.session import Session


def due_text(session: Session, target: UnitTarget) -> str:
    """By when, and which role answers."""
    _ = session.translate
    places = {"day": session.words.day(target.due), "owner": target.owner}
    return _("by %(day)s; answers for it: %(owner)s") % places
