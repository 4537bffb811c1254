"""Measuring quotations on texts in which they are marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bench_quotes import quotes
from newsroom.errors import Refused

TEXT = "“It is open now,” Lena Orlova said. Max Roe said: “I was not asked about it.” It is “the old lady”."


def span(words: str) -> list[int]:
    """Where words stand in the text."""
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def test_both_the_words_and_the_speaker_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One right, one with another speaker, one not found; one without marks is not asked for."""
    attributions = [
        {"source": [span("Lena Orlova")], "content": [span("“It is open now,”")]},
        {"source": [span("Lena")], "content": [span("“I was not asked about it.”")]},
        {"source": [span("Max Roe")], "content": [span("“the old lady”")]},
        {"source": [span("Max Roe")], "content": [span("It is open")]},
        {"source": None, "content": [span("“the old")]},
    ]
    file = tmp_path / "marked.jsonl"
    file.write_text(json.dumps({"text": TEXT, "attributions": attributions}) + "\n", encoding="utf-8")
    measured = quotes(file, None)
    assert (measured.found, measured.right, measured.marked, measured.met) == (2, 1, 3, 1)
    assert "3 quotations" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    ["", '{"text": "a"}\n', '{"text": "a", "attributions": [{"source": [[2, 1]], "content": [[0, 1]]}]}\n'],
)
def test_what_cannot_be_measured(content: str, tmp_path: Path) -> None:
    """A file without marked quotations, or with spans that are none, is refused."""
    file = tmp_path / "none.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refused):
        quotes(file, None)
