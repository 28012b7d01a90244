"""The committee's report in words: what each part of its two pages says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from analytics.answers.amu import Amu, Row
from analytics.documents import amu_lines, trend_picture
from analytics.documents.amu_lines import Line
from analytics.documents.register import Origin
from analytics.figures import verdicts
from analytics.figures.movement import Move
from analytics.figures.split import part_names
from analytics.figures.wording import Words
from analytics.i18n import N_, number
from analytics.stats.comparison import Verdict

Part = dict[str, Any]

CHANCE = N_(
    "Small units swing by chance: in a unit of ten, one long absence is several percentage "
    "points. The list is a place to begin asking, not a verdict."
)
LONGEST = 44  # signs of a unit's name that fit on its line
FEWEST_MOVED = 5  # units: the number of fewer says nothing


def texts(facts: Amu, origin: Origin, words: Words, remarks: Sequence[str], most: int) -> Part:
    """Everything the report says, as the template takes it; of the units at most `most` lines,
    those that stand out among them."""
    _, unit = words.translate, amu_lines.unit_name(origin, words)
    said = amu_lines.notes(words)
    return {
        "lang": words.language[:2],
        "region": "NO" if words.language == "nb" else "GB",
        "title": _(N_("Sickness absence, report to the working environment committee")),
        "subtitle": f"{unit} · {words.period(facts.quarter)}",
        "provenance": _provenance(origin, unit, words),
        "cards": [_card(line, facts, words) for line in amu_lines.key_lines(facts, origin, words)],
        "trend": _trend(facts, words),
        **_splits(facts, words),
        "units": _units(facts, words, most),
        "moved": _moved(facts, words),
        "quality": {
            "title": _(N_("Data quality")),
            "said": list(remarks) or [_(N_("No remarks."))],
        },
        "notes": {"title": _(N_("What the words mean")), "said": said},
    }


def _provenance(origin: Origin, unit: str, words: Words) -> str:
    told = words.translate(
        N_(
            "Nærvær, made on %(made)s. Absence data to %(day)s, dataset version %(version)s. "
            "Unit: %(unit)s. Definition: comparable with SSB and NAV."
        )
    )
    return told % {
        "made": words.day(origin.made_on),
        "day": words.day(origin.data_through),
        "version": origin.version,
        "unit": unit,
    }


def _card(line: Line, facts: Amu, words: Words) -> Part:
    people = words.translate(N_("%(period)s, people: %(people)s"))
    about = people % {
        "period": words.period(line.period),
        "people": words.persons(line.row, exact=False),
    }
    return {"name": line.name, "value": words.rate(line.row), "about": about}


def _trend(facts: Amu, words: Words) -> Part:
    _, drawn = words.translate, bool(facts.months["rate"].notna().any())
    caption = N_(
        "Strong line: the twelve months that end there. Thin line: each month. A gap is a month "
        "that is hidden or has no basis. Every month is in the workbook."
    )
    return {
        "title": _(N_("Development")),
        "picture": trend_picture.svg(facts.months, words) if drawn else "",
        "alt": _(N_("The sickness absence rate month by month, with twelve-month averages")),
        "caption": _(caption) if drawn else _(N_("There is no rate that may be shown.")),
    }


def _splits(facts: Amu, words: Words) -> Part:
    _ = words.translate
    about = N_("%(period)s. Parts of the rate above, in per cent of the same agreed days.")
    return {
        "certified": _split(_(N_("Certified by")), facts.certified, facts, words),
        "durations": _split(_(N_("Duration")), facts.durations, facts, words),
        "split": _(about) % {"period": words.period(facts.quarter)},
    }


def _split(title: str, frame: Any, facts: Amu, words: Words) -> Part:
    _, rows = words.translate, frame.to_dict("records")
    named = zip(part_names(frame, words), rows, strict=True)
    return {
        "title": title,
        "header": [title, *_columns(words), _(N_("People"))],
        "right": [1, 2, 3, 4],
        "rows": [[n, *_numbers(r, words), words.persons(r, exact=False)] for n, r in named],
    }


def _columns(words: Words) -> list[str]:
    return [words.translate(n) for n in (N_("Rate"), N_("Lost days"), N_("Agreed days"))]


def _numbers(row: Row, words: Words) -> list[str]:
    return [words.rate(row), words.days(row, "lost_days"), words.days(row, "agreed_days")]


def _units(facts: Amu, words: Words, most: int) -> Part:
    _, rows = words.translate, facts.units.to_dict("records")
    chosen = chosen_units(rows, most)
    about = _(N_("%(period)s, in the order of the organisation. This is no ranking."))
    rest = _(N_("%(count)s more units are in the workbook."))
    headings = (N_("Unit"), N_("People"), N_("Rate"), N_("Ordinary for its size"), N_("Verdict"))
    left_out = len(rows) - len(chosen)
    return {
        "title": _(N_("Units")),
        "about": about % {"period": words.period(facts.year)},
        "header": [_(heading) for heading in headings],
        "right": [1, 2, 3],
        "rows": [_unit(row, facts, words) for row in chosen],
        "rest": rest % {"count": words.count(left_out)} if left_out else "",
    }


def chosen_units(rows: Sequence[Row], most: int) -> list[Row]:
    """At most `most` of `rows`, those that stand out before others, in the order they came."""
    out = [at for at, row in enumerate(rows) if row["verdict"] == Verdict.STANDS_OUT.value]
    others = [at for at in range(len(rows)) if at not in set(out)]
    return [rows[at] for at in sorted([*out, *others][:most])]


def _unit(row: Row, facts: Amu, words: Words) -> list[str]:
    return [
        shortened(str(row["unit"])),
        words.persons(row, exact=False),
        words.rate(row),
        amu_lines.ordinary(row, words),
        verdicts.short(row, words),
    ]


def shortened(name: str) -> str:
    """`name`, cut where it would not fit on its line."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _moved(facts: Amu, words: Words) -> Part:
    _ = words.translate
    about = _(N_("Compares %(now)s with %(before)s.")) % {
        "now": words.period(facts.quarter),
        "before": words.period(facts.last),
    }
    said = [*_sentences(facts.risen, words), *_sentences(facts.fallen, words)]
    if facts.moved is not None and facts.moved.units >= FEWEST_MOVED:
        told = N_(
            "%(lower)s of %(units)s departments are lower than a year ago; chance alone would give "
            "about %(chance)s."
        )
        said.insert(
            0,
            _(told)
            % {
                "lower": words.count(facts.moved.lower),
                "units": words.count(facts.moved.units),
                "chance": number(facts.moved.by_chance, 0, words.language),
            },
        )
    nothing = _(N_("No unit that may be shown has moved."))
    return {
        "title": _(N_("Moved most in a year")),
        "said": said or [nothing],
        "about": f"{about} {_(CHANCE)}",
    }


def _sentences(moves: Iterable[Move], words: Words) -> list[str]:
    told = words.translate(N_("%(points)s, from %(before)s to %(now)s"))
    return [
        f"{shortened(move.unit)}: "
        + told
        % {
            "points": words.points(move.points),
            "before": words.percent(move.before),
            "now": words.percent(move.now),
        }
        for move in moves
    ]
