"""Ranking given sentences line by line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from bot.asking import rank, ranked

SENTENCES = ["Ada Stone visited Odesa on Tuesday.", "The port was closed.", ""]


def line(**fields: object) -> str:
    """A request, complete unless told otherwise."""
    return json.dumps({"id": 1, "question": "Who visited Odesa?", "sentences": SENTENCES} | fields)


def test_a_line_for_a_line() -> None:
    """Every request gets its answer, in order, under its own id: one score a sentence, and the verdict."""
    out, errors = io.StringIO(), io.StringIO()
    lines = [
        line(),
        line(id="b", question="Who won the cup?"),
        "",
        line(id=None, sentences=[]),
        line(question=""),
        line(id="\ud800", sentences=["\ud800 \u2028"]),
    ]
    assert ranked(lines, out, errors) == 0
    answers = [json.loads(each) for each in out.getvalue().splitlines()]
    assert [answer["id"] for answer in answers] == [1, "b", None, 1, "\ud800"]
    assert [len(answer["scores"]) for answer in answers] == [3, 3, 0, 3, 1]
    assert [answer["answered"] for answer in answers] == [True, False, False, False, False]
    assert answers[0]["scores"][0] == max(answers[0]["scores"])
    assert errors.getvalue() == ""


@pytest.mark.parametrize(
    "bad",
    [
        "not JSON",
        "[1]",
        "{}",
        '{"id": 1, "question": "a"}',
        '{"id": 1, "question": 2, "sentences": []}',
        '{"id": 1, "question": "a", "sentences": "b"}',
        '{"id": 1, "question": "a", "sentences": [1]}',
        '{"question": "a", "sentences": []}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_told_and_skipped(bad: str) -> None:
    """A line that is no request is named by its number; the others are answered, and the exit code is 1."""
    out, errors = io.StringIO(), io.StringIO()
    assert ranked([line(), bad, line(id=3)], out, errors) == 1
    assert [json.loads(each)["id"] for each in out.getvalue().splitlines()] == [1, 3]
    assert errors.getvalue().startswith("line 2: ")
    assert errors.getvalue().count("\n") == 1


def test_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is read line by line, and line separators inside a text end no line."""
    file = tmp_path / "requests.jsonl"
    file.write_text('{"id": 1, "question": "Who?", "sentences": ["a\u2028b"]}\n', encoding="utf-8")
    assert rank(str(file)) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 1


def test_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hyphen means standard input."""
    given = tmp_path / "asked.jsonl"
    given.write_text(f"{line()}\n", encoding="utf-8")
    with given.open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert rank("-") == 0
    assert json.loads(capsys.readouterr().out)["answered"] is True
