"""What the requirements promise: exact, complete, and for Debian 12's Python."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from django.conf import settings
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.once

PROJECT = Path(settings.BASE_DIR)
DEBIAN_PYTHON = "3.11.2"


def requirements(name):
    """The requirements that a file names, by their canonical names."""
    lines = [line.partition("#")[0].strip() for line in (PROJECT / name).read_text().splitlines()]
    named = [Requirement(line) for line in lines if line and not line.startswith("-r ")]
    return {canonicalize_name(requirement.name): requirement for requirement in named}


SITE = requirements("requirements.txt")
ALL = {**SITE, **requirements("requirements-dev.txt")}


def needs(requirement):
    """The names of what a requirement needs on Debian 12, its extras' needs included."""
    for extra in {"", *requirement.extras}:
        environment = {
            **default_environment(),
            "python_full_version": DEBIAN_PYTHON,
            "extra": extra,
        }
        for line in distribution(requirement.name).requires or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate(environment):
                yield canonicalize_name(need.name)


def test_every_requirement_is_exact():
    assert [str(r) for r in ALL.values() if not re.fullmatch(r"==[\w.]+", str(r.specifier))] == []


def test_every_requirement_runs_on_debian_12():
    too_new = {
        name: runs_on
        for name in ALL
        if (runs_on := distribution(name).metadata["Requires-Python"])
        and not SpecifierSet(runs_on).contains(DEBIAN_PYTHON)
    }
    assert too_new == {}


def test_tests_run_with_the_pinned_versions():
    installed = {name: f"=={distribution(name).version}" for name in ALL}
    assert installed == {name: str(requirement.specifier) for name, requirement in ALL.items()}


def test_needs_of_requirements_are_pinned_beside_them():
    assert {need for requirement in SITE.values() for need in needs(requirement)} <= set(SITE)
    assert {need for requirement in ALL.values() for need in needs(requirement)} <= set(ALL)


def test_site_needs_nothing_of_the_tests():
    assert {"pytest", "mypy", "playwright"}.isdisjoint(SITE)


def test_long_term_versions_are_used():
    assert str(SITE["django"].specifier).startswith("==5.2.")
    assert str(SITE["wagtail"].specifier).startswith("==7.4.")
