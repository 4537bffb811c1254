"""Measuring rankers on a corpus."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bot.bench import summarize
from bot.rouge import interval, rouge
from newsroom.errors import Refused
from tests.summarizer.test_select import PLAIN


def test_rouge_by_hand() -> None:
    """ROUGE is what one works out on paper: of "a b c d" and "a c b e", 3 words, no pair, 2 in order."""
    found = rouge("A b c d", "a c b e")
    assert (found.one, found.two, found.longest) == (75.0, 0.0, 50.0)
    assert rouge("a b c", "a b c").two == 100.0
    assert rouge("", "a").one == rouge("a", "").longest == 0.0


def test_interval_holds_the_mean() -> None:
    """The interval lies around the mean, and is a point where nothing varies."""
    low, mean, high = interval([0.0, 1.0, 2.0, 3.0] * 10)
    assert low < mean == 1.5 < high
    assert interval([2.0] * 5) == (2.0, 2.0, 2.0)


@pytest.mark.parametrize("name", ["few.jsonl", "few.jsonl.gz"])
def test_table(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each ranker has its line with figures for every set of a file, packed or not, up to the limit."""
    line = {"id": "1", "set": "own", "title": "", "text": "\n".join(PLAIN), "reference": PLAIN[0]}
    file = tmp_path / name
    with (gzip.open if name.endswith("gz") else open)(file, "wt", encoding="utf-8") as out:
        out.write(f"{json.dumps(line)}\n" * 3)
    found = summarize(file, 2, rankers=("lead", "sitrep", "lex-rank"))
    printed = capsys.readouterr().out
    assert "own: 2 texts" in printed
    assert all(ranker in printed for ranker in found)
    assert found["lead"].scores[0] == rouge(" ".join(PLAIN[:3]), PLAIN[0])
    assert len(found["sitrep"].seconds) == 2


@pytest.mark.parametrize("content", ["not JSON\n", '{"id": 1}\n', "[1]\n"])
def test_what_is_no_corpus(content: str, tmp_path: Path) -> None:
    """A file that is no corpus is refused, with no traceback."""
    file = tmp_path / "bad.jsonl"
    file.write_text(content)
    with pytest.raises(Refused):
        summarize(file, None)
    with pytest.raises(Refused):
        summarize(tmp_path / "none.jsonl", None)
