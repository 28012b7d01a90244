"""`person-sheet`, `audit` and `privacy-record`: what is kept, who looked, and what it is for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analytics import persons
from analytics.answers.sheet import sheet
from analytics.answers.told import kinds, of_patterns, of_rules
from analytics.commands import private_file
from analytics.commands.context import DONE, NOTHING, WHO, Context
from analytics.documents import person_sheet, privacy
from analytics.documents.markdown import markdown
from analytics.documents.word import word
from analytics.i18n import N_
from analytics.rules import rulebook
from analytics.rules.presets import presets
from analytics.store import retention
from analytics.store.audit_log import Event, as_json, broken_at, lines
from analytics.store.holdings import key_of
from analytics.store.reach import kept_from

_BROKEN = N_("The log does not hold from line %(line)s on: something was changed or taken away.")


def person(context: Context) -> int:
    """Everything about one person, as text, JSON or a PDF; that it was asked for is noted."""
    number, language = context.args.employee_no, context.settings.language
    with context.open() as store:
        with store.transaction() as cursor:
            found = sheet(cursor, number, kinds(), context.today)
        with store.cursor() as cursor:
            key = key_of(number)
            found = replace(
                found,
                findings=of_patterns(cursor, key, context.today, language),
                assessments=of_rules(cursor, key, context.today, context.translate),
            )
        event = Event(WHO, "export", "person_sheet", whom=found.code, purpose="own_request")
        persons.write_down(store, event, context.now)
    if context.args.pdf:
        private_file.write_new(Path(context.args.pdf), person_sheet.pdf(found, language))
    context.say(person_sheet.document(found), person_sheet.text(found, language))
    return DONE


def audit(context: Context) -> int:
    """The log: how long it is, whether it holds (--verify), or its lines (--lines)."""
    _ = context.translate
    with context.open() as store, store.cursor() as cursor:
        kept, broken = lines(cursor), broken_at(cursor)
    if context.args.lines:
        for line in kept:
            print(as_json(line))
        return DONE if kept else NOTHING
    newest = kept[-1].fingerprint if kept else None
    text = _(N_("The log has %(count)s lines; the newest has the fingerprint %(fingerprint)s."))
    told = text % {"count": len(kept), "fingerprint": newest or "–"}
    if context.args.verify:
        whole = N_("Every line fits the one before it.")
        verdict = _(whole) if broken is None else _(_BROKEN) % {"line": broken}
        told = f"{verdict}\n{told}"
    context.say({"lines": len(kept), "newest": newest, "broken_at": broken}, told)
    return NOTHING if context.args.verify and broken is not None else DONE


def privacy_record(context: Context) -> int:
    """The record of processing (GDPR article 30), or the draft of a DPIA (--dpia)."""
    with context.open() as store, store.cursor() as cursor:
        configuration = privacy.Configuration(
            periods=retention.periods(cursor),
            kept_from=kept_from(cursor),
            patterns=tuple(kinds()),
            rules=tuple(_rules()),
        )
    make = privacy.assessment if context.args.dpia else privacy.record
    paper = make(configuration, context.today, context.settings.language)
    if context.args.word:
        private_file.write_new(Path(context.args.word), word(paper))
    context.say({"title": paper.title, "markdown": markdown(paper)}, markdown(paper))
    return DONE


def _rules() -> list[str]:
    return [*(rulebook.NAMES.values()), *(rulebook.PRESETS[p.name] for p in presets())]
