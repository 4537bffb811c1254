"""The command line as people run it: true processes, their output, and their exit codes."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from storage import schema
from tests.bot.shell import SITREP, Ended, Shell
from tests.ingest import layouts

PUBLISHED_PAGE = Path(__file__).parents[2] / ".." / "shared" / "samples" / "arab-news-paste.txt"
FIELDS = ["id", "title", "text", "url", "source", "published", "language"]
NOBODY = "postgresql://nobody:pa55word@127.0.0.1:1/nothing?password=0therw0rd"
TOKEN = "12345:made-up"
PRESS = """Quay crane falls silent in Port Arden

The last coal crane on the north quay of Port Arden was switched off on Thursday, the harbour office said.
It had unloaded ships for forty years, most of them from the southern coast.
The office wants to turn the quay into a market hall within two years, according to its director.
"""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder without an archive."""
    return Shell.on(tmp_path / "sitrep.db")


@pytest.fixture
def library(samples_file: Path) -> Shell:
    """An archive of the samples."""
    return Shell.on(samples_file)


def export(shell: Shell) -> list[dict[str, object]]:
    """The archive as `sitrep export` writes it."""
    done = shell.sitrep("export")
    assert (done.code, done.err) == (0, "")
    return [json.loads(line) for line in done.out.splitlines()]


def assert_refused(done: Ended, *words: str, code: int = 2) -> None:
    """One line on standard error that holds these words, nothing else, and the exit code."""
    assert done.code == code, done
    assert done.out == ""
    assert re.fullmatch(r"sitrep: [^\n]+\n", done.err), done.err
    assert all(word in done.err for word in words), done.err


class TestHelp:
    """What is answered before anything is loaded."""

    def test_version(self, shell: Shell) -> None:
        """The version is that of the installed distribution."""
        assert shell.sitrep("--version") == Ended(code=0, out=f"sitrep {version('sitrep')}\n", err="")

    def test_loads_nothing_heavy(self, shell: Shell) -> None:
        """Every help page is there, and none loads a library of language, pages, Telegram or databases."""
        code = """
import sys
from bot.cli import app
commands = [command.name or command.callback.__name__ for command in app.registered_commands]
for words in (["--help"], ["--version"], *([command, "-h"] for command in commands)):
    try:
        app(words, prog_name="sitrep")
    except SystemExit as done:
        assert not done.code, words
heavy = {"spacy", "sumy", "numpy", "nltk", "trafilatura", "httpx", "telegram", "sqlalchemy", "alembic"}
print("loaded:", sorted(heavy & set(sys.modules)), "typer" in sys.modules)
"""
        done = shell.run(sys.executable, "-c", code)
        assert (done.code, done.err) == (0, "")
        assert done.out.splitlines()[-1] == "loaded: [] True"
        assert "Usage: sitrep export" in done.out

    def test_unknown_command(self, shell: Shell) -> None:
        """A command that does not exist is refused under the program's own name."""
        done = shell.sitrep("forecast")
        assert (done.code, done.out) == (2, "")
        assert "Usage: sitrep" in done.err
        assert "forecast" in done.err


class TestTalking:
    """One thing asked, one answer printed."""

    def test_one_answer(self, library: Shell) -> None:
        """`chat --once` prints the answer and nothing else; `demo --once` prints the same of its samples."""
        chat = library.sitrep("chat", "--once", "/who Rutte")
        assert (chat.code, chat.err) == (0, "")
        assert chat.out.startswith("Mark Rutte\n")
        assert "(sample data), " in chat.out
        assert library.sitrep("demo", "--once", "/who Rutte") == chat

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("/who", "Usage: /who NAME"),
            ("", "Ask about people"),
            ("/who " + "\x1b[2J\u202e%s{}' OR 1=1 --" * 500, "I know nobody called"),
        ],
        ids=["no-name", "nothing", "absurd"],
    )
    def test_what_cannot_be_answered(self, library: Shell, typed: str, said: str) -> None:
        """What lacks a word, or is absurd, is answered in words; a request that is wrong is exit code 2."""
        done = library.sitrep("chat", "--once", typed)
        assert said in done.out
        assert (done.code, done.err) == (0 if "nobody" in said else 2, "")
        assert "\x1b" not in done.out

    def test_an_empty_archive_falls_back(self, shell: Shell) -> None:
        """With nothing stored, chat says so and answers from the samples; the archive stays empty."""
        done = shell.sitrep("chat", "--once", "/topics")
        assert (done.code, done.err) == (0, "")
        first, *_, last = done.out.splitlines()
        assert first.startswith("Your archive is empty, so this is the bundled sample archive")
        assert last.startswith("[1] ")
        assert export(shell) == []

    def test_ask_in_json(self, library: Shell) -> None:
        """An answer for programs is one JSON object, whose every quote is a stored article's text."""
        stored = {article["id"]: article for article in export(library)}
        done = library.sitrep("ask", "Who may supply weapons to Ukraine?", "--json")
        assert (done.code, done.err) == (0, "")
        answer = json.loads(done.out)
        assert answer["question"] == "Who may supply weapons to Ukraine?"
        assert answer["answered"] is True
        assert answer["quotes"]
        for quote in answer["quotes"]:
            article = stored[quote["article"]]
            assert quote["text"] in str(article["text"])
            assert quote["sample"] is True
            assert (quote["source"], quote["url"]) == (article["source"], article["url"])
            assert str(quote["published"]).startswith(str(article["published"]))

    def test_digest(self, library: Shell) -> None:
        """A digest is printed when a preview is asked for; without that the command says who sends them."""
        assert_refused(library.sitrep("digest"), "--preview")
        done = library.sitrep("digest", "--preview")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("Digest\n")
        assert "(sample data), " in done.out

    @pytest.mark.parametrize("command", ["chat", "demo"])
    def test_interrupt_ends_the_chat(self, library: Shell, command: str) -> None:
        """Ctrl-C at the prompt of a terminal ends the chat at once, its worker with it, and no traceback."""
        done = library.interrupted(command, at="> ")
        assert (done.code, "Traceback" in done.out) == (0, False), done.out
        assert done.out.replace("\r", "").endswith("> \n")


