"""What the pinned parts bring along is held to one version, on every system they may be put on."""

from __future__ import annotations

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.dependencies.constraints import FILE, brought, environments, read, text, too_narrow
from tests.dependencies.installed import development, development_pins, runtime, runtime_pins

AGAIN = "run python -m tests.dependencies.constraints --write"
WRITTEN = FILE.read_text(encoding="utf-8")
INSTALLED = {**runtime(), **development()}


def test_what_comes_along_is_held_to_the_version_that_is_installed() -> None:
    assert read(WRITTEN) == brought(), AGAIN
    assert text() == WRITTEN, AGAIN


def test_whatever_is_installed_is_pinned_or_held_or_belongs_to_this_system_alone() -> None:
    pinned = {canonicalize_name(pin.name) for pin in [*runtime_pins(), *development_pins()]}
    held = set(read(WRITTEN))
    assert pinned.isdisjoint(held)
    # Needed by a marker of this system or Python: each system brings its own.
    rest = set(INSTALLED) - pinned - held
    marked = {
        canonicalize_name(needed.name)
        for one in INSTALLED.values()
        for needed in map(Requirement, one.requires or [])
        if needed.marker is not None
    }
    assert rest <= marked
    assert len(rest) <= 5


def test_every_line_names_one_version_and_no_address() -> None:
    lines = [line for line in WRITTEN.splitlines() if not line.startswith("#")]
    assert list(read(WRITTEN)) == sorted(read(WRITTEN))
    assert [line for line in lines if Requirement(line).url or Requirement(line).marker] == []
    operators = {one.operator for line in lines for one in Requirement(line).specifier}
    assert operators == {"=="}


def test_nothing_that_is_held_shuts_out_a_python_that_is_supported() -> None:
    assert too_narrow() == []


def test_systems_and_pythons_are_told_apart() -> None:
    told = {(each["sys_platform"], each["python_version"]) for each in environments()}
    assert told == {
        (system, python) for system in ("linux", "darwin") for python in ("3.11", "3.12", "3.13")
    }


def test_what_is_brought_is_audited_and_has_a_licence_as_the_pinned_parts_have() -> None:
    assert set(brought()) <= set(INSTALLED)  # which both of these go through
