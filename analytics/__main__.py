"""`python -m analytics`: reads the environment and the clock once, and runs one command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import NoReturn

from analytics.commands import (
    casework,
    following,
    importing,
    judging,
    keeping,
    publishing,
    showing,
)
from analytics.commands.context import DONE, WRONG, Context
from analytics.domain.absence import Definition, DurationLens
from analytics.errors import ReaderError
from analytics.i18n import N_, translator
from analytics.ingest.reading import Kind
from analytics.queries import By
from analytics.settings import Settings

Command = Callable[[Context], int]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        translate = translator(Settings.read(os.environ).language)
        self.print_usage(sys.stderr)
        sentence = translate(N_("The call is wrong: %(reason)s")) % {"reason": message}
        self.exit(WRONG, sentence + "\n")


def parser() -> argparse.ArgumentParser:
    """Every command and its arguments."""
    shared = _Parser(add_help=False)
    shared.add_argument("--store", help="the store file (default: data/store/naervaer.duckdb)")
    shared.add_argument("--json", action="store_true", help="print one JSON document")
    top = _Parser(prog="python -m analytics", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, what: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[shared], help=what, description=what)
        command.set_defaults(run=run)
        return command

    demo = add("demo", keeping.demo, "fill an empty store with an invented organisation")
    demo.add_argument("--employees", type=_positive, default=400)
    demo.add_argument("--months", type=_positive, default=36)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--if-empty", action="store_true", help="a store in use is no fault")
    demo.add_argument("--today", type=date.fromisoformat, help="the export date, YYYY-MM-DD")
    _import(add("import", importing.bring, "bring in absence, employee or roster files"))
    undo = add("undo", importing.undo, "take an import back")
    undo.add_argument("import_id", type=int)
    spells = add("spells", showing.spells, "stitched spells of absence")
    spells.add_argument("--employee", metavar="NO")
    _rates(add("rates", showing.rates, "absence rates with all they are made of"))
    _publish(add("publish", publishing.publish, "every aggregate that a role can see"))
    _judged(add("episodes", following.episodes, "follow-up episodes and employer periods"))
    _judged(add("deadlines", following.deadlines_of_everybody, "duties of follow-up, with dates"))
    patterns = add("patterns", judging.patterns, "what stands out, against what chance gives")
    patterns.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD")
    patterns.add_argument("--tier", choices=judging.TIERS, default="clear")
    _judged(add("cases", casework.cases, "open cases with the state of every condition"))
    add("backup", keeping.backup, "an encrypted copy of the store").add_argument("path")
    add("restore", keeping.restore, "put a backup in the store's place").add_argument("path")
    return top


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--kind", choices=[kind.value for kind in Kind])
    command.add_argument("--source", help="the system the file comes from")
    command.add_argument("--password", help="of a protected workbook")
    command.add_argument("--dry-run", action="store_true", help="say what would happen, no more")
    command.add_argument("--export-date", type=date.fromisoformat, help="YYYY-MM-DD")
    command.add_argument("--today", type=date.fromisoformat, help="the day to judge by, YYYY-MM-DD")
    command.add_argument(
        "--remove-missing",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="whether rows that the source no longer holds go (default: unless very many)",
    )


def _rates(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="start", required=True, metavar="YYYY-MM")
    command.add_argument("--to", dest="end", required=True, metavar="YYYY-MM")
    command.add_argument("--by", choices=[by.value for by in By], default="total")
    command.add_argument("--unit", help="name, code or path of a unit")
    command.add_argument(
        "--definition", choices=[d.value for d in Definition], default="comparable"
    )
    command.add_argument("--lens", choices=[lens.value for lens in DurationLens], default="statute")


def _judged(command: argparse.ArgumentParser) -> None:
    command.add_argument("--today", type=date.fromisoformat, help="the day to judge by, YYYY-MM-DD")


def _publish(command: argparse.ArgumentParser) -> None:
    command.add_argument("--role", required=True, choices=publishing.ROLES)
    command.add_argument("--unit", help="name, code or path of the unit the role answers for")
    command.add_argument("--from", dest="start", required=True, metavar="YYYY-MM")
    command.add_argument("--to", dest="end", required=True, metavar="YYYY-MM")
    command.add_argument(
        "--definition", choices=[d.value for d in Definition], default="comparable"
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    args = parser().parse_args(arguments)
    settings = Settings.read(os.environ, args.store)
    context = Context(args, settings, datetime.now(UTC))
    try:
        return int(args.run(context))
    except ReaderError as error:
        print(error.text(context.translate), file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # whoever reads had enough: `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


if __name__ == "__main__":
    sys.exit(main())
