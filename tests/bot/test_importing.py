"""`sitrep import` and `sitrep export`: a collection goes in once, whatever happens, and comes out whole."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import importing, record
from bot.settings import Settings
from ingest.model import Why
from storage.database import Storage
from tests.bot.shell import SITREP, Shell
from tests.bot.test_extraction import PAGE
from tests.bot.test_kill import article

RECORDS = int(os.environ.get("SITREP_TEST_KILLED_RECORDS", "40"))
KILLS, LIFE = 3, 0.2  # so many; seconds, on average, from the first article to the kill
ARRIVED = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
NEW = (
    "The pumping station on Mill Lane was closed on Monday, its keeper Marta Okoye said.\n"
    "Water will come from the hill reservoir until June.\n"
    "Twelve streets are without water in the afternoon, the town hall said."
)
LATER = f"{NEW}\nOn Tuesday a second pump was closed as well, the keeper said."


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder without an archive."""
    return Shell.on(tmp_path / "sitrep.db")


def jsonl(*records: dict[str, object]) -> str:
    """Lines of JSON."""
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in records)


def made(count: int) -> list[dict[str, object]]:
    """Articles of which none is a copy, but that every sixth comes once more from another source."""
    found: list[dict[str, object]] = []
    for number in range(count):
        title, _, text = article(number - number % 6 if number % 6 == 5 else number).partition("\n\n")
        found.append({"id": number, "title": title, "text": text, "source": f"Paper {number % 6}"})
    return found


def settings(url: str) -> Settings:
    """An archive there, and no other setting."""
    return Settings(database_url=url)


async def held(url: str) -> list[tuple[Any, ...]]:
    """Of each article what an archive holds: all but when and as what it arrived."""
    storage = Storage.open(url)
    async with storage.read() as work:
        articles = [each async for each in work.articles.export()]
        people = await work.people.ids_in([each.id for each in articles])
        found = [
            (
                replace(each, arrived=ARRIVED, dated=each.published or ARRIVED, submission_id=None),
                sorted(people.get(each.id, ())),
                [sentence.text for sentence in await work.articles.sentences(each.id)],
            )
            for each in articles
        ]
    await storage.close()
    return found


