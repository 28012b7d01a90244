"""How much people are ill anyway, and what a habit of many spells is: two settings.

`usual` is set so that rules of thumb do on these people what is published of them
(`docs/methods.md`); nothing else was looked at. `high` is a workforce with more illness,
where habits of many spells last through all of the time: the hardest case.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Base:
    """`often`: short illnesses a year of ordinary people, lowest and highest mean of workforces;
    `shape` of the gamma distribution of people's own rates; `lasting`: longer ones a year.
    `latest`: habits of many spells end with the window, and last as long as their spells do at
    the habit's rate; else they fill all of the time. `edges`: share of habits of one weekday
    for which it is drawn among Monday and Friday, not among all."""

    often: tuple[float, float]
    shape: float
    lasting: float
    latest: bool
    edges: float


BASES = {
    "usual": Base(often=(1.5, 2.0), shape=1.5, lasting=0.08, latest=True, edges=0.65),
    "high": Base(often=(1.6, 2.1), shape=1.5, lasting=0.22, latest=False, edges=0.0),
}
