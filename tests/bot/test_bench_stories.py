"""`sitrep bench stories`: the measures on groups counted by hand, and the command on a made-up file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bench_stories import agreement, figures
from tests.bot.shell import Shell
from tests.bot.test_stories import _DAMS, _TRIALS


def test_measures_by_hand() -> None:
    """Events a a a b b in groups 1 1 2 2 2: precision and recall of each article, and pairs."""
    found = agreement(list("aaabb"), [1, 1, 2, 2, 2])
    assert [each.precision for each in found] == pytest.approx([1, 1, 1 / 3, 2 / 3, 2 / 3])
    assert [each.recall for each in found] == pytest.approx([2 / 3, 2 / 3, 1 / 3, 1, 1])
    precision, recall, f1, pairs = figures(found)
    assert (precision, recall, f1) == pytest.approx((73.33, 73.33, 73.33), abs=0.01)
    assert pairs == pytest.approx(50.0)  # of 4 pairs found and 4 meant, 2 are right


def test_all_right_and_all_apart() -> None:
    """The events themselves score 100; each article alone has full precision and no pair."""
    assert figures(agreement(list("aabb"), [2, 2, 7, 7])) == (100, 100, 100, 100)
    assert figures(agreement(list("aabb"), [1, 2, 3, 4])) == pytest.approx((100, 50, 66.67, 0), abs=0.01)


def test_the_command(tmp_path: Path) -> None:
    """Both ways have a row; a line without an event is told by its number."""
    shell = Shell.on(tmp_path / "sitrep.db")
    file = tmp_path / "in.jsonl"
    lines = [
        {"text": text, "story": story} for story, many in (("d", _DAMS), ("t", _TRIALS)) for text in many
    ]
    file.write_text("\n".join(map(json.dumps, lines)))
    done = shell.sitrep("bench", "stories", str(file))
    assert done.code == 0
    [row] = [line.split() for line in done.out.splitlines() if line.startswith("sitrep")]
    assert row[1:4] == ["100.0", "100.0", "100.0"]
    file.write_text(json.dumps({"text": _DAMS[0]}))
    bad = shell.sitrep("bench", "stories", str(file))
    assert bad.code == 2
    assert "line 1" in bad.err
