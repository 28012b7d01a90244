"""The stages of a case and the only ways between them."""

from __future__ import annotations

from enum import StrEnum

from analytics.cases import events as e
from analytics.errors import ReaderError
from analytics.i18n import N_


class IllegalStep(ReaderError):
    """The event does not fit where the case stands; nothing was recorded."""


class Stage(StrEnum):
    """How far the application has come."""

    PREPARING = "preparing"
    SENT = "sent"
    GRANTED = "granted"
    REFUSED = "refused"
    UNDER_WAY = "under_way"
    STOPPED = "stopped"  # the employee withdrew while the expert was at work
    REPORTED = "reported"
    REFUNDED = "refunded"
    CLOSED = "closed"


# Events not named here move nothing; they may come at any stage but the last.
MOVES: dict[tuple[Stage, type[e.Event]], Stage] = {
    (Stage.PREPARING, e.ApplicationSent): Stage.SENT,
    (Stage.REFUSED, e.ApplicationSent): Stage.SENT,
    (Stage.SENT, e.Granted): Stage.GRANTED,
    (Stage.SENT, e.Refused): Stage.REFUSED,
    (Stage.GRANTED, e.WorkStarted): Stage.UNDER_WAY,
    (Stage.UNDER_WAY, e.ReportReceived): Stage.REPORTED,
    (Stage.REPORTED, e.RefundClaimed): Stage.REFUNDED,
    (Stage.STOPPED, e.RefundClaimed): Stage.REFUNDED,
}
# A no from the employee: what NAV has not begun to pay for goes back to preparing.
WITHDRAWN: dict[Stage, Stage] = {
    Stage.SENT: Stage.PREPARING,
    Stage.GRANTED: Stage.PREPARING,
    Stage.UNDER_WAY: Stage.STOPPED,
}
PREPARING = frozenset({Stage.PREPARING, Stage.REFUSED})
ONLY_WHILE_PREPARING = (e.NavContacted, e.ExpertChosen)
MOVING = tuple(sorted({kind for _, kind in MOVES}, key=lambda kind: kind.__name__))

REASONS: dict[type[e.Event], str] = {
    e.CaseOpened: N_("The case is open already."),
    e.ApplicationSent: N_("The application is sent already, or the case is past that."),
    e.Granted: N_("NAV's answer can be recorded when the application is sent."),
    e.Refused: N_("NAV's answer can be recorded when the application is sent."),
    e.WorkStarted: N_(
        "The expert may not begin before NAV has granted the application. Record the grant first."
    ),
    e.ReportReceived: N_("The report comes after the expert has begun. Record the start first."),
    e.RefundClaimed: N_("The refund is claimed when the report is there, and once."),
    e.NavContacted: N_("The application is sent; write later talks with NAV as a note."),
    e.ExpertChosen: N_(
        "The application is sent with the expert named in it. Talk with NAV before changing."
    ),
}


def after(stage: Stage, event: e.Event) -> Stage:
    """The stage that follows.

    Raises IllegalStep, with what to do, for an event that does not fit the stage.
    """
    kind = type(event)
    if stage is Stage.CLOSED:
        raise IllegalStep(N_("The case is closed. Open a new one to go on."))
    if kind is e.CaseOpened:
        raise IllegalStep(REASONS[kind])
    if isinstance(event, e.CaseClosed):
        return Stage.CLOSED
    if isinstance(event, e.EmployeeAnswered) and not event.agrees:
        return WITHDRAWN.get(stage, stage)
    if kind in ONLY_WHILE_PREPARING and stage not in PREPARING:
        raise IllegalStep(REASONS[kind])
    if kind in MOVING:
        if (stage, kind) not in MOVES:
            raise IllegalStep(REASONS[kind])
        return MOVES[stage, kind]
    return stage
