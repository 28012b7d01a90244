"""Every command of the command line and what it may be asked."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from analytics.commands import (
    automation,
    case_brief,
    casework,
    deleting,
    following,
    handing_out,
    importing,
    judging,
    keeping,
    privacy,
    publishing,
    rotating,
    showing,
)
from analytics.commands.context import Context
from analytics.documents import brief, machine
from analytics.domain.absence import Definition, DurationLens
from analytics.ingest.arrivals import SETTLED
from analytics.ingest.put_aside import KEEP_DAYS
from analytics.ingest.reading import Kind
from analytics.queries import By

Command = Callable[[Context], int]
Add = Callable[[str, Command, str], argparse.ArgumentParser]


def parser(
    kind: type[argparse.ArgumentParser], clock: Callable[[], datetime]
) -> argparse.ArgumentParser:
    """Every command and its arguments, read by a parser of this kind."""
    shared = kind(add_help=False)
    shared.add_argument(
        "--store", help="the store's file or address (default: data/store/naervaer.duckdb)"
    )
    shared.add_argument("--json", action="store_true", help="print one JSON document")
    top = kind(prog="python -m analytics", description="Sick-leave analytics.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, what: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[shared], help=what, description=what)
        command.set_defaults(run=run)
        return command

    _demo(add("demo", keeping.demo, "fill an empty store with an invented organisation"))
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
    _brief(add("case-brief", case_brief.case_brief, "a case in which nobody is recognised (Word)"))
    _automation(add, clock)
    _keeping(add)
    _privacy(add)
    return top


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--employees", type=_positive, default=400)
    command.add_argument("--months", type=_positive, default=36)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--if-empty", action="store_true", help="a store in use is no fault")
    command.add_argument("--today", type=date.fromisoformat, help="the export date, YYYY-MM-DD")


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


def _brief(command: argparse.ArgumentParser) -> None:
    command.add_argument("case", metavar="CASE_ID")
    command.add_argument("--out", required=True, metavar="FILE.docx")
    command.add_argument("--today", type=date.fromisoformat, help="the day it is made, YYYY-MM-DD")
    for key in brief.QUESTIONS:
        command.add_argument(f"--{key}", metavar="TEXT", help="without names and exact days")


def _rates(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="start", required=True, metavar="YYYY-MM")
    command.add_argument("--to", dest="end", required=True, metavar="YYYY-MM")
    command.add_argument("--by", choices=[by.value for by in By], default="total")
    command.add_argument("--unit", help="name, code or path of a unit")
    command.add_argument(
        "--definition", choices=[d.value for d in Definition], default="comparable"
    )
    command.add_argument("--lens", choices=[lens.value for lens in DurationLens], default="statute")


def _automation(add: Add, clock: Callable[[], datetime]) -> None:
    """What runs by itself: files in, figures and reports out."""
    watch = add("watch", partial(automation.watch, clock=clock), "take in what lies in a folder")
    watch.add_argument("folder", metavar="FOLDER")
    watch.add_argument("--once", action="store_true", help="what is there now, no more")
    watch.add_argument("--kind", choices=[kind.value for kind in Kind])
    watch.add_argument("--settle", type=float, default=SETTLED, help="seconds a file lies still")
    watch.add_argument("--every", type=_positive, default=5, help="seconds between two looks")
    watch.add_argument(
        "--keep-days", type=_positive, default=KEEP_DAYS, help="how long a file may wait"
    )
    _export(add("export", handing_out.export, "published figures as a file for other programs"))
    report = add("report", handing_out.report, "a paper of the reports page, as a file")
    report.add_argument("what", choices=handing_out.REPORTS)
    report.add_argument("--quarter", default=handing_out.NEWEST, metavar="2025K4")
    report.add_argument("--month", metavar="YYYY-MM", help="of month and board; default: newest")
    report.add_argument("--unit", help="name, code or path of a unit")
    report.add_argument("--out", required=True, metavar="FILE")
    then = report.add_mutually_exclusive_group()
    then.add_argument("--version", type=_positive, metavar="N", help="from this version again")
    then.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as it was at its end"
    )
    report.add_argument("--today", type=date.fromisoformat, help="the day it is made, YYYY-MM-DD")


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", required=True, choices=list(machine.FORMATS))
    command.add_argument("--from", dest="start", metavar="YYYY-MM", help="default: all")
    command.add_argument("--to", dest="end", metavar="YYYY-MM", help="default: all")
    command.add_argument("--by", nargs="+", choices=[by.value for by in By], default=["month"])
    command.add_argument("--unit", help="name, code or path of a unit")
    command.add_argument(
        "--definition", choices=[d.value for d in Definition], default="comparable"
    )
    command.add_argument("--lens", choices=[lens.value for lens in DurationLens], default="statute")
    command.add_argument("--out", required=True, metavar="FILE")
    command.add_argument("--today", type=date.fromisoformat, help="the day it is made, YYYY-MM-DD")


def _keeping(add: Add) -> None:
    """Backups and the key."""
    backup = add("backup", keeping.backup, "an encrypted copy of the store")
    backup.add_argument("path")
    backup.add_argument("--drill", action="store_true", help="restore it on trial at once")
    restore = add("restore", keeping.restore, "put a backup in the store's place")
    restore.add_argument("path")
    restore.add_argument("--key-file", metavar="FILE", help="with the key it was made under")
    restore.add_argument("--drill", action="store_true", help="only on trial; change nothing")
    rotate = add("rotate-key", rotating.rotate_key, "a new key for the store")
    rotate.add_argument("--new-key-file", metavar="FILE", help="write the new key there too")


def _privacy(add: Add) -> None:
    """Deleting, access and the log."""
    purge = add("purge", deleting.purge, "delete what is older than is kept, for good")
    purge.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD")
    purge.add_argument("--dry-run", action="store_true", help="say what would happen, no more")
    retain = add("retention", deleting.retain, "how long each kind is kept: shown, or settled")
    retain.add_argument("periods", nargs="*", metavar="KIND=MONTHS")
    erase = add("erase", deleting.erase, "delete a person for good, and keep them out")
    erase.add_argument("employee_no", metavar="EMPLOYEE_NO")
    erase.add_argument("--lift", action="store_true", help="let an erased number in again")
    sheet = add("person-sheet", privacy.person, "everything that is kept about one person")
    sheet.add_argument("employee_no", metavar="EMPLOYEE_NO")
    sheet.add_argument("--pdf", metavar="FILE", help="write it as a PDF too")
    sheet.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD")
    audit = add("audit", privacy.audit, "the log of who looked at what")
    audit.add_argument("--verify", action="store_true", help="1 when a line does not hold")
    audit.add_argument("--lines", action="store_true", help="one JSON object a line")
    paper = add("privacy-record", privacy.privacy_record, "the record of processing (article 30)")
    paper.add_argument("--dpia", action="store_true", help="the draft of an impact assessment")
    paper.add_argument("--word", metavar="FILE", help="write it as a Word file too")
    paper.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD")


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
