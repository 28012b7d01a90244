"""What following up says in words: how a duty stands, why it is there, what helps before it."""

from __future__ import annotations

from datetime import date

from analytics.answers.follow_up_open import Following
from analytics.i18n import N_
from analytics.rules import catalogue
from analytics.rules.deadline import Deadline, Status
from analytics.rules.follow_up_rules import DUTIES, MarkKind, Reason, Rule, Whose
from analytics.rules.rulebook import NAMES
from pages.components.references import linked
from pages.components.session import Session

BEFORE = {
    Rule.PLAN: N_(
        "Begin early, together with the employee; a few lines are enough. Write what can be done "
        "at work and what you try, never why somebody is ill. Send it to the doctor when it is "
        "made."
    ),
    Rule.MEETING: N_(
        "Hold the meeting before the seventh week; nothing is won by waiting. Agree on a day "
        "already when you make the plan."
    ),
    Rule.ACTIVITY: N_(
        "Look together for tasks that can be done, also a few hours a week. Write down what you "
        "have tried, also what did not work: it helps the employee with NAV."
    ),
    Rule.NAV_QUESTION: N_(
        "NAV asks both of you whether a meeting is needed. Talk about it before you answer."
    ),
    Rule.NAV_MEETING: N_(
        "NAV calls the meeting. Send the newest plan to NAV a week before at the latest."
    ),
    Rule.YEAR: N_("Sick pay usually ends about here. Talk in good time about what comes after."),
}
GRADED = N_(
    "For somebody who works in part the law asks for the meeting when one of you finds it useful. "
    "Ask whether it would help."
)
TURNS = {
    Whose.EMPLOYER: N_("The employer"),
    Whose.EMPLOYEE: N_("The employee, with your help"),
    Whose.NAV: N_("NAV"),
}
REASONS = {
    Reason.CLEARLY_UNNECESSARY: N_("Clearly unnecessary"),
    Reason.RETURNING_SOON: N_("Back soon without further measures"),
    Reason.NOT_RETURNING: N_("It is clear that the employee will not come back to the job"),
    Reason.GRADED_IN_DIALOGUE: N_("Works in part, and we talk regularly"),
    Reason.NOT_AT_THIS_WORKPLACE: N_("It cannot be done at this workplace"),
    Reason.EXEMPTED_BY_NAV: N_("NAV has made an exception"),
}
FOR_THE_EMPLOYERS = (
    Reason.CLEARLY_UNNECESSARY,
    Reason.RETURNING_SOON,
    Reason.NOT_RETURNING,
    Reason.GRADED_IN_DIALOGUE,
)
FOR_OTHERS = (Reason.NOT_AT_THIS_WORKPLACE, Reason.EXEMPTED_BY_NAV, Reason.CLEARLY_UNNECESSARY)
DONE = {
    MarkKind.PLAN: N_("The plan is made"),
    MarkKind.MEETING: N_("The meeting was held"),
    MarkKind.CONTACT: N_("We have been in contact"),
    MarkKind.ACTIVITY: N_("The employee is in activity at work"),
    MarkKind.NAV_ANSWER: N_("NAV has its answer"),
    MarkKind.NAV_MEETING: N_("The meeting with NAV was held"),
    MarkKind.EXCEPTION: N_("Does not apply"),
}
SETTLED_BY = {duty.rule: duty.settled_by for duty in DUTIES}


def name(session: Session, found: Deadline) -> str:
    """What a duty is called."""
    return session.translate(NAMES[found.rule.value])


def stands(session: Session, found: Deadline) -> str:
    """How a duty stands, with its day, in one sentence."""
    _, words = session.translate, session.words
    ahead = (found.due - session.today).days
    places = {"day": words.day(found.due), "days": abs(ahead)}
    if found.status is Status.DONE:
        return _done(session, found)
    if found.status is Status.EXEMPT:
        return _exempt(session, found)
    if ahead < 0 and found.status is not Status.OVERDUE:  # NAV's own: it may ask from then on
        return _(N_("From %(day)s on")) % places
    if ahead == -1:
        return _(N_("The date was %(day)s, yesterday.")) % places
    if ahead < 0:
        return _(N_("The date was %(day)s, %(days)s days ago.")) % places
    if ahead == 0:
        return _(N_("Today, %(day)s")) % places
    if ahead == 1:
        return _(N_("By %(day)s, tomorrow")) % places
    return _(N_("By %(day)s, in %(days)s days")) % places


def _done(session: Session, found: Deadline) -> str:
    _, words = session.translate, session.words
    done_on = found.evidence.get("done_on")
    if not isinstance(done_on, date):
        if found.evidence.get("reason") == "graded":
            return _(N_("Met: the employee works in part"))
        return _(N_("Passed on %(day)s")) % {"day": words.day(found.due)}
    if found.evidence.get("days_late"):
        return _(N_("Done on %(day)s; the date was %(due)s")) % {
            "day": words.day(done_on),
            "due": words.day(found.due),
        }
    return _(N_("Done on %(day)s")) % {"day": words.day(done_on)}


def _exempt(session: Session, found: Deadline) -> str:
    _ = session.translate
    reason = found.evidence.get("reason")
    if isinstance(reason, Reason):
        return f"{_(N_('Does not apply'))}: {_(REASONS[reason])}"
    return _(N_("When one of you finds it useful: the employee works in part"))


def before(session: Session, found: Deadline) -> str:
    """What is recommended before a duty falls due; "" where there is nothing to say."""
    _ = session.translate
    if found.status is Status.EXEMPT and found.evidence.get("reason") == "graded":
        return _(GRADED)
    return _(BEFORE[found.rule]) if found.rule in BEFORE else ""


def why(session: Session, found: Deadline) -> str:
    """Where a duty comes from, as Markdown: reference with a link, and when it was checked."""
    _, words = session.translate, session.words
    start = found.evidence["episode_start"]
    reference = str(found.evidence["reference"])
    text = _(N_("Why: %(reference)s.")) % {"reference": linked(reference)}
    if found.rule in SETTLED_BY and isinstance(start, date):
        checked = catalogue.in_force(found.rule, start).checked_on
        text += " " + _(N_("Checked on %(day)s.")) % {"day": words.day(checked)}
    return text


def absent(session: Session, each: Following) -> str:
    """How long somebody has been away, in one line."""
    _, words = session.translate, session.words
    places = {
        "start": words.day(each.start),
        "weeks": each.weeks,
        "grade": f"{each.grade_pct:.0f}\N{NO-BREAK SPACE}%",
        "end": words.day(each.end),
    }
    if each.end is not None and each.end < session.today:
        return _(N_("Away from %(start)s to %(end)s.")) % places
    if each.grade_pct < 100:
        return _(N_("Away since %(start)s, %(weeks)s whole weeks, %(grade)s absent.")) % places
    return _(N_("Away since %(start)s, %(weeks)s whole weeks.")) % places
