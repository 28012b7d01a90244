"""`import` and `undo`: files into the store and out again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from analytics.access import Reader, Role
from analytics.answers import invented
from analytics.answers.invented import Held
from analytics.commands.context import DONE, NOTHING, WHO, WRONG, Context
from analytics.errors import ImportRefused, ReaderError
from analytics.i18n import N_, Translate
from analytics.ingest import handing_in, workbook
from analytics.ingest.bring import Outcome, Settled
from analytics.ingest.reading import Decision, Kind, Problem, Reading
from analytics.store.connection import Store

# Whoever may run commands has everything; what they do here is what HR does.
AS_HR = Reader(Role.HR)


def bring(context: Context) -> int:
    """Bring in the files one by one; a refused one stops none of the others."""
    documents: list[dict[str, Any]] = []
    texts: list[str] = []
    codes = set()
    with context.open() as store:
        for name in context.args.files:
            try:
                outcome = _one(context, store, Path(name))
            except ReaderError as error:
                sentence = error.text(context.translate)
                print(f"{name}: {sentence}", file=sys.stderr)
                documents.append({"file": name, "refused": sentence})
                codes.add(WRONG)
                continue
            documents.append(document(outcome, context.translate))
            texts.append(summary(outcome, context))
            codes.add(NOTHING if outcome.change.import_id is None else DONE)
        if invented.held(store) is Held.MIXED:
            print(context.translate(invented.MIXED), file=sys.stderr)
    context.say(documents[0] if len(documents) == 1 else documents, "\n\n".join(texts))
    return WRONG if WRONG in codes else min(codes)


def _one(context: Context, store: Store, path: Path) -> Outcome:
    args = context.args
    if not path.is_file():
        raise ImportRefused(N_("There is no file %(path)s."), path=path)
    data = path.read_bytes()
    settled = Settled(
        kind=Kind(args.kind) if args.kind else None,
        source=args.source,
        export_date=args.export_date,
        remove_missing=args.remove_missing,
    )
    now = context.now
    prepared = handing_in.prepare(  # the cells are held no longer than they are read
        AS_HR,
        store,
        workbook.read(data, path.name, password=args.password),
        data,
        today=context.today,
        now=now,
        settled=settled,
    )
    if args.dry_run:
        return handing_in.dry_run(AS_HR, store, prepared, now=now)
    return handing_in.commit(AS_HR, store, prepared, now=now, who=WHO)


def document(outcome: Outcome, translate: Translate) -> dict[str, Any]:
    """The JSON face of an import or its dry run."""
    reading, change = outcome.prepared.reading, outcome.change
    return {
        "import_id": change.import_id,
        "version": change.version,
        "kind": reading.kind.value,
        "source": outcome.prepared.source,
        "layout": reading.layout,
        "columns": reading.columns,
        "rows": {
            "read": reading.rows_read,
            "used": reading.rows_used - sum(change.dropped.values()),
            "ignored": sum(reading.ignored.values()) + sum(change.dropped.values()),
            "quarantined": reading.quarantined,
        },
        "spells": {name: change.count(name) for name in ("new", "changed", "unchanged", "missing")},
        "missing_removed": change.removed_missing,
        "ignored": {
            translate(reason): n
            for counts in (reading.ignored, change.dropped)
            for reason, n in counts.items()
        },
        "problems": [_problem(problem, translate) for problem in reading.problems],
        "dropped_columns": [
            {"column": column, "why": translate(why)} for column, why in _unused(reading)
        ],
        "decisions": [_decision(decision, translate) for decision in reading.decisions],
        "data_through": reading.data_through,
    }


def _problem(problem: Problem, translate: Translate) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "problem": problem.text(translate),
        "blocking": problem.blocking,
    }


def _decision(decision: Decision, translate: Translate) -> dict[str, Any]:
    return {
        "id": decision.id,
        "decision": decision.text(translate),
        "choice": decision.choice,
        "options": list(decision.options),
        "samples": list(decision.samples),
        "sure": decision.sure,
    }


def _unused(reading: Reading) -> list[tuple[str, str]]:
    """Columns that were left unread, and why: personal data first, then what is not needed."""
    dropped = {column.column: column.why for column in reading.dropped}
    rest = {g.header: g.why for g in reading.guesses if not g.field and g.header not in dropped}
    return [*dropped.items(), *rest.items()]


def summary(outcome: Outcome, context: Context) -> str:
    """The same for people."""
    _ = context.translate
    reading, change = outcome.prepared.reading, outcome.change
    lines = [
        _(N_("%(file)s: %(read)s rows read = %(used)s used + %(ignored)s ignored + %(quarantined)s"
             " in quarantine"))
        % {
            "file": outcome.prepared.file_name,
            "read": reading.rows_read,
            "used": reading.rows_used - sum(change.dropped.values()),
            "ignored": sum(reading.ignored.values()) + sum(change.dropped.values()),
            "quarantined": reading.quarantined,
        },
        _(N_("new %(new)s, changed %(changed)s, unchanged %(unchanged)s, missing %(missing)s"))
        % {name: change.count(name) for name in ("new", "changed", "unchanged", "missing")},
    ]  # fmt: skip
    lines += [f"  {_(why)}: {count}" for why, count in change.dropped.items()]
    for column, why in _unused(reading):
        lines.append(f"  {column}: {_(why)}")
    for problem in reading.problems:
        where = " ".join(str(part) for part in (problem.sheet, problem.row, problem.column) if part)
        lines.append(f"  {where}: {problem.text(_)}")
    if context.args.dry_run:
        lines.append(_(N_("Dry run: nothing was written.")))
    elif change.import_id is None:
        lines.append(_(N_("Nothing has changed since last time.")))
    else:
        lines.append(
            _(N_("Import %(import_id)s, version %(version)s."))
            % {"import_id": change.import_id, "version": change.version}
        )
    return "\n".join(lines)


def undo(context: Context) -> int:
    """Take one import back."""
    with context.open() as store:
        version, restored = handing_in.undo(
            AS_HR, store, context.args.import_id, now=context.now, who=WHO
        )
    context.say(
        {"import_id": context.args.import_id, "version": version, "restored_version": restored},
        context.translate(
            N_("Import %(import_id)s is undone; the data are as in version %(restored)s.")
        )
        % {"import_id": context.args.import_id, "restored": restored},
    )
    return DONE
