"""The conditions only people can meet, judged by what is recorded in the case."""

from __future__ import annotations

from analytics.cases import events as e
from analytics.cases.case import Case
from analytics.cases.condition import Condition, Who, condition
from analytics.cases.said import Said, said
from analytics.cases.stage import PREPARING
from analytics.i18n import N_

SCHEMES: dict[e.Scheme, str] = {
    e.Scheme.EARLY_DIALOGUE: N_("early dialogue meeting"),
    e.Scheme.OCCUPATIONAL_HEALTH: N_("help from the occupational health service"),
    e.Scheme.EXEMPTION: N_("exemption from the employer period (folketrygdloven § 8-20)"),
}


def conditions(case: Case) -> tuple[Condition, ...]:
    """The human conditions of a case, in the order they are worked through."""
    return (
        tried(case),
        schemes(case),
        not_first(case),
        employee(case),
        nav(case),
        expert(case),
        purpose(case),
        start(case),
    )


def tried(case: Case) -> Condition:
    """Whether a measure was tried or weighed; each is named with its day."""
    known = [
        said(N_("Tried from %(day)s: %(what)s"), day=event.day, what=event.what)
        for event in case.events
        if isinstance(event, e.MeasureStarted)
    ]
    known += [
        said(N_("Considered %(day)s: %(what)s"), day=event.day, what=event.what)
        for event in case.events
        if isinstance(event, e.MeasureConsidered)
    ]
    missing = [said(N_("Write which follow-up and adaptation was tried or considered."))]
    return condition("tried", Who.EMPLOYER, known, [] if case.tried else missing)


def schemes(case: Case) -> Condition:
    """Whether the help that comes before an expert was weighed, one by one."""
    weighed = {event.scheme: event for event in case.events if isinstance(event, e.SchemeWeighed)}
    known = [
        said(
            N_("%(scheme)s, %(day)s: %(outcome)s"),
            scheme=said(name),
            day=weighed[key].day,
            outcome=weighed[key].outcome,
        )
        for key, name in SCHEMES.items()
        if key in weighed
    ]
    missing = [
        said(N_("Consider %(scheme)s."), scheme=said(name))
        for key, name in SCHEMES.items()
        if key not in weighed
    ]
    return condition("schemes", Who.EMPLOYER, known, missing)


def not_first(case: Case) -> Condition:
    """Whether something was done before an expert is asked for; weighing alone leaves it open."""
    done = case.of(e.MeasureStarted, e.MeasureEvaluated, e.SchemeWeighed)
    earlier = sorted(done, key=lambda event: event.day)
    known = [said(N_("First measure recorded %(day)s."), day=x.day) for x in earlier[:1]]
    missing = [said(N_("Record a measure that was tried before: an expert cannot be the first."))]
    return condition("not_first", Who.EMPLOYER, known, [] if earlier else missing)


def employee(case: Case) -> Condition:
    """Whether the employee's newest answer is yes; a no is respected and can be taken back."""
    answer = case.answer
    if answer is None:
        return condition("employee", Who.EMPLOYEE, [], [said(N_("Ask the employee."))])
    told = (
        N_("Yes on %(day)s, asked by %(who)s.")
        if answer.agrees
        else N_("No on %(day)s, asked by %(who)s.")
    )
    known = [said(told, day=answer.day, who=answer.asked_by)]
    missing: list[Said] = []
    if not answer.agrees:
        missing.append(said(N_("Without the employee's yes there is no application.")))
        if case.of(e.ApplicationSent):
            missing.append(said(N_("Tell NAV that the employee has withdrawn.")))
    return condition("employee", Who.EMPLOYEE, known, missing, refused=not answer.agrees)


def nav(case: Case) -> Condition:
    """Whether this case was discussed with a named person at NAV, who found an expert useful."""
    if case.nav is None:
        ask = N_("Call NAV about this case and note whom you talked with.")
        return condition("nav", Who.NAV, [], [said(ask)])
    told = (
        N_("Discussed with %(name)s on %(day)s; NAV agrees.")
        if case.nav.agrees
        else N_("Discussed with %(name)s on %(day)s; NAV did not agree.")
    )
    known = [said(told, name=case.nav.name, day=case.nav.day)]
    missing = [] if case.nav.agrees else [said(N_("Ask NAV what should be tried first."))]
    return condition("nav", Who.NAV, known, missing, refused=not case.nav.agrees)


def expert(case: Case) -> Condition:
    """Whether the expert chosen is what NAV asks for."""
    chosen = case.expert
    if chosen is None:
        ask = N_("Choose an expert together with the employee.")
        return condition("expert", Who.EMPLOYER, [], [said(ask)])
    known = [
        said(
            N_("%(name)s, %(firm)s: %(competence)s"),
            name=chosen.name,
            firm=chosen.firm,
            competence=chosen.competence,
        )
    ]
    wrong = []
    if not chosen.external:
        wrong.append(said(N_("The expert must come from outside the undertaking.")))
    if not chosen.approved:
        wrong.append(said(N_("The expert must have publicly approved education or authorisation.")))
    if chosen.occupational_health and not chosen.beyond_agreement:
        wrong.append(
            said(
                N_(
                    "The occupational health service can be the expert only for help beyond its "
                    "ordinary agreement."
                )
            )
        )
    return condition("expert", Who.EMPLOYER, known, wrong, refused=bool(wrong))


def purpose(case: Case) -> Condition:
    """Whether the assignment is help at work; the grant is never for treatment."""
    if case.expert is None:
        ask = N_("Agree with the employee what the expert shall help with at work.")
        return condition("purpose", Who.EMPLOYER, [], [said(ask)])
    if case.expert.treatment:
        wrong = [said(N_("The grant does not cover treatment. Describe help at the workplace."))]
        return condition("purpose", Who.EMPLOYER, [], wrong, refused=True)
    known = [said(N_("The assignment is recorded as help at work."))]
    return condition("purpose", Who.EMPLOYER, known, [])


def start(case: Case) -> Condition:
    """Whether the work waits for the grant; once granted, from which day it may begin."""
    if case.grant is not None:
        told = said(N_("Granted %(day)s; the work may begin."), day=case.grant.day)
    elif case.stage in PREPARING:
        told = said(N_("Not begun. The work may begin when NAV has granted, not before."))
    else:
        told = said(N_("Waiting for NAV's answer; the work has not begun."))
    return condition("start", Who.EMPLOYER, [told], [])
