"""What the codes of the audit log are called: who, what was done, and at what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from analytics import persons
from analytics.access import role_of
from analytics.documents.person_words import WORDS
from analytics.i18n import N_, Translate
from analytics.rules.rulebook import PRESETS
from analytics.store.audit_log import ANCHOR, Event
from pages.components.house_access import ROLES
from pages.components.house_places import PLACES
from pages.components.house_retention import KINDS
from pages.components.naming import KINDS as FILES

ACTORS: Mapping[str, str] = {
    "inbox": N_("The inbox"),
    "command": N_("Somebody at the server"),
    "configuration": N_("The settings of the server"),
    "retention": N_("The deletion of what is old"),
}
ACTIONS: Mapping[str, str] = {
    "view": N_("Looked at"),
    "export": N_("Took out"),
    "mark": N_("Marked"),
    "case": N_("Case"),
    "import": N_("Import"),
    "undo": N_("Undid"),
    "change": N_("Changed"),
    "purge": N_("Deleted what was old"),
    "erase": N_("Deleted a person"),
    "sign_in": N_("Sign-in"),
}


def actor(_: Translate, who: str) -> str:
    """Role (and code of the account), else what acted by itself."""
    if who in ACTORS:
        return _(ACTORS[who])
    try:
        role = _(ROLES[role_of(who)])
    except ValueError:
        return _("Account %(code)s") % {"code": who}  # somebody signing in, not yet in any role
    return " ".join([role, who.partition(":")[2]]).strip()


def told(_: Translate, event: Event) -> str:
    """The event as a line to read: what was done, at what, about whom, why, and whether refused."""
    said = f"{_(ACTIONS.get(event.action, event.action))}: {thing(_, event.what)}"
    if event.whom:
        said += " – " + _("about %(code)s") % {"code": event.whom}
    if event.purpose in persons.REASONS:
        said += f". {_('Purpose')}: {_(persons.REASONS[event.purpose])}"
    return said if event.permitted else f"{_('Refused')} – {said}"


def thing(_: Translate, what: str) -> str:
    """What a code stands for; the code itself where nobody has given it words."""
    if what in PLACES:
        return _(PLACES[what])
    for pattern, words in _PATTERNS:
        if found := re.fullmatch(pattern, what):
            return words(_, *found.groups())
    return _(WORDS[what]) if what in WORDS else what


def _access(_: Translate, number: str, role: str, done: str) -> str:
    given = _("access no. %(number)s, %(role)s, was given")
    ended = _("access no. %(number)s, %(role)s, was ended")
    words = given if done == "given" else ended
    return words % {"number": number, "role": _word(_, role)}


def _period(_: Translate, kind: str, before: str, after: str) -> str:
    named = {"kind": _(KINDS.get(kind, kind)), "before": before, "after": after}
    return _("kept: %(kind)s, from %(before)s to %(after)s months") % named


def _preset(_: Translate, name: str, state: str) -> str:
    words = _("%(name)s, taken into use") if state == "on" else _("%(name)s, taken out of use")
    return words % {"name": _(PRESETS.get(name, name))}


def _marked(_: Translate, area: str, kind: str) -> str:
    named = {"kind": _word(_, kind)}
    return (_("follow-up: %(kind)s") if area == "follow_up" else _("finding: %(kind)s")) % named


def _file(_: Translate, kind: str, number: str) -> str:
    if number == "unchanged":
        return _("%(kind)s, nothing new") % {"kind": _(_FILES.get(kind, kind))}
    return _("%(kind)s, import %(number)s") % {"kind": _(_FILES.get(kind, kind)), "number": number}


def _word(_: Translate, code: str) -> str:
    return _(WORDS[code]) if code in WORDS else code


_FILES = {kind.value: words for kind, words in FILES.items()}
_PATTERNS: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"waiting (\w+)", lambda _, why: _("a file that waits")),
    (r"access (\d+) (\w+) (given|ended)", _access),
    (r"retention (\w+) (\d+)->(\d+)", _period),
    (r"preset (\w+) (on|off)", _preset),
    (r"(follow_up|finding) (\w+)", _marked),
    (rf"({'|'.join(_FILES)}) (\d+|unchanged)", _file),
    (r"import (\d+)", lambda _, number: _("import %(number)s") % {"number": number}),
    (r"(\d+) rows", lambda _, count: _("%(count)s rows") % {"count": count}),
    (
        rf"{ANCHOR} (\d+) \w+",
        lambda _, line: _("the log, through line %(line)s") % {"line": line},
    ),
)
