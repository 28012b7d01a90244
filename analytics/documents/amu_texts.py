"""The committee's report in words: what each part of its two pages says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.answers.amu import Amu, Row
from analytics.documents import amu_lines, provenance, trend_picture
from analytics.documents.amu_lines import Line
from analytics.documents.amu_moved import moved, shortened
from analytics.documents.register import Origin
from analytics.domain.period import Period
from analytics.figures import verdicts
from analytics.figures.split import part_names
from analytics.figures.wording import Words
from analytics.i18n import N_, REGIONS, number
from analytics.stats.comparison import Verdict

Part = dict[str, Any]


def texts(facts: Amu, origin: Origin, words: Words, remarks: Sequence[str], most: int) -> Part:
    """Everything the report says, as the template takes it; of the units at most `most` lines,
    those that stand out among them."""
    _, unit = words.translate, amu_lines.unit_name(origin, words)
    said = amu_lines.notes(words)
    return {
        "lang": words.language[:2],
        "region": REGIONS[words.language],
        "title": _(N_("Sickness absence, report to the working environment committee")),
        "subtitle": f"{unit} · {words.period(facts.quarter)}",
        "provenance": provenance.line(origin, unit, words),
        "cards": _cards(facts, origin, words),
        "beside": {
            "title": _(N_("Beside SSB's figures")),
            "said": amu_lines.beside_lines(facts, words)
            or [_(N_("SSB's figures held here have no quarter in common with yours yet."))],
        },
        "trend": _trend(facts, words),
        **_splits(facts, words),
        "units": _units(facts, words, most),
        "moved": moved(facts, words),
        "quality": {
            "title": _(N_("Data quality")),
            "said": list(remarks) or [_(N_("No remarks."))],
        },
        "notes": {"title": _(N_("What the words mean")), "said": said},
    }


def _cards(facts: Amu, origin: Origin, words: Words) -> list[Part]:
    found = [_card(line, words) for line in amu_lines.key_lines(facts, origin, words)]
    if facts.spells is None or facts.rolling is None:
        return found
    about = provenance.of(facts.year, facts.rolling, words)
    told = amu_lines.spells_text(facts, words)
    name = words.translate(N_("Absences per full-time year"))
    return [*found, {"name": name, "value": told, "about": about}]


def _card(line: Line, words: Words) -> Part:
    return {
        "name": line.name,
        "value": words.rate(line.row),
        "about": provenance.of(line.period, line.row, words),
    }


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
        "caption": f"{_(caption)} {provenance.of(_drawn(facts), facts.now, words)}."
        if drawn
        else _(N_("There is no rate that may be shown.")),
    }


def _drawn(facts: Amu) -> Period:
    spans = facts.months["span"].astype(str)
    return Period.parse(spans.iloc[0], spans.iloc[-1])


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
    headings = (
        N_("Unit"),
        N_("People"),
        N_("Rate"),
        N_("Ordinary for its size"),
        N_("Absences per FTE"),
        N_("Verdict"),
    )
    left_out = len(rows) - len(chosen)
    return {
        "title": _(N_("Units")),
        "about": about % {"period": words.period(facts.year)},
        "header": [_(heading) for heading in headings],
        "right": [1, 2, 3, 4],
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
        number(amu_lines.spells_of_unit(row), 1, words.language),
        verdicts.short(row, words),
    ]