async def test_a_round_trip(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An export gives the same archive when it is imported, to the byte, on both databases."""
    first = Shell.on(tmp_path / "first.db")
    odd = "  «Quoted», she said\u2028 — “not verified”.  Read more\t\n\nCopyright 2024 the harbour, 5 > 3."
    records: list[dict[str, object]] = [
        *made(6),
        {"id": "x", "text": odd, "published": "2024-10-23", "language": "fr", "agency": "AFP"},
        {"text": odd[5:25], "published": "2024-10-23T14:05:07+00:00", "precision": "sent"},
        {"html": PAGE, "url": "https://arden.example/quay?utm_source=x"},
        {"text": NEW, "url": "https://arden.example/water", "published": "2024-10-23T14:05:07+02:00"},
    ]
    (tmp_path / "in.jsonl").write_text(jsonl(*records))
    assert await importing.run(settings(first.database_url), str(tmp_path / "in.jsonl"), jobs=1) == 0
    before = await held(first.database_url)
    assert [a.original_id for a, *_ in before] == [None] * 5 + [1] + [None] * 4
    assert before[6][0].body == odd.strip()
    assert (before[7][0].stated, before[7][0].published) == (
        None,
        datetime(2024, 10, 23, 14, 5, 7, tzinfo=UTC),
    )
    for name in ("out.jsonl", "out.jsonl.gz"):
        assert first.sitrep("export", name).code == 0
    packed = gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes())
    assert packed == (tmp_path / "out.jsonl").read_bytes()
    assert await importing.run(settings(database_url), str(tmp_path / "out.jsonl.gz"), jobs=1) == 0
    assert await held(database_url) == before
    assert capsys.readouterr().out.count("9 articles stored.\n1 filed as a copy of an article.\n") == 2


async def test_a_language_that_is_none_is_told(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told from the text, and the line is named; a tag of a region is a code."""
    given = zip(made(3), ("klingon", "en-GB", 7), strict=True)
    (tmp_path / "in.jsonl").write_text(jsonl(*({**each, "language": code} for each, code in given)))
    assert await importing.run(settings(database_url), str(tmp_path / "in.jsonl"), jobs=1) == 0
    said = "2 languages are no codes such as en or pt-BR and were told from the texts: lines 1, 3.\n"
    assert said in capsys.readouterr().out
    assert {article.language for article, *_ in await held(database_url)} == {"en"}


async def test_what_becomes_of_records(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new text of an address, a copy, the same again and what is no record: each is told, none stops it."""
    url = {"url": "https://arden.example/water"}
    bad = [
        "{",
        "[1]",
        '{"id": 1}',
        '{"text": 5}',
        '{"text": "\\ud800"}',
    ]
    lines = [
        jsonl({"text": NEW, **url}),
        *(f"{each}\n" for each in bad),
        jsonl({"html": "<html><body></body></html>"}),
        "\n",
        jsonl({"text": LATER, **url}),
        jsonl({"text": LATER, "source": "The Ledger"}),
        jsonl({"id": 7, "text": LATER}),
        jsonl({"text": NEW, **url}),
    ]
    file, refused = tmp_path / "in.jsonl", tmp_path / "refused.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + "".join(lines).replace("\n", "\r\n").encode())
    assert await importing.run(settings(database_url), str(file), jobs=2, refused=refused) == 1
    told = [json.loads(line) for line in refused.read_text().splitlines()]
    assert [each["line"] for each in told] == [2, 3, 4, 5, 6, 7]
    assert told[2]["why"] == "it has neither a text nor an html in which something is written"
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "1 article stored.",
        "1 filed as a copy of an article.",
        "1 article got a new text; its old one is kept.",
        "1 was there already, with the same text.",
        "1 was imported before and is passed over.",
        "6 lines refused.",
    ]
    assert err.count("\n") == 6
    assert await importing.run(settings(database_url), str(file), jobs=1) == 1
    assert "5 were imported before" in capsys.readouterr().out
    assert [a.body for a, *_ in await held(database_url)] == [LATER, LATER]


def test_input_that_cannot_be_used(shell: Shell) -> None:
    """No file, none to write to, no JSON lines, and what breaks off: one clear sentence, exit code 2."""
    none = shell.sitrep("import", "none.jsonl")
    assert (none.code, none.out) == (2, "")
    assert "none.jsonl cannot be read" in none.err
    nowhere = shell.sitrep("import", "-", "--refused", "no/such.txt")
    assert (nowhere.code, nowhere.err) == (
        2,
        "sitrep: no/such.txt cannot be written: No such file or directory.\n",
    )
    table = shell.sitrep("import", "-", stdin="id,text\n1,x\n")
    assert (table.code, table.out.splitlines()) == (2, ["0 articles stored.", "2 lines refused."])
    assert "- holds no JSON lines." in table.err
    whole = gzip.compress(jsonl(*made(3)).encode())
    (shell.folder / "half.jsonl.gz").write_bytes(whole[:-9])
    half = shell.sitrep("import", "half.jsonl.gz", "--jobs", "1")
    assert (half.code, half.out) == (2, "3 articles stored.\n")
    assert "half.jsonl.gz breaks off" in half.err
    assert shell.sitrep("import", "-").out == "0 articles stored.\n"


@pytest.mark.timeout(600)
def test_kills_at_random_moments(shell: Shell) -> None:
    """An import that is killed again and again, and begun again, leaves what an undisturbed one leaves."""
    dice = random.Random(RECORDS)  # noqa: S311  # nothing secret
    (shell.folder / "in.jsonl").write_text(jsonl(*made(RECORDS)))
    whole = Shell.on(shell.folder / "whole.db")
    assert whole.sitrep("import", "in.jsonl", "--jobs", "1").code == 0
    kills = 0
    for number in range(KILLS + 1):
        process, before = begun(shell, "--jobs", "2"), stored(shell)
        # Each life gets a little further, on however slow a machine, and the last one to the end.
        while number < KILLS and process.poll() is None and stored(shell) == before:
            time.sleep(0.02)
        try:
            process.wait(dice.expovariate(1 / LIFE) if number < KILLS else None)
        except subprocess.TimeoutExpired:
            process.kill()
            kills += 1
        process.communicate()
    assert kills
    assert asyncio.run(held(shell.database_url)) == asyncio.run(held(whole.database_url))


def test_interrupt(shell: Shell) -> None:
    """Ctrl-C ends it cleanly, with what is stored and how to go on."""
    (shell.folder / "in.jsonl").write_text(jsonl(*made(400)))
    process = begun(shell, "--jobs", "1")
    while not stored(shell):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert int(out.split()[0]) == stored(shell)
    assert re.fullmatch(r"sitrep: Stopped.*import the same again: nothing comes twice\.\n", err), err


def begun(shell: Shell, *words: str) -> subprocess.Popen[str]:
    """An import that runs."""
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603  # our own program
        [*SITREP, "import", "in.jsonl", *words],
        cwd=shell.folder,
        env=shell.environment(),
        stdout=pipe,
        stderr=pipe,
        text=True,
    )


def stored(shell: Shell) -> int:
    """How many articles are in the archive."""
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(shell.folder / "sitrep.db")) as database:
        return int(database.execute("SELECT count(*) FROM article").fetchone()[0])
    return 0


def test_a_record_is_read_for_what_it_says() -> None:
    """Times keep their seconds and zone, a day is a day; what cannot be told for sure is left out."""

    def stamp(said: str) -> str:
        published = record.found(json.dumps({"text": NEW, "published": said}).encode()).draft.published
        return f"{published.at.isoformat()} {published.precision}" if published else ""

    assert stamp("2024-10-23T14:05:07+02:00") == "2024-10-23T12:05:07+00:00 minute"
    assert stamp("2024-10-23") == stamp("23 October 2024") == "2024-10-23T00:00:00+00:00 day"
    assert stamp(" ") == ""
    for odd in ("2099-01-01", "2099-01-01T10:00:00Z"):
        assert doubts(published=odd) == [(odd, Why.FUTURE)]
    for odd in (
        "2999-01-01",
        "03/04/2024",
        "1729692307",
        "yesterday",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-01:00",
    ):
        assert doubts(published=odd) == [(odd, Why.DATE)]
    assert doubts(published=1729692307) == [("1729692307", Why.DATE)]
    assert doubts(published=" ") == doubts(published=None) == []


def doubts(**said: object) -> list[tuple[str, Why]]:
    """What is left out of a record that says this, and stored without it."""
    draft = record.found(json.dumps({"text": NEW, **said}).encode()).draft
    assert (draft.body, draft.published, draft.url) == (NEW, None, None)
    return [(doubt.words, doubt.why) for doubt in draft.doubts]


def test_an_address_of_another_scheme_is_left_out() -> None:
    """An address that no browser should follow is none of an article's, which is kept."""
    for odd in (
        "javascript:alert(1)",
        "ftp://arden.example/a",
        "arden",
        "https://a.example https://b.example",
    ):
        assert doubts(url=odd) == [(odd, Why.ADDRESS)]
    assert doubts(url=7, published="soon") == [("7", Why.ADDRESS), ("soon", Why.DATE)]


async def test_what_is_left_out_is_told_by_its_line(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The articles are stored, each reason is told with its lines, and in full beside the refusals."""
    told = [{"published": "2099-01-01"}, {"published": "soon", "url": "ftp://a.example/a"}, {}]
    records = [{**each, **told[at % 3]} for at, each in enumerate(made(20 * 3))]
    file, refused = tmp_path / "in.jsonl", tmp_path / "refused.jsonl"
    file.write_text(jsonl(*records))
    assert await importing.run(settings(database_url), str(file), jobs=2, refused=refused) == 0
    first, others = ", ".join(str(n) for n in range(1, 37, 3)), ", ".join(str(n) for n in range(2, 38, 3))
    out = capsys.readouterr().out.splitlines()
    assert f"20 dates lie in the future and were left out: lines {first} and 8 more; --refused FILE" in out[2]
    assert f"20 dates cannot be told for sure and were left out: lines {others} and" in out[3]
    assert f"20 addresses are none of the web and were left out: lines {others} and" in out[4]
    listed = [json.loads(line) for line in refused.read_text().splitlines()]
    assert [each["line"] for each in listed] == sorted([*range(1, 61, 3), *range(2, 61, 3), *range(2, 61, 3)])
    assert listed[0] == {
        "line": 1,
        "left_out": "The date 2099-01-01 lies in the future, so it was not believed and left out.",
    }
