"""The sickness absence rate, and when it may be shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

SMALLEST_GROUP = 5  # people; NAV, Konstanter.MIN_ANTALL_PERSONER


def percent(lost: Decimal | float | str, agreed: Decimal | float | str) -> Decimal | None:
    """100 × lost / agreed days with one decimal, half up as NAV does it: the ratio to three
    decimals, once. None when there are no agreed days ("mangler grunnlag").

    Source: navikt/pia-sykefravarsstatistikk, StatistikkUtils.
    """
    whole = Decimal(str(agreed))
    if whole <= 0:
        return None
    share = Decimal(str(lost)) / whole
    return (share.quantize(Decimal("0.001"), ROUND_HALF_UP) * 100).quantize(Decimal("0.1"))


def masked(*persons: int | None) -> bool:
    """Whether a figure over these months' (or quarters') head counts must be hidden.

    One month with staff below five hides the whole period: NAV shows a sum as soon as one quarter
    is large enough, and subtracting that quarter gives the small one away. Months without staff
    hide nothing: missing is not masked. An unknown head count hides.
    """
    return any(count is None or 0 < count < SMALLEST_GROUP for count in persons)
