"""How many people each ready-made count of frequent absence would touch, before any is used."""

from __future__ import annotations

from datetime import date

from analytics.access import Reader
from analytics.answers.episodes import followed
from analytics.errors import AccessDenied
from analytics.i18n import N_
from analytics.rules.presets import for_preset, presets, touched
from analytics.store.connection import Store


def touched_by_presets(reader: Reader, store: Store, today: date) -> dict[str, int]:
    """How many people each preset touches on `today`, by its name; numbers and never names.

    Raises AccessDenied for readers without person access: a count of a few could be somebody.
    """
    if not reader.sees_persons:
        raise AccessDenied(N_("Your role sees groups, not single employees."))
    with store.cursor() as cursor:
        people = followed(cursor, today)
    return {
        preset.name: sum(
            touched(for_preset(preset, person.runs, person.episodes), preset, today)
            for person in people
        )
        for preset in presets()
    }
