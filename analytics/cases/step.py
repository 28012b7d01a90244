"""The rungs a case climbs, as people name them."""

from __future__ import annotations

from enum import StrEnum

from analytics.cases.stage import Stage


class Step(StrEnum):
    """The rungs on the way to an expert, in their order; a refusal stands beside a grant."""

    POSSIBLE = "possible"  # the data alone, before anybody has taken the case on
    TALK_FIRST = "talk_first"
    AGREED = "agreed"
    DISCUSSED = "discussed"
    EXPERT_CHOSEN = "expert_chosen"
    READY = "ready"
    SENT = "sent"
    GRANTED = "granted"
    REFUSED = "refused"
    UNDER_WAY = "under_way"
    STOPPED = "stopped"
    CARRIED_OUT = "carried_out"
    REFUNDED = "refunded"
    CLOSED = "closed"


LATER: dict[Stage, Step] = {
    Stage.SENT: Step.SENT,
    Stage.GRANTED: Step.GRANTED,
    Stage.UNDER_WAY: Step.UNDER_WAY,
    Stage.STOPPED: Step.STOPPED,
    Stage.REPORTED: Step.CARRIED_OUT,
    Stage.REFUNDED: Step.REFUNDED,
    Stage.CLOSED: Step.CLOSED,
}
