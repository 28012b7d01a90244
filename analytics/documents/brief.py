"""A case for a reflection group: the question and what was tried, so that nobody is recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from analytics.cases import guard
from analytics.cases.likeness import BANDS, Likeness, safe
from analytics.documents.word import Block, Bullets, Entry, Heading, Paper, Paragraph
from analytics.errors import ReaderError
from analytics.i18n import N_, Translate, day, translator

QUESTIONS: dict[str, str] = {
    "situation": N_("What is the situation at work?"),
    "tried": N_("What has been tried, and how did it go?"),
    "dilemma": N_("What is hard to decide?"),
    "question": N_("What do you want the group, or NAV's contact, to answer?"),
}
SEXES = {"F": N_("woman"), "M": N_("man")}
SHORTEST_NAME = 3  # letters: shorter parts of names are ordinary words too
DAY = re.compile(r"\b\d{1,2}[./]\s?\d{1,2}[./]?(?:\d{2,4})?\b|\b\d{4}-\d{2}-\d{2}\b")


class NameInText(ReaderError):
    """The text could give somebody away; no brief was made."""


def brief(
    answers: Mapping[str, str],
    person: Likeness,
    everybody: Sequence[Likeness],
    names: Iterable[str],
    today: date,
    language: str = "nb",
) -> Paper:
    """The brief: as much about who it is as at least five people share, and the answers.

    `names`: of the employee, the leader and the units, which no answer may hold. Raises TooFewAlike
    when the person could be recognised whatever is left out, NameInText for a name or an exact day,
    and HealthWord for a word about health.
    """
    for answer in answers.values():
        guard.check(answer)
        _refuse_names(answer, names)
    _ = translator(language)
    shown = safe(person, everybody)
    blocks: list[Block] = [
        Paragraph(
            _(
                N_(
                    "At least five people at the workplace fit this description. Read it once more "
                    "with a colleague's eyes: could somebody guess? Then leave out more."
                )
            )
        ),
        Heading(_(N_("Who it is about"))),
        Bullets(tuple(_who(shown, _)) or (_(N_("an employee")),)),
        Heading(_(N_("The case"))),
    ]
    blocks += [Entry(_(text), answers.get(key, "")) for key, text in QUESTIONS.items()]
    blocks.append(_made(today, language, _))
    return Paper(_(N_("Case for a reflection group")), today, tuple(blocks), language)


def _made(today: date, language: str, _: Translate) -> Paragraph:
    made = _(
        N_(
            "Made with Nærvær on %(made)s. Working days lost are those of the last twelve months "
            "with data, with position and grade counted in."
        )
    )
    return Paragraph(made % {"made": day(today, language)})


def _who(shown: Likeness, _: Translate) -> list[str]:
    told = []
    if shown.unit is not None:
        told.append(_(N_("works in %(unit)s")) % {"unit": shown.unit.rpartition("/")[2]})
    if shown.sex in SEXES:
        told.append(_(SEXES[shown.sex]))
    if shown.age is not None:
        told.append(
            _(N_("%(first)s–%(last)s years")) % {"first": shown.age[0], "last": shown.age[1]}
        )
    if shown.band is not None:
        told.append(_band(shown.band, _))
    return told


def _band(band: int, _: Translate) -> str:
    if band == 0:
        return _(N_("no working days lost in twelve months"))
    if band == len(BANDS):
        return _(N_("more than %(most)s working days lost in twelve months")) % {"most": BANDS[-1]}
    return _(N_("%(first)s–%(last)s working days lost in twelve months")) % {
        "first": BANDS[band - 1] + 1,
        "last": BANDS[band],
    }


def _refuse_names(text: str, names: Iterable[str]) -> None:
    folded = text.casefold()
    parts = {part for name in names for part in re.split(r"[\s/]+", name.casefold())}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= SHORTEST_NAME and re.search(rf"(?<!\w){re.escape(part)}s?(?!\w)", folded):
            raise NameInText(
                N_("«%(name)s» is a name here. Write «the employee», «the leader», «the unit»."),
                name=part,
            )
    if DAY.search(text):
        raise NameInText(
            N_("An exact day can give the person away. Write «last spring» or «for some weeks».")
        )
