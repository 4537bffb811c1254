"""Measuring the analysis beside the language model alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bot.bench_analyze import analyze, interval
from newsroom.errors import Refused
from tests.summarizer.test_select import PLAIN


@pytest.mark.parametrize("name", ["few.jsonl", "few.jsonl.gz"])
def test_table(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both are timed on every text up to the limit, in a packed file too, and the ratio is printed."""
    file = tmp_path / name
    with (gzip.open if name.endswith("gz") else open)(file, "wt", encoding="utf-8") as out:
        out.writelines(f"{json.dumps({'text': text})}\n" for text in ("\n".join(PLAIN), " ", *PLAIN[:2]))
    costs = analyze(file, 2)
    assert [cost.words for cost in costs] == [len(" ".join(PLAIN).split()), len(PLAIN[0].split())]
    assert all(cost.ratio == cost.analysis / cost.model > 0 for cost in costs)
    printed = capsys.readouterr().out
    assert "2 texts" in printed
    assert "analysis / model" in printed


def test_interval() -> None:
    """The interval of the median lies around it, and is a point where nothing varies."""
    low, middle, high = interval([1.0, 2.0, 3.0, 4.0, 5.0] * 5)
    assert low <= middle == 3.0 <= high
    assert low < high
    assert interval([2.0] * 5) == (2.0, 2.0, 2.0)


@pytest.mark.parametrize("content", ["not JSON\n", '{"id": 1}\n', "[1]\n", "", '{"text": " "}\n'])
def test_what_is_no_corpus(content: str, tmp_path: Path) -> None:
    """A file that is no corpus, or is not there, is refused."""
    file = tmp_path / "bad.jsonl"
    file.write_text(content)
    with pytest.raises(Refused):
        analyze(file, None)
    with pytest.raises(Refused):
        analyze(tmp_path / "none.jsonl", None)
