"""Files as Telegram hands them out."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal

import pytest

from handlers.files import Files
from newsroom.errors import Refused, Trouble
from tests.botapi.faults import Fault
from tests.handlers.stage import Stage


async def test_download(quiet_stage: Stage, tmp_path: Path) -> None:
    """The file of an id, however often it is asked for: its link is over after an hour, the id is not."""
    await quiet_stage.admin.attaches("a.pdf", b"%PDF-1.4")
    for _ in range(2):
        await Files(quiet_stage.application.bot)("file-0", tmp_path / "given")
        assert (tmp_path / "given").read_bytes() == b"%PDF-1.4"
        quiet_stage.api.methods.paths.clear()


async def test_one_at_a_time(quiet_stage: Stage, tmp_path: Path) -> None:
    """Several files asked for at once come one after the other, since each is whole in memory meanwhile."""
    for number in range(3):
        await quiet_stage.admin.attaches(f"{number}.txt", b"%d" % number)
    quiet_stage.api.dawdle = 0.1
    download = Files(quiet_stage.application.bot)
    await asyncio.gather(*[download(f"file-{number}", tmp_path / f"{number}") for number in range(3)])
    assert quiet_stage.api.most_handed == 1
    assert [(tmp_path / f"{number}").read_bytes() for number in range(3)] == [b"0", b"1", b"2"]


@pytest.mark.parametrize(("size", "key"), [(None, "file.gone"), ((20 << 20) + 1, "file.too_big")])
async def test_what_telegram_does_not_have(
    quiet_stage: Stage, tmp_path: Path, size: int | None, key: str
) -> None:
    """A file that is gone or larger than it says is refused, each with its reason."""
    if size is not None:
        quiet_stage.api.methods.files["file-0"] = bytes(size)
    with pytest.raises(Refused) as caught:
        await Files(quiet_stage.application.bot)("file-0", tmp_path / "given")
    assert caught.value.text.key == key


@pytest.mark.parametrize(
    ("method", "code", "drop"),
    [
        ("getFile", 502, None),
        ("file", 502, None),
        ("file", 404, None),
        ("getFile", 0, "before"),
        ("file", 0, "before"),
        ("file", 0, "after"),
    ],
)
async def test_what_cannot_be_had_now(
    quiet_stage: Stage, tmp_path: Path, method: str, code: int, drop: Literal["before", "after"] | None
) -> None:
    """A server in trouble, a link that is over, and a connection that breaks are no fault of the file's."""
    await quiet_stage.admin.attaches("a.pdf", b"%PDF-1.4" * 1000)
    quiet_stage.api.faults.append(Fault(method=method, code=code, drop=drop, times=10**6))
    with pytest.raises(Trouble) as caught:
        await Files(quiet_stage.application.bot)("file-0", tmp_path / "given")
    assert caught.value.text.key == "file.away"
