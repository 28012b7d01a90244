"""`backup`, `restore` and `demo`: the store as a whole."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from analytics import queries
from analytics.answers.told import kinds
from analytics.commands.context import DONE, NOTHING, WHO, Context
from analytics.commands.drilling import tried
from analytics.demo import write_workbooks
from analytics.i18n import N_
from analytics.ingest import workbook
from analytics.ingest.bring import commit, prepare
from analytics.persons import write_down
from analytics.store.audit_log import Event, record
from analytics.store.backup import backup as copy_store
from analytics.store.refill import put_back


def backup(context: Context) -> int:
    """Write an encrypted copy of the store, and restore it on trial at once (--drill)."""
    path = Path(context.args.path).absolute()
    with context.open(also_at=path.parent) as store:
        version = copy_store(store, path)
        write_down(store, Event(WHO, "export", "backup"), context.now)
    text = context.translate(N_("Version %(version)s is backed up to %(path)s."))
    told = [text % {"version": version, "path": path}]
    document: dict[str, object] = {"backup": str(path), "version": version}
    if context.args.drill:
        drill, sentence = tried(context, path)
        document["drill"] = drill
        told.append(sentence)
    context.say(document, "\n".join(told))
    return DONE


def restore(context: Context) -> int:
    """Put a backup in the place of the store, or only see that this can be done (--drill)."""
    path = Path(context.args.path).absolute()
    made_under = Path(context.args.key_file) if context.args.key_file else None
    if context.args.drill:
        drill, sentence = tried(context, path, made_under)
        context.say({"restored": None, "version": drill["version"], "drill": drill}, sentence)
        return DONE
    version = put_back(
        context.settings.store,
        path,
        context.settings.key,
        kinds(),
        now=context.now,
        made_under=made_under,
        note=lambda cursor: record(cursor, Event(WHO, "change", "backup restored"), context.now),
    )
    context.say(
        {"restored": str(path), "version": version},
        context.translate(N_("The store is version %(version)s from %(path)s."))
        % {"version": version, "path": path},
    )
    return DONE


def demo(context: Context) -> int:
    """Fill an empty store with an invented organisation, by way of Excel files and the importer."""
    _ = context.translate
    args = context.args
    with context.open() as store:
        with store.cursor() as cursor:
            version = queries.dataset(cursor).version
        if version:
            text = _(N_("The store is not empty; the demo was not put in."))
            context.say({"version": version, "imports": []}, text)
            return DONE if args.if_empty else NOTHING
        with tempfile.TemporaryDirectory() as folder:
            bar = _Bar(_(N_("Inventing an organisation")))
            files = write_workbooks(
                Path(folder),
                employees=args.employees,
                months=args.months,
                seed=args.seed,
                today=context.today,
            )
            paths = [files.employees, *files.absences, files.rosters]
            imports = []
            for number, path in enumerate(paths):
                bar.show((number + 1) / (len(paths) + 1), path.name)
                data = path.read_bytes()
                book = workbook.read(data, path.name)
                prepared = prepare(store, book, data, today=context.today)
                imports.append(commit(store, prepared, now=context.now).change.import_id)
            bar.show(1.0, "")
        with store.cursor() as cursor:
            data_set = queries.dataset(cursor)
    context.say(
        {"version": data_set.version, "imports": imports, "employed": data_set.employed},
        _(N_("The demo organisation is in: %(employed)s employees in %(units)s units."))
        % {"employed": data_set.employed, "units": data_set.units},
    )
    return DONE


class _Bar:
    """A progress bar on standard error, so that it never mixes with the answer."""

    WIDTH = 30

    def __init__(self, label: str) -> None:
        self.label = label
        self.show(0.0, "")

    def show(self, share: float, what: str) -> None:
        filled = round(share * self.WIDTH)
        end = "\n" if share >= 1 else ""
        sys.stderr.write(
            f"\r{self.label}  [{'█' * filled}{'·' * (self.WIDTH - filled)}] "
            f"{share:4.0%}  {what:30}{end}"
        )
        sys.stderr.flush()
