"""The six packages have plain names: nobody else's may stand in their place."""

from __future__ import annotations

from datetime import UTC
from importlib.metadata import packages_distributions

import pytest

from bot.checkup import PACKAGES, clash
from newsroom import texts
from tests.bot.shell import ROOT


def test_the_packages_are_those_of_the_house() -> None:
    """What is looked after is every package at the top of the repository but the tests."""
    found = {path.parent.name for path in ROOT.glob("[a-z]*/__init__.py")}
    assert found - {"tests"} == set(PACKAGES)


def test_nothing_installed_has_their_names() -> None:
    """No installed distribution but Sitrep provides a package of one of the six names."""
    provided = packages_distributions()
    assert "typer" in provided
    others = {name: set(provided.get(name, ())) - {"sitrep"} for name in PACKAGES}
    assert not any(others.values()), others
    assert clash(provided) is None


@pytest.mark.parametrize("name", PACKAGES)
def test_a_clash_is_told_in_words(name: str) -> None:
    """Another distribution's package of one of the names is told with its distribution, and ours is not."""
    found = clash({"typer": ["typer"], name: ["sitrep", "other-thing", "other-thing"]})
    assert found is not None
    assert texts.load("en").say(found, UTC) == (
        f"the package {name} also comes with other-thing; uninstall one of them"
    )
    assert clash({"typer": ["typer"], name: ["Sitrep"]}) is None
