"""Measuring digests on a made-up archive."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from bot.bench_digest import digest
from bot.cli import app


def test_every_reader_is_composed_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Each number of readers gets as many digests, and both are told with what they took."""
    found = digest([3, 40], profiles=7)
    assert {count: took.digests for count, took in found.items()} == {3: 3, 40: 40}
    assert all(took.seconds > 0 and took.memory > 1_000_000 for took in found.values())
    assert "7 profiles" in capsys.readouterr().out


def test_no_readers_are_refused() -> None:
    """A number that measures nothing is refused with exit code 2."""
    assert CliRunner().invoke(app, ["bench", "digest", "--readers", "0"]).exit_code == 2
