"""The words for each kind of finding, and for what holds of them all. English gettext ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.i18n import N_

HARDLY_EVER = 100_000
DATES = frozenset({"changed_on", "since", "until", "from", "to", "first_day", "last_day"})

DAYS = N_("Absences that began on (%(count)s): %(days)s.")
WINDOW = N_("Judged from %(first)s to %(last)s, with what was known then.")
UNSURE = N_(
    "Which weekdays the person works is not known, so the working week that explains the most was "
    "assumed. A roster makes this surer."
)
ALSO = N_("It also looks like another pattern, which may be the same thing: %(what)s.")
CHANCE = N_("By chance alone, about 1 in %(many)s colleagues alike would show as much.")
CHANCE_UNIT = N_("By chance alone, about 1 in %(many)s units alike would show as much.")
HARDLY = N_("By chance alone, fewer than 1 in 100,000 colleagues alike would show as much.")
HARDLY_UNIT = N_("By chance alone, fewer than 1 in 100,000 units alike would show as much.")
CLEAR = N_("Of all findings of this kind this sure or surer, about %(share)s in 100 are chance.")
POSSIBLE = N_(
    "Only a possible pattern: of all findings of this kind this sure or surer, about %(share)s in "
    "100 are chance. Do not act on it alone."
)

GOOD_REASONS = N_(
    "There may be good reasons: long-term illness, pregnancy, small children, treatment on fixed "
    "days, or something at work."
)
FADES = N_(
    "Frequent absence mostly fades by itself: of employees with six or more doctor-certified "
    "absences in three years, 14 % had none and 55 % had fewer in the next three (NAV, Arbeid og "
    "velferd 1/2024)."
)
REGRESSION = N_(
    "Who is noticed after an unusual time is likely to have a more usual one next, whatever is "
    "done."
)
SEASON = N_(
    "The time of year, waves of illness in the unit and how long the person has worked here are "
    "allowed for, but never fully."
)
UNIT_REASONS = N_(
    "There may be good reasons: a wave of illness, a move, few people on duty, or people who "
    "happen to be ill at the same time."
)

STEPS = (
    N_("Wait and see: look again after the next import."),
    N_("Ask how things are, as you would ask anybody, and whether something at work can be made "
       "easier. Do not ask about illness or diagnosis."),
    N_("If the employee wants it, agree on an adaptation and when to talk again."),
)  # fmt: skip
UNIT_STEPS = (
    N_("Wait and see: look again after the next import."),
    N_("Bring it up with the safety representative and the unit: what was different at that time?"),
    N_("Look at workload, roster and leadership together before anybody is asked one by one."),
)  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """What one kind is called, how what was seen stands to what was to be expected, what its
    details say (key of the detail → sentence), why it may mean nothing, and what makes it go."""

    title: str
    measured: str
    clears: str
    details: Mapping[str, str] = field(default_factory=dict)
    why_not: tuple[str, ...] = ()


KINDS: Mapping[str, Wording] = {
    "recurrence": Wording(
        N_("More short absences than usual"),
        N_("%(observed)s short absences; %(expected)s would be usual for somebody in the same unit "
           "over the same time."),
        N_("It goes away when the number of short absences nears the usual: often within a year."),
        {"per_year": N_("That is %(per_year)s a year at work; %(usual_per_year)s is usual here.")},
        (N_("Some are ill more often than others, and nothing is behind it."),),
    ),
    "weekday": Wording(
        N_("Short absences that begin on the same weekday"),
        N_("%(observed)s began then; %(expected)s would be usual for the days the person works."),
        N_("It goes away as absences begin on other weekdays."),
        {"weekdays": N_("The weekday is %(weekdays)s.")},
        (N_("Illness that begins on a day off shows as absence from the next working day."),),
    ),
    "holiday_adjacent": Wording(
        N_("Short absences beside days off"),
        N_("%(observed)s lie beside public holidays, holiday or days between; %(expected)s would "
           "be usual."),
        N_("It goes away as days off pass without absence beside them."),
        {"beside": N_("What stands out is %(beside)s.")},
        (N_("Illness on a day off shows first on the working day beside it, and people travel and "
            "meet then."),),
    ),
    "shift": Wording(
        N_("Short absences that begin on the same kind of shift"),
        N_("%(observed)s began on such shifts; %(expected)s would be usual for that roster."),
        N_("It goes away as absences begin on other shifts, or as the roster changes."),
        {"code": N_("The shift is called %(code)s in the roster.")},
        (N_("Night work and quick returns wear on health; the roster may be the reason."),),
    ),
    "onset": Wording(
        N_("More short absences since a certain time"),
        N_("%(observed)s short absences since then; %(expected)s would be usual at the pace "
           "before."),
        N_("It goes away when the pace falls back, or when the new one has lasted long enough to "
           "be the usual."),
        {
            "changed_on": N_("The change came about %(changed_on)s."),
            "after_per_year": N_("From %(before_per_year)s to %(after_per_year)s a year at work."),
        },
        (N_("Something may have changed at home or at work at that time: tasks, leader, roster, "
            "health."),),
    ),
    "periodic": Wording(
        N_("Short absences at regular intervals"),
        N_("%(observed)s came at the same interval; %(expected)s would be usual by chance."),
        N_("It goes away when an absence fails to come, or comes at another time, once or twice."),
        {
            "every_days": N_("They come about every %(every_days)s days."),
            "day_of_month": N_("They come about day %(day_of_month)s of the month."),
        },
        (N_("Regular absence often means regular treatment."),),
    ),
    "unit_cluster": Wording(
        N_("More short absences in the unit than usual"),
        N_("%(observed)s short absences; %(expected)s would be usual. It does not rest on a few "
           "people: those with most are counted as no more than the others."),
        N_("It goes away as the time it is about passes without more of it."),
        {
            "sort": N_("What stands out is %(sort)s."),
            "code": N_("The shift is called %(code)s in the roster."),
        },
    ),
}  # fmt: skip

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
SEVERAL: Mapping[tuple[int, ...], str] = {
    (0, 4): N_("Monday or Friday"),
    (5, 6): N_("Saturday or Sunday"),
}
WORDS: Mapping[tuple[str, object], str] = {  # details that are words themselves
    ("sort", "time"): N_("a certain time"),
    ("sort", "leader"): N_("the time since the unit got a new leader"),
    ("sort", "shift"): N_("one kind of shift"),
    ("beside", "adjoining"): N_("the days right beside days off"),
    ("beside", "public"): N_("days beside public holidays"),
    ("beside", "own"): N_("days beside the person's own holiday"),
    ("beside", "any"): N_("days beside any days off"),
}


def weekdays(days: tuple[int, ...]) -> str:
    """The message id that names one weekday (0 Monday) or a pair of them."""
    return SEVERAL.get(days) or WEEKDAYS[days[0]]


def why_not(about_unit: bool) -> tuple[str, ...]:
    """The message ids of what may explain any finding, about a unit or a person."""
    if about_unit:
        return (UNIT_REASONS, REGRESSION)
    return (GOOD_REASONS, SEASON, REGRESSION, FADES)
