"""Each event as a sentence, for the list of what has happened."""

from __future__ import annotations

from analytics.cases import events as e
from analytics.cases.human import SCHEMES
from analytics.cases.said import Said, said
from analytics.i18n import N_

MEETINGS: dict[e.Meeting, str] = {
    e.Meeting.FIRST_TALK: N_("first talk"),
    e.Meeting.PLAN: N_("follow-up plan"),
    e.Meeting.FOLLOW_UP: N_("follow-up talk"),
    e.Meeting.DIALOGUE: N_("dialogue meeting"),
    e.Meeting.EXPERT_START: N_("first meeting with the expert"),
}
BREACHES: dict[e.Breach, str] = {
    e.Breach.CERTIFICATE_LATE: N_("The certificate came after the day it was due."),
    e.Breach.NOT_AT_MEETING: N_("An agreed meeting was not attended."),
    e.Breach.NOT_NOTIFIED: N_("The absence was not notified on the first day."),
}
HOWS: dict[e.How, str] = {e.How.ORAL: N_("orally"), e.How.WRITTEN: N_("in writing")}
SIMPLE: dict[type[e.Event], str] = {
    e.ApplicationSent: N_("The application was sent to NAV."),
    e.Refused: N_("NAV refused the application."),
    e.WorkStarted: N_("The expert began."),
    e.ReportReceived: N_("The expert's report came."),
}


def told(event: e.Event) -> Said:
    """What happened, in one sentence without its day."""
    match event:
        case e.CaseOpened() | e.HandedOver():
            return said(N_("%(owner)s answers for the case."), owner=event.owner)
        case e.MeetingHeld(template=template, agreed=agreed):
            return said(
                N_("Meeting: %(template)s. %(agreed)s"),
                template=said(MEETINGS[template]),
                agreed=agreed,
            )
        case e.BreachRecorded(what=what):
            return said(BREACHES[what])
        case e.NoteMade(note=note):
            return said(N_("Note: %(note)s"), note=note)
        case e.DecisionMade():
            return said(
                N_("Decision by %(name)s: %(what)s. Reason: %(reason)s"),
                name=event.name,
                what=event.what,
                reason=event.reason,
            )
        case e.CaseClosed(reason=reason):
            return said(N_("The case was closed: %(reason)s"), reason=reason)
        case _:
            return _measure(event)


def _measure(event: e.Event) -> Said:
    match event:
        case e.MeasureStarted(what=what, who=who):
            return said(N_("Measure tried: %(what)s (%(who)s)."), what=what, who=who)
        case e.MeasureConsidered(what=what, why_not=why):
            return said(N_("Measure considered: %(what)s. Not tried: %(why)s"), what=what, why=why)
        case e.MeasureEvaluated(measure=number, effect=effect, goes_on=goes_on):
            on = N_("Measure %(n)s evaluated: %(effect)s. It goes on.")
            off = N_("Measure %(n)s evaluated: %(effect)s. It is ended.")
            return said(on if goes_on else off, n=number, effect=effect)
        case e.SchemeWeighed(scheme=scheme, outcome=outcome):
            return said(
                N_("Considered %(scheme)s: %(outcome)s"),
                scheme=said(SCHEMES[scheme]),
                outcome=outcome,
            )
        case _:
            return _application(event)


def _application(event: e.Event) -> Said:
    match event:
        case e.EmployeeAnswered(agrees=agrees, asked_by=who):
            yes = N_("The employee said yes to an expert, asked by %(who)s.")
            no = N_("The employee said no to an expert, asked by %(who)s.")
            return said(yes if agrees else no, who=who)
        case e.NameAnswered(agrees=agrees, how=how):
            yes = N_("The employee said yes, %(how)s, to the adviser seeing the name.")
            no = N_("The employee said no, %(how)s, to the adviser seeing the name.")
            return said(yes if agrees else no, how=said(HOWS[how]))
        case e.NavContacted(name=name, agrees=agrees):
            yes = N_("Discussed with %(name)s at NAV, who agrees.")
            no = N_("Discussed with %(name)s at NAV, who did not agree.")
            return said(yes if agrees else no, name=name)
        case e.ExpertChosen(name=name, firm=firm):
            return said(N_("Expert chosen: %(name)s, %(firm)s."), name=name, firm=firm)
        case e.Granted(amount=amount, number=number):
            return said(
                N_("NAV granted up to %(amount)s kroner (commitment %(number)s)."),
                amount=amount,
                number=number,
            )
        case e.RefundClaimed(amount=amount):
            return said(N_("A refund of %(amount)s kroner was claimed."), amount=amount)
        case _:
            return said(SIMPLE[type(event)])