class TestAdding:
    """Articles from files and pipes."""

    def test_a_pasted_page(self, shell: Shell) -> None:
        """Two articles on one page are two, without a source unless named; again, nothing is stored."""
        (shell.folder / "page.txt").write_text(layouts.ARAB_LAYOUT, encoding="utf-8")
        first = shell.sitrep("add", "page.txt")
        assert (first.code, first.err) == (0, "")
        assert first.out.startswith("2 articles, 2 new\n")
        assert first.out.count("/edit and the article's number adds it.") == 1
        assert "source not stated, 2 Mar 2024" in first.out
        again = shell.sitrep("add", "page.txt")
        assert (again.code, again.err) == (0, "")
        assert again.out.startswith("2 articles, 0 new\n")
        assert again.out.count("nothing was added") == 2
        articles = export(shell)
        assert [list(article) for article in articles] == [[*FIELDS, "agency"], [*FIELDS, "dateline"]]
        assert [article["title"] for article in articles] == [layouts.BRIDGE_TITLE, layouts.HARVEST_TITLE]
        assert [article["text"] for article in articles] == [
            "\n".join(layouts.BRIDGE),
            "\n".join(layouts.HARVEST),
        ]
        assert {(article["source"], article["url"], article["language"]) for article in articles} == {
            (None, None, "en")
        }
        assert [str(a["published"])[:10] for a in articles] == ["2024-03-02", "2025-06-11"]

    def test_standard_input(self, shell: Shell) -> None:
        """A piped text is stored under the source and address that are named."""
        address = "https://arden.example/quay"
        done = shell.sitrep("add", "--source", "Arden Post", "--url", address, "-", stdin=PRESS)
        assert (done.code, done.err) == (0, "")
        assert "— Arden Post, not dated, arrived " in done.out
        (article,) = export(shell)
        assert (article["source"], article["url"], article["published"]) == ("Arden Post", address, None)
        assert str(article["text"]).split("\n") == PRESS.split("\n")[2:-1]

    def test_the_published_page(self, shell: Shell) -> None:
        """The page of the first issue is two articles of 23 October 2024 and 21 January 2026; once."""
        if not PUBLISHED_PAGE.exists():
            pytest.skip("the published page is not here")
        add = ("add", "--source", "Arab News", str(PUBLISHED_PAGE))
        assert shell.sitrep(*add).out.startswith("2 articles, 2 new\n")
        assert shell.sitrep(*add).out.startswith("2 articles, 0 new\n")
        articles = export(shell)
        assert [str(article["published"])[:10] for article in articles] == ["2024-10-23", "2026-01-21"]
        assert {article["source"] for article in articles} == {"Arab News"}

    def test_what_is_no_text(self, shell: Shell) -> None:
        """A folder, a missing, empty or binary file is refused, and nothing is stored."""
        (shell.folder / "empty.txt").write_text(" \n\n")
        (shell.folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
        assert_refused(shell.sitrep("add", "."), "a folder")
        assert_refused(shell.sitrep("add", "missing.txt"), "missing.txt", "No such file")
        assert_refused(shell.sitrep("add", "empty.txt"), "empty.txt holds no text")
        assert_refused(shell.sitrep("add", "-", stdin=""), "no text")
        assert_refused(shell.sitrep("add", "picture.png"), "Pictures are not read")
        assert not (shell.folder / "sitrep.db").exists()


class TestArchive:
    """Export, migration, and databases that are away."""

    def test_export_to_a_reader_that_leaves(self, library: Shell) -> None:
        """A pipe whose reader has gone, as `head` goes, ends quietly."""
        with subprocess.Popen(  # noqa: S603  # our own program
            [*SITREP, "export"],
            cwd=library.folder,
            env=library.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()  # long before the first line can be there
            assert process.stderr.read() == b""

    def test_migrate_twice(self, shell: Shell) -> None:
        """Bringing tables up to date makes them, and again changes nothing."""
        first = shell.sitrep("migrate")
        assert (first.code, first.err) == (0, "")
        assert first.out == "The database is up to date.\n"
        assert shell.sitrep("migrate") == first
        assert schema.revision(shell.database_url) == schema.revisions()[-1]

    def test_a_database_that_is_away(self, shell: Shell) -> None:
        """A server that does not answer is trouble, in one line that names no password: exit code 1."""
        done = Shell(folder=shell.folder, database_url=NOBODY).sitrep("chat", "--once", "/latest")
        assert_refused(done, "cannot be reached", code=1)
        assert "w0rd" not in done.err.lower()

    def test_a_database_of_a_later_version(self, shell: Shell) -> None:
        """An archive that a later Sitrep wrote is left alone, and that is said."""
        schema.migrate(shell.database_url)
        with sqlite3.connect(shell.folder / "sitrep.db") as database:
            database.execute("UPDATE alembic_version SET version_num = 'later'")
        database.close()
        assert_refused(shell.sitrep("migrate"), "later version", code=1)


class TestCheck:
    """What an operator is told before the bot runs."""

    def test_all_is_well(self, shell: Shell) -> None:
        """With everything in place each line says ok."""
        done = shell.sitrep("check", SITREP_TELEGRAM_TOKEN=TOKEN)
        assert (done.code, done.err) == (0, "")
        assert [line.split()[0] for line in done.out.splitlines()] == ["ok"] * 5
        assert TOKEN not in done.out

    def test_a_database_is_only_looked_at(self, shell: Shell) -> None:
        """One that is not there is not made, and one of an earlier version stays as it is."""
        away = shell.folder / "nowhere" / "archive.db"
        done = Shell(folder=shell.folder, database_url=f"sqlite:///{away}").sitrep("check")
        assert "not there yet" in done.out.splitlines()[1]
        assert not away.parent.exists()
        old = f"sqlite:///{shell.folder / 'old.db'}"
        schema.migrate(old)
        schema.step_back(old, schema.revisions()[-2])
        done = Shell(folder=shell.folder, database_url=old).sitrep("check")
        assert "of an earlier version" in done.out.splitlines()[1]
        assert schema.revision(old) == schema.revisions()[-2]
        assert sorted(each.name for each in shell.folder.glob("old.db*")) == ["old.db"]

    @pytest.mark.parametrize("content", [b"", b"Words, and no database: long enough for a header." * 3])
    def test_a_file_is_left_as_it_is(self, shell: Shell, content: bytes) -> None:
        """Whatever the file holds, not a byte of it changes, and none comes beside it."""
        folder = shell.folder / "data"
        folder.mkdir()
        (folder / "archive.db").write_bytes(content)
        url = f"sqlite:///{folder / 'archive.db'}"
        done = Shell(folder=shell.folder, database_url=url).sitrep("check")
        assert done.out.splitlines()[1].startswith("wrong" if content else "ok")
        assert [each.name for each in folder.iterdir()] == ["archive.db"]
        assert (folder / "archive.db").read_bytes() == content

    def test_a_file_that_cannot_be(self, shell: Shell) -> None:
        """A folder, and a path through a file, are no places of a database."""
        (shell.folder / "file").write_text("Words.")
        for place in (shell.folder, shell.folder / "file" / "archive.db"):
            done = Shell(folder=shell.folder, database_url=f"sqlite:///{place}").sitrep("check")
            assert done.out.splitlines()[1].startswith("wrong  database")
            assert "Check SITREP_DATABASE_URL" in done.out

    def test_what_is_wrong(self, shell: Shell) -> None:
        """A server that is away and a missing token have a line each, without a password; exit code 1."""
        done = Shell(folder=shell.folder, database_url=NOBODY).sitrep("check")
        assert (done.code, done.err) == (1, "")
        lines = done.out.splitlines()
        assert [line.split()[0] for line in lines] == ["ok", "wrong", "ok", "ok", "wrong"]
        assert lines[1].startswith("wrong  database (postgresql://127.0.0.1:1/nothing): it cannot be reached")
        assert "SITREP_TELEGRAM_TOKEN is not set" in lines[4]
        assert "w0rd" not in done.out.lower()


class TestSettings:
    """Settings that are wrong stop every command."""

    def test_wrong_settings(self, shell: Shell) -> None:
        """An unknown variable, a bad value and a URL that is none: one line that names the variable."""
        assert_refused(shell.sitrep("check", SITREP_TOKEN="1:x"), "SITREP_TOKEN is not a setting")
        assert_refused(shell.sitrep("chat", SITREP_TIMEZONE="Mars/Olympus"), "SITREP_TIMEZONE", "Europe/Kyiv")
        bad = Shell(folder=shell.folder, database_url="postgresql://me:pa55word@host:port/db").sitrep(
            "migrate"
        )
        assert_refused(bad, "SITREP_DATABASE_URL: write sqlite:///FILE")
        assert "pa55word" not in bad.err

    def test_run_without_a_token(self, shell: Shell) -> None:
        """The bot does not start without its token, and says where to get one."""
        assert_refused(shell.sitrep("run"), "SITREP_TELEGRAM_TOKEN", "@BotFather")
