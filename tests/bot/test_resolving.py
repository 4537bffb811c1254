"""`sitrep analyze --jsonl --resolve`: a person has one id in all lines, and namesakes have two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import jsonl
from bot.corpus import analysis
from bot.resolving import Resolving

TEXTS = [
    "Orlova said on Friday that the dam holds. Mayor Orlova was in Lindow.",
    "President Volodymyr Zelensky met Gen. Lena Orlova on Monday. He praised Orlova.",
    "Volodymyr Zelenskyy flew to Seoul. “We agreed,” Zelenskyy said.",
    "Gen. Lena Orlova left Lindow. Kim Jong Un and Kim Yo Jong stayed away.",
    "Nothing is said here of anybody.",
]


def lines() -> str:
    """The texts as JSON lines, one of which is none."""
    return "\n".join([*(json.dumps({"id": at, "text": text}) for at, text in enumerate(TEXTS)), "{", ""])


def ids(found: dict[str, object]) -> dict[str, object]:
    """Of a line's surfaces the ids."""
    mentions = found["mentions"]
    assert isinstance(mentions, list)
    return {each["surface"]: each["person"] for each in mentions}


def test_one_id_across_lines(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Spellings of one name are one, a surname joins the one who bears it, lines keep their order."""
    (tmp_path / "in.jsonl").write_text(lines())
    taken = Resolving()
    code = jsonl.together(str(tmp_path / "in.jsonl"), analysis, taken.take, taken.lines, jobs=1)
    out, err = capfdbinary.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert b"line 6" in err
    assert [each["id"] for each in found] == [0, 1, 2, 3, 4]
    orlova = ids(found[3])["Lena Orlova"]
    assert ids(found[0])["Orlova"] == ids(found[1])["Orlova"] == orlova
    zelensky = ids(found[1])["Volodymyr Zelensky"]
    assert ids(found[2])["Volodymyr Zelenskyy"] == zelensky
    assert [quote["person"] for quote in found[2]["quotes"]] == [zelensky]
    kims = {ids(found[3])["Kim Jong Un"], ids(found[3])["Kim Yo Jong"]}
    assert len(kims | {orlova, zelensky}) == 4
    for each in found:
        assert {m["person"] for m in each["mentions"]} <= {person["id"] for person in each["people"]}
    assert found[4]["people"] == []
