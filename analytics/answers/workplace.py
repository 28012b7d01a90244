"""The industry and sector the workplace is compared with, as HR or an administrator chose."""

from __future__ import annotations

from datetime import datetime

from analytics.access import Reader, Role
from analytics.benchmarks.industries import INDUSTRIES, SECTORS
from analytics.benchmarks.matching import Like
from analytics.benchmarks.tables import ALL, ALL_INDUSTRIES
from analytics.errors import AccessDenied, ReaderError
from analytics.i18n import N_
from analytics.store.audit_log import Event, record
from analytics.store.connection import Store
from analytics.store.settings_table import keep_setting, setting

INDUSTRY, SECTOR = "industry", "sector"
MAY_CHOOSE = frozenset({Role.HR, Role.ADMIN})


def compared_with(store: Store) -> Like:
    """The industry and sector chosen; all of them where none was, or SSB has renamed it."""
    with store.cursor() as cursor:
        industry, sector = setting(cursor, INDUSTRY), setting(cursor, SECTOR)
    return Like(
        industry if industry in INDUSTRIES else ALL_INDUSTRIES,
        sector if sector in SECTORS else ALL,
    )


def compare_with(reader: Reader, store: Store, like: Like, now: datetime) -> None:
    """Keep the choice of industry and sector for everybody.

    Raises AccessDenied for readers who may not choose, ReaderError for a code SSB does not use.
    """
    if reader.role not in MAY_CHOOSE:
        raise AccessDenied(N_("The industry is chosen by HR or an administrator."))
    if like.industry not in INDUSTRIES or like.sector not in SECTORS:
        raise ReaderError(
            N_("SSB has no industry %(industry)s or no sector %(sector)s. Choose from the list."),
            industry=like.industry,
            sector=like.sector,
        )
    with store.transaction() as cursor:
        keep_setting(cursor, INDUSTRY, like.industry, now)
        keep_setting(cursor, SECTOR, like.sector, now)
        record(cursor, Event(reader.who, "change", "industry and sector"), now)
