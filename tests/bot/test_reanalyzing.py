"""`sitrep reanalyze`: what an older version found is found anew, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot import importing, reanalyzing
from storage import schema
from tests.bot.shell import SITREP, Shell
from tests.bot.test_importing import jsonl, made, settings
from tests.dumping import counted, dump

RECORDS = int(os.environ.get("SITREP_TEST_KILLED_RECORDS", "20"))
KILLS = 2
WAITING = "SELECT count(*) FROM article WHERE analysis_version = 0"


async def imported(url: str, folder: Path, count: int) -> None:
    """An archive of some articles, every sixth a copy."""
    (folder / "in.jsonl").write_text(
        jsonl(*made(count), {"text": "Слава Україні. Так сказав він.", "language": "uk"})
    )
    assert await importing.run(settings(url), str(folder / "in.jsonl"), jobs=1) == 0


async def test_reading_again(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing waits in a new archive; all of it read again is what it was, also in a named language."""
    await imported(database_url, tmp_path, 12)
    before = dump(database_url)
    capsys.readouterr()
    assert await reanalyzing.run(settings(database_url), everything=False) == 0
    assert capsys.readouterr().out.startswith("All articles were read by this version")
    assert await reanalyzing.run(settings(database_url), everything=True, jobs=2) == 0
    assert capsys.readouterr().out == "13 articles read again.\n"
    assert dump(database_url) == before
    with schema._connection(database_url) as connection:
        connection.exec_driver_sql("UPDATE article SET analysis_version = 1 WHERE id IN (2, 3)")
    assert await reanalyzing.run(settings(database_url), everything=False, jobs=1) == 0
    assert capsys.readouterr().out == "2 articles read again.\n"
    assert dump(database_url) == before


async def test_a_day_on_which_it_was_passed_on_is_no_date(database_url: str, tmp_path: Path) -> None:
    """Of an article that states no date, "on Tuesday" is no sure day when it is read again either."""
    text = "Mayor Anna Stone opened the new bridge in Kursk on Tuesday. Rain fell all day."
    passed_on: dict[str, object] = {"text": text, "published": "2024-10-23T15:00:00Z", "precision": "sent"}
    (tmp_path / "in.jsonl").write_text(jsonl(passed_on))
    assert await importing.run(settings(database_url), str(tmp_path / "in.jsonl"), jobs=1) == 0
    before = dump(database_url)
    assert not before["event"]
    assert await reanalyzing.run(settings(database_url), everything=True, jobs=1) == 0
    assert dump(database_url) == before


def test_what_waits_is_told(tmp_path: Path) -> None:
    """`sitrep check` says how many articles an older version has read, and what to do."""
    shell = Shell.on(tmp_path / "sitrep.db")
    asyncio.run(imported_there(shell))
    assert "reanalyze" not in shell.sitrep("check").out
    with closing(sqlite3.connect(tmp_path / "sitrep.db")) as database, database:
        database.execute("UPDATE article SET analysis_version = 1 WHERE id = 2")
    assert (
        "1 article was read by an older version; sitrep reanalyze reads it again" in shell.sitrep("check").out
    )


async def imported_there(shell: Shell) -> None:
    """A migrated archive of three articles."""
    schema.migrate(shell.database_url)
    await imported(shell.database_url, shell.folder, 2)


@pytest.mark.timeout(600)
def test_kills_at_random_moments(tmp_path: Path) -> None:
    """Killed again and again and begun again, it ends with the archive that it began with, all of it read."""
    dice = random.Random(RECORDS)  # noqa: S311  # nothing secret
    shell = Shell.on(tmp_path / "sitrep.db")
    schema.migrate(shell.database_url)
    asyncio.run(imported(shell.database_url, tmp_path, RECORDS))
    before = dump(shell.database_url)
    left = RECORDS + 1
    for _ in range(KILLS):
        process = begun(shell)
        while process.poll() is None and waiting(tmp_path) in {0, left}:
            time.sleep(0.02)
        time.sleep(dice.random() / 4)
        process.kill()
        process.communicate()
        left = waiting(tmp_path)
        counted(shell.database_url)
    done = shell.sitrep("reanalyze", *(["--all"] if left else []), "--jobs", "2")
    assert done.code == 0, done.err
    assert dump(shell.database_url) == before


def test_interrupt(tmp_path: Path) -> None:
    """Ctrl-C ends it cleanly, with what is done and how to go on."""
    shell = Shell.on(tmp_path / "sitrep.db")
    schema.migrate(shell.database_url)
    asyncio.run(imported(shell.database_url, tmp_path, 50))
    process = begun(shell)
    while waiting(tmp_path) in {0, 51}:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert int(out.split()[0]) == 51 - waiting(tmp_path)
    assert err.startswith("sitrep: Stopped.")


def begun(shell: Shell) -> subprocess.Popen[str]:
    """A run that goes through all articles."""
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603  # our own program
        [*SITREP, "reanalyze", "--all", "--jobs", "1"],
        cwd=shell.folder,
        env=shell.environment(),
        stdout=pipe,
        stderr=pipe,
        text=True,
    )


def waiting(folder: Path) -> int:
    """How many articles are still to be read again."""
    with closing(sqlite3.connect(folder / "sitrep.db", timeout=30)) as database:
        return int(database.execute(WAITING).fetchone()[0])
