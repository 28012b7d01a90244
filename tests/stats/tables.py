"""Drawn tables of people for the methods."""

from __future__ import annotations

import pandas as pd

from analytics.queries import EVERYBODY


def staff(unit: str, lost: list[float], agreed: float = 230, first: int = 0) -> pd.DataFrame:
    """People of one unit with these lost days each, everything else alike."""
    return pd.DataFrame(
        {
            "unit_id": unit,
            "employee_key": [f"{unit}-{first + n}" for n in range(len(lost))],
            "lost_days": [float(days) for days in lost],
            "agreed_days": float(agreed),
            "spells": [int(days > 0) for days in lost],
            "fte_years": agreed / 230,
            "sex": "F",
            "birth_year": 1980,
        }
    )


def organisation(*units: pd.DataFrame) -> pd.DataFrame:
    """The units' people, and everybody once more as the whole organisation."""
    people = pd.concat(units, ignore_index=True)
    return pd.concat([people, people.assign(unit_id=EVERYBODY)], ignore_index=True)


def pattern(size: int, days: float = 12, every: int = 3) -> list[float]:
    """So many people of whom every third lost days, some many."""
    return [days * (1 + (n // every) % 4) if n % every == 0 else 0 for n in range(size)]


def months(rates: list[float | None], first: str = "2022-01", agreed: float = 2000) -> pd.DataFrame:
    """Months in order with these rates, as `queries.rates` gives them after withholding."""
    spans = [str(span) for span in pd.period_range(first, periods=len(rates), freq="M")]
    rate = pd.Series(rates, dtype=float)
    return pd.DataFrame(
        {
            "span": spans,
            "rate": rate,
            "lost_days": rate * agreed / 100,
            "agreed_days": pd.Series(agreed, rate.index).where(rate.notna()),
            "masked": rate.isna(),
        }
    )
