"""`publish`: every aggregate that a role can see on any page, from the gate the pages read from."""

from __future__ import annotations

from analytics import disclosure
from analytics.access import Reader, Role
from analytics.commands.context import DONE, NOTHING, Context
from analytics.commands.showing import HIDDEN, NO_BASIS, period_of, unit_of
from analytics.disclosure.everything import Row
from analytics.domain.absence import Definition
from analytics.errors import ReaderError
from analytics.i18n import N_, Translate, number

# HR sees single people, and so every figure: `rates` is theirs. Employees see no figures.
ROLES = [role.value for role in Role if role is not Role.EMPLOYEE and not Reader(role).sees_persons]


def publish(context: Context) -> int:
    """Print every published figure of the months asked for; what is not shown has none."""
    args = context.args
    within = period_of(args.start, args.end)
    role = Role(args.role)
    with context.open() as store:
        with store.cursor() as cursor:
            unit = unit_of(cursor, args.unit)
        reader = Reader(role, unit, context.settings.language)
        if reader.leads and not args.unit:
            raise ReaderError(N_("A leader leads a unit. Name it with --unit."))
        rows = list(disclosure.everything(store, reader, within, Definition(args.definition)))
    lines = [_line(row, context.translate) for row in rows]
    context.say(rows, "\n".join(lines) or context.translate(N_("There is nothing to publish.")))
    return NOTHING if all(row["masked"] for row in rows) else DONE


def _line(row: Row, translate: Translate) -> str:
    split = row["split"]
    parts = [str(part) for part in split.values() if part] if isinstance(split, dict) else []
    about = f"{row['from']} {row['to']}  {row['label']!s:30} {' '.join(parts):16}"
    if row["masked"]:
        return f"{about} {translate(HIDDEN)}"
    if row["rate"] is None:
        return f"{about} {translate(NO_BASIS)}"
    return (
        f"{about} {_figure(row['rate']):>6} %  {_figure(row['lost_days']):>10} / "
        f"{_figure(row['agreed_days'])}  n = {_people(row['persons'])}"
    )


def _figure(value: object) -> str:
    return number(value, 1) if isinstance(value, float) else ""


def _people(persons: object) -> str:
    low, high = persons if isinstance(persons, list) else (None, None)
    return f"{low}+" if high is None else f"{low}–{high}"
