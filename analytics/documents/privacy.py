"""Two papers on privacy, made from how the product is set up here: the record of processing (GDPR
article 30) and the draft of a data protection impact assessment (article 35).

What only the workplace knows is left open to be written. The legal bases are leads to be weighed
by the workplace, not advice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics.documents.word import Block, Bullets, Entry, Heading, Paper, Paragraph
from analytics.i18n import N_, Translate, day, translator
from analytics.patterns.wording import KINDS
from analytics.store.retention import Periods


@dataclass(frozen=True)
class Configuration:
    """What is in force in this store: periods of retention, the first day that is kept (None
    before the first purge), kinds of pattern looked for, and names of rules (gettext ids)."""

    periods: Periods
    kept_from: date | None
    patterns: Sequence[str]
    rules: Sequence[str]


ROLES = {
    N_("HR"): N_("all employees by name, once a purpose is given; figures of every unit"),
    N_("Leader"): N_("those in the own unit by name, once a purpose is given; published figures"),
    N_("Adviser"): N_("those in the units of the mandate, under codes, once a purpose is given"),
    N_("Administrator"): N_("no employees; settings and published figures"),
}
PURPOSES = (
    N_("Keep statistics of sickness absence, as the employer must (the National Insurance Act "
       "§ 25-2 and its regulation)."),
    N_("Follow up employees on sick leave, with the plan and meetings of the Working Environment "
       "Act § 4-6."),
    N_("Prepare talks about recurring short-term absence, and support for the few cases that stay "
       "stuck."),
)  # fmt: skip
CATEGORIES = (
    N_("Employees: number, name, unit, leader, position, employment dates, sex, birth year."),
    N_("Absences: dates, grade and who certified. Dates of sickness are data concerning health "
       "(article 9), also without a diagnosis."),
    N_("Shifts: day and shift, where rosters are brought in."),
    N_("What was done: marks in following up, marks on findings, events in cases."),
    N_("Readers: role, what they opened, when and why."),
)  # fmt: skip
NEVER = (
    N_("Diagnoses and national identity numbers: such columns are dropped when a file is read."),
    N_("Scores or rankings of persons."),
    N_("The uploaded files, and what was taken out: they are not kept."),
)
BASES = (
    N_("Article 6 (1) c and f, and 9 (2) b with the Personal Data Act § 6: duties and rights of "
       "employers. To be weighed by the workplace."),
)  # fmt: skip
SECURITY = (
    N_("The store and its backups are encrypted (AES-GCM), temporary files too."),
    N_("Nobody sees a single person without a role that reaches them and a purpose; each look is "
       "written to a log whose lines are chained."),
    N_("Figures of groups that are too small, or that would tell of one, are withheld."),
    N_("A person can be given all that is kept about them, and be erased from every version."),
)  # fmt: skip
RISKS = {
    N_("An absence pattern is taken for misconduct."): N_(
        "No score, no ranking; every finding says what chance gives and why it may mean nothing; "
        "the first step is a talk."
    ),
    N_("Somebody looks who has no need to."): N_(
        "Roles, purposes that run out after eight hours, a log the employee can read."
    ),
    N_("A figure about a small group tells of one person."): N_(
        "Groups of fewer than five are withheld, and so is what would give them away."
    ),
    N_("Data are kept for ever, or come back after being erased."): N_(
        "Periods of retention with a log of what was deleted; the erased are known again and kept "
        "out by a keyed hash."
    ),
    N_("A copy of the file falls into the wrong hands."): N_(
        "Encryption; keep the key away from the file, and delete old backups."
    ),
    N_("A decision is taken by the machine alone (article 22)."): N_(
        "Nothing here decides: a named person does, with a reason that is kept."
    ),
}
DRAFT = N_(
    "A draft. Health data, employees and systematic evaluation come together, so an assessment is "
    "needed. Weigh each risk here before the first file is brought in."
)
INVOLVED = (
    N_("Employee representatives have been heard."),
    N_("The safety delegate has been heard."),
    N_("The data protection officer has been asked."),
    N_("Whether it is a control measure under the Working Environment Act chapter 9 is weighed."),
    N_("The employees have been told, in plain words, before the first file is brought in."),
)


def record(about: Configuration, today: date, language: str = "nb") -> Paper:
    """The record of processing activities (article 30), with room for what only the workplace
    knows."""
    _ = translator(language)
    blocks: list[Block] = [
        Entry(_(N_("Controller and contact"))),
        Entry(_(N_("Data protection officer"))),
        *_part(_, N_("Purposes"), PURPOSES),
        *_part(_, N_("Legal basis"), BASES),
        *_part(_, N_("Whom and what it is about"), CATEGORIES),
        *_part(_, N_("What is never kept"), NEVER),
        Heading(_(N_("Who sees what"))),
        Bullets(tuple(f"{_(role)}: {_(sees)}" for role, sees in ROLES.items())),
        Entry(_(N_("Recipients outside the workplace")), hint=_(N_("the product has none"))),
        Heading(_(N_("When it is deleted"))),
        Bullets(_kept(about, _, language)),
        *_part(_, N_("Security"), SECURITY),
    ]
    return Paper(_(N_("Record of processing: sickness absence")), today, tuple(blocks), language)


def assessment(about: Configuration, today: date, language: str = "nb") -> Paper:
    """The draft of a data protection impact assessment (article 35): what the product does and
    does against the risks; likelihood and consequence are for the workplace to weigh."""
    _ = translator(language)
    patterns = tuple(_(KINDS[kind].title) for kind in about.patterns)
    blocks: list[Block] = [
        Paragraph(_(DRAFT)),
        *_part(_, N_("Purposes"), PURPOSES),
        *_part(_, N_("Whom and what it is about"), CATEGORIES),
        *_part(_, N_("What is never kept"), NEVER),
        Heading(_(N_("Patterns that are looked for"))),
        Bullets(patterns),
        Heading(_(N_("Rules that are held against single absences"))),
        Bullets(tuple(_(rule) for rule in about.rules)),
        Heading(_(N_("When it is deleted"))),
        Bullets(_kept(about, _, language)),
        Entry(_(N_("Why this is necessary, and why less would not do"))),
        Heading(_(N_("Risks"))),
    ]
    for risk, against in RISKS.items():
        hint = _(N_("likelihood, consequence, what remains"))
        blocks += [Paragraph(f"{_(risk)} {_(against)}"), Entry(_(N_("Weighed")), hint=hint)]
    blocks += [Heading(_(N_("Who has been heard"))), Bullets(tuple(map(_, INVOLVED)), boxes=True)]
    blocks.append(Entry(_(N_("Decided by, and date"))))
    title = _(N_("Impact assessment (draft): sickness absence"))
    return Paper(title, today, tuple(blocks), language)


def _part(_: Translate, title: str, lines: Sequence[str]) -> list[Block]:
    return [Heading(_(title)), Bullets(tuple(_(line) for line in lines))]


def _kept(about: Configuration, _: Translate, language: str) -> tuple[str, ...]:
    kept = about.periods
    lines = [
        _(N_("Absences, employments, shifts and marks: %(months)s months after they ended, by "
             "whole months, and the month that runs.")) % {"months": kept.analytics},
        _(N_("Rows that were corrected away, and problems found in files: %(months)s months."))
        % {"months": kept.history},
        _(N_("Closed cases: %(months)s months.")) % {"months": kept.closed_cases},
        _(N_("Purposes given: %(months)s months.")) % {"months": kept.purposes},
        _(N_("Sign-ins, and accounts that were never let in: %(months)s months."))
        % {"months": kept.sign_ins},
        _(N_("Who had access: %(months)s months after it ended.")) % {"months": kept.access},
        _(N_("The log of who looked: %(months)s months; it names nobody but by a code."))
        % {"months": kept.audit},
        _(N_("Uploads, exports and drafts: not kept at all.")),
    ]  # fmt: skip
    if about.kept_from is not None:
        first = day(about.kept_from, language)
        lines.append(_(N_("Now kept from %(day)s on.")) % {"day": first})
    return tuple(lines)
