"""The catalogue of a lake: the PostgreSQL database that knows which files make up which table.

What would tell about people never comes to rest in it (`sql/lake/guard.sql`). It does pass through
as text, so the connection has to be private and PostgreSQL's log silent (`condition`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import scrypt
from hmac import compare_digest
from pathlib import Path
from typing import Any

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.engine import Cursor, StoreInUse
from analytics.store.location import Lake

FOLDER = Path(__file__).parent.parent / "sql" / "lake"
NAME = "catalogue"  # what it is attached as, beside the lake
GUARDS = 7  # triggers that guard.sql makes
PATIENCE = "600s"  # how long a writer waits for another: longer than any import takes
_WRITERS = 7310575179204553077  # the number of the lock; any number nobody else uses


@dataclass(frozen=True)
class Seal:
    """What is made of the store's key: `key` seals the keys of the files, `fingerprint` tells
    whether it is the same key. Neither leads back to the store's key."""

    key: str
    fingerprint: str


@cache
def seal_of(key: str) -> Seal:
    """The seal for a store's key; made slowly, so that a poor key is not soon guessed."""
    made = scrypt(key.encode(), salt=b"naervaer catalogue", n=2**14, r=8, p=1, dklen=64)
    return Seal(made[:32].hex(), made[32:].hex())


def attach(cursor: Cursor, lake: Lake) -> None:
    """Attach the catalogue by itself, for the lock and for what is asked below."""
    cursor.execute(f"ATTACH {quoted(lake.conninfo)} AS {NAME} (TYPE postgres)")


def attach_lake(cursor: Cursor, lake: Lake, seal: Seal | None, name: str) -> None:
    """Attach the lake itself as `name`; it can be read and written with its `seal` alone.

    Small inserts, too, go to encrypted files: DuckLake would put them into the catalogue as text.
    """
    options = f" options='-c naervaer.key={seal.key}'" if seal else ""
    cursor.execute(
        f"ATTACH {quoted('ducklake:postgres:' + lake.conninfo + options)} AS {name}"
        f" (DATA_PATH {quoted(f'{lake.tables}/')}, ENCRYPTED, DATA_INLINING_ROW_LIMIT 0)"
    )


def quoted(text: str) -> str:
    """`text` as SQL writes it: ATTACH takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


def ask(cursor: Cursor, sql: str) -> list[tuple[Any, ...]]:
    """The rows that PostgreSQL answers `sql` with."""
    return cursor.execute(f"SELECT * FROM postgres_query('{NAME}', ?)", [sql]).fetchall()


def guarded(cursor: Cursor) -> bool:
    """Whether the guard has been laid over the catalogue.

    Raises StoreError where what passes through would be seen or kept, or a guard is gone.
    """
    ((private, silent, name, has_guard, lake, guards),) = ask(cursor, _text("condition.sql"))
    if not private:
        raise StoreError(
            N_(
                "The connection to PostgreSQL is not encrypted, and names pass over it. Put "
                "sslmode=verify-full into the store's address."
            )
        )
    if not silent:
        raise StoreError(_TELLS, name=name)
    if has_guard and guards != GUARDS:
        raise StoreError(
            N_(
                "Guards of the catalogue are missing, so it would note names in plain text. "
                "Restore a backup into a new database."
            )
        )
    if lake and not has_guard and ask(cursor, "SELECT 1 FROM ducklake_table LIMIT 1"):
        raise StoreError(
            N_(
                "The PostgreSQL database %(name)s holds a lake that Nærvær did not make. Name an "
                "empty database in the store's address."
            ),
            name=name,
        )
    return bool(has_guard)


_TELLS = N_(
    "PostgreSQL would write names into its log. Let its administrator run: ALTER DATABASE "
    "%(name)s SET log_min_error_statement = 'panic'; and the same with log_statement = 'none', "
    "log_min_duration_statement = -1, log_min_duration_sample = -1, "
    "log_transaction_sample_rate = 0. Then try again."
)


def lay_guard(cursor: Cursor, seal: Seal) -> None:
    """Lay the guard over a catalogue in which nothing is kept yet, whole or not at all."""
    sql = f"{_text('guard.sql')};\nINSERT INTO naervaer_key VALUES ('{seal.fingerprint}');"
    cursor.execute(f"CALL postgres_execute('{NAME}', ?)", [sql])


def fits(cursor: Cursor, seal: Seal) -> bool:
    """Whether the lake was made under the key that `seal` is of."""
    ((fingerprint,),) = ask(cursor, "SELECT fingerprint FROM naervaer_key")
    return compare_digest(str(fingerprint), seal.fingerprint)


def reseal(cursor: Cursor, old: Seal, new: Seal) -> None:
    """Seal the keys of all files anew, whole or not at all; only `new` fits from then on."""
    steps = [
        f"UPDATE {table} SET encryption_key ="
        f" naervaer_seal(naervaer_unseal(encryption_key, '{old.key}'), '{new.key}');"
        for table in ("sealed_data_file", "sealed_delete_file")
    ]
    steps.append(f"UPDATE naervaer_key SET fingerprint = '{new.fingerprint}';")
    cursor.execute(f"CALL postgres_execute('{NAME}', ?)", ["\n".join(steps)])


def lock(cursor: Cursor) -> None:
    """Be the only writer on any server until the transaction of `cursor` ends, however it ends.

    Raises StoreInUse when another writer does not come to an end.
    """
    ask(cursor, f"SELECT set_config('lock_timeout', '{PATIENCE}', true)")
    try:
        ask(cursor, f"SELECT pg_advisory_xact_lock({_WRITERS})::text")
    except Exception as error:
        if "lock timeout" not in str(error):
            raise
        raise StoreInUse(
            N_("Another server has been writing to the store for long. Try again later.")
        ) from None


def readers_before(cursor: Cursor, moment: str) -> int:
    """How many questions that began before `moment` (of `now`) are still being answered."""
    ((count,),) = ask(cursor, f"SELECT naervaer_readers({quoted(moment)})")
    return int(count)


def now(cursor: Cursor) -> str:
    """The moment it is, by PostgreSQL's clock."""
    ((moment,),) = ask(cursor, "SELECT clock_timestamp()::text")
    return str(moment)


@cache
def _text(file: str) -> str:
    return (FOLDER / file).read_text(encoding="utf-8").rstrip().rstrip(";")
