"""Measuring rankers on a corpus."""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.bench import summarize
from bot.bench_learn import learn
from bot.rouge import interval, rouge
from newsroom.errors import Refused
from summarizer.rank import RANKERS
from summarizer.weights import SET
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


ARTICLE = {"set": "own", "title": "", "text": "\n".join(PLAIN), "reference": PLAIN[0]}
TIMELINE = {
    "id": "1",
    "event": "corridor",
    "updates": [[f"2024-03-0{day}", [sentence]] for day, sentence in enumerate(PLAIN, start=1)],
    "references": [PLAIN[0], PLAIN[4]],
}


def corpus(file: Path, lines: Sequence[dict[str, Any]]) -> Path:
    """A corpus with those lines, packed where the name says so."""
    with (gzip.open if file.suffix == ".gz" else open)(file, "wt", encoding="utf-8") as out:
        out.write("".join(f"{json.dumps(line)}\n" for line in lines))
    return file


@pytest.mark.parametrize("name", ["few.jsonl", "few.jsonl.gz"])
def test_table(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each ranker has its line with figures for every set of a file, packed or not, up to the limit."""
    found = summarize(corpus(tmp_path / name, [ARTICLE] * 3), 2, rankers=("lead", "sitrep", "lex-rank"))
    printed = capsys.readouterr().out
    assert "own: 2 texts, 3 sentences" in printed
    assert all(ranker in printed for ranker in found)
    assert found["lead"].scores[0] == rouge(" ".join(PLAIN[:3]), PLAIN[0])
    assert len(found["sitrep"].seconds) == 2


def test_timelines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Dated updates are summed up in five sentences, measured against the mean of their references."""
    found = summarize(corpus(tmp_path / "both.jsonl", [ARTICLE, TIMELINE]), None)
    printed = capsys.readouterr().out
    assert "articles: 1" not in printed
    assert "own: 1 texts" in printed
    assert "timelines: 1 texts, 5 sentences" in printed
    assert tuple(found) == RANKERS
    everything = [rouge(" ".join(PLAIN), PLAIN[at]) for at in (0, 4)]
    assert found["lead"].scores[0].one == (everything[0].one + everything[1].one) / 2


def test_fewest_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article needs no more than its text and a reference."""
    summarize(corpus(tmp_path / "few.jsonl", [{"text": PLAIN[0], "reference": ""}]), None, rankers=("lead",))
    assert "articles: 1 texts" in capsys.readouterr().out


def test_learn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Weights are printed as the data file has them, the same for the same corpus; both halves are tried."""
    lines = [ARTICLE | {"reference": PLAIN[at % 5], "title": PLAIN[at % 3]} for at in range(8)]
    file = corpus(tmp_path / "few.jsonl", [*lines, TIMELINE])
    learn(file)
    first = capsys.readouterr()
    learn(file)
    assert capsys.readouterr().out == first.out
    learned = tomllib.loads(first.out)
    assert set(learned) == {"words", "pairs", "set"}
    assert set(learned["set"]) == set(SET)
    assert "own: 8 articles" in first.err


def test_too_little_to_learn_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a corpus with no two articles nothing is learned."""
    learn(corpus(tmp_path / "few.jsonl", [ARTICLE, TIMELINE]))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not JSON\n",
        '{"id": 1}\n',
        "[1]\n",
        '{"updates": [["today", ["One."]]], "references": []}\n',
        '{"updates": 1}\n',
    ],
)
def test_what_is_no_corpus(content: str, tmp_path: Path) -> None:
    """A file that is no corpus is refused, with no traceback."""
    file = tmp_path / "bad.jsonl"
    file.write_text(content)
    with pytest.raises(Refused):
        summarize(file, None)
    with pytest.raises(Refused):
        learn(tmp_path / "none.jsonl")
