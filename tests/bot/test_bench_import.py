"""Measuring an import beside the language model alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bench_import import measure
from newsroom.errors import Refused
from tests.bot.test_kill import article


async def test_both_are_timed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each round has both times, answers are timed without and during an import, and all is printed."""
    file = tmp_path / "few.jsonl"
    file.write_text("".join(f"{json.dumps({'text': article(n)})}\n" for n in range(40)))
    found = await measure(file, None, 1)
    assert len(found.imports) == len(found.model) == len(found.ratios) == 9
    assert found.ratios[0] == found.imports[0] / found.model[0] > 0
    assert found.idle
    assert found.busy
    assert "import / model alone" in capsys.readouterr().out
    with pytest.raises(Refused):
        await measure(file, 8, 1)
