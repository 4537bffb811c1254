"""Measuring and learning how questions are answered, on a small corpus of our own."""

from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path

import pytest

from bot.bench_ask import ask, first
from bot.learn_ask import learn
from bot.questions import OTHER, OWN, POOL, POOL_REMOVED, REMOVED, bm25, cases, read
from newsroom.errors import Refused
from summarizer.evidence import FIGURES

TOWNS = ["Odesa", "Kherson", "Lviv", "Dnipro", "Poltava", "Sumy", "Chernihiv", "Rivne"]


def corpus(tmp_path: Path, name: str = "own.jsonl") -> Path:
    """A question about each town, whose answer repeats less of it than another sentence does."""
    lines = [
        {
            "id": str(number),
            "set": "own",
            "question": f"Who rebuilt {town}?",
            "candidates": [
                f"{town} was to be rebuilt, {town} of all places.",
                f"Ada Stone rebuilt {town} with a few friends of hers in only two years.",
                "The weather was fine.",
            ],
            "labels": [False, True, 0],
        }
        for number, town in enumerate(TOWNS)
    ]
    file = tmp_path / name
    with (gzip.open if name.endswith("gz") else open)(file, "wt", encoding="utf-8") as out:
        out.writelines(f"{json.dumps(each)}\n" for each in lines)
    return file


def test_cases(tmp_path: Path) -> None:
    """A question is put to its own sentences, with and without answers, and to all; right ones are good."""
    questions = read(corpus(tmp_path))
    found = list(cases(questions))
    kinds = [case.kind for case in found]
    assert (
        kinds.count(OWN)
        == kinds.count(POOL)
        == kinds.count(REMOVED)
        == kinds.count(POOL_REMOVED)
        == len(TOWNS)
    )
    assert OTHER not in kinds  # every question shares "rebuilt" with every other
    for case in found:
        assert case.answerable == any(case.good)
        right = [s for s, good in zip(case.sentences, case.good, strict=True) if good]
        assert right == ([case.question.sentences[1]] if case.answerable else [])
        if case.kind in {REMOVED, POOL_REMOVED}:
            assert case.question.sentences[1] not in case.sentences


def test_another_question_shares_no_word(tmp_path: Path) -> None:
    """Another question's sentences are those of one about something else."""
    file = corpus(tmp_path)
    line = {"question": "When does the bakery open?", "candidates": ["It opens at six."], "labels": [True]}
    file.write_text(file.read_text() + json.dumps(line) + "\n")
    others = [case for case in cases(read(file)) if case.kind == OTHER]
    assert {tuple(case.sentences) for case in others[:-1]} == {("It opens at six.",)}
    assert others[-1].sentences != ["It opens at six."]


def test_bm25_by_hand() -> None:
    """BM25 is what one works out on paper: two texts of two terms, one of which holds the term once."""
    assert bm25("fire", ["fire water", "earth air"]) == pytest.approx([0.6931471805599453, 0.0])
    assert bm25("fire", []) == []
    assert bm25("fire", ["the"]) == [0.0]


def test_first() -> None:
    """The rank of the first right sentence counts from 1, and equals keep their order."""
    assert first([0.1, 0.9, 0.5], [True, False, False]) == 3
    assert first([0.5, 0.5], [True, False]) == 1
    assert first([0.5, 0.5], [False, True]) == 2


@pytest.mark.parametrize("name", ["own.jsonl", "own.jsonl.gz"])
def test_tables(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both ways of ranking have their figures for every kind of case, up to the limit."""
    found = ask(corpus(tmp_path, name), 6)
    ours, theirs = found["own", OWN]
    assert ours.ranks == [1] * 6
    assert theirs.ranks == [2] * 6
    assert len(found["own", REMOVED][0].declined) == 6
    printed = capsys.readouterr().out
    assert "own, own sentences" in printed
    assert "+100.0 (+100.0..+100.0)" in printed
    assert "answers removed" in printed


def test_learning_is_repeatable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same questions give the same weights, each of them speaking for or against as it should."""
    learn(corpus(tmp_path), tmp_path / "one.toml")
    learn(corpus(tmp_path), tmp_path / "two.toml")
    assert (tmp_path / "one.toml").read_bytes() == (tmp_path / "two.toml").read_bytes()
    data = tomllib.loads((tmp_path / "one.toml").read_text())
    assert tuple(data["weights"]) == FIGURES
    assert data["weights"]["no_kind"] < 0 < data["weights"]["kind_near"]
    assert 0 < data["threshold"] < 1
    assert "P@1 100.0, BM25 +100.0" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        "not JSON\n",
        "[1]\n",
        '{"question": "a"}\n',
        '{"question": "a", "candidates": ["b"], "labels": []}\n',
    ],
)
def test_what_is_no_corpus(content: str, tmp_path: Path) -> None:
    """A file that is no corpus, or too small a one to learn from, is refused."""
    file = tmp_path / "bad.jsonl"
    file.write_text(content)
    with pytest.raises(Refused):
        ask(file, None)
    with pytest.raises(Refused):
        ask(tmp_path / "none.jsonl", None)
    file.write_text("")
    with pytest.raises(Refused):
        learn(file, None)
