"""The README says what is so: its commands, its transcript, its links and its settings."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
import typer.core
import typer.main

from bot import terminal
from bot.cli import app
from bot.settings import PREFIX, Settings
from bot.terminal import Terminal
from storage.database import Storage
from tests.bot.shell import ROOT
from tests.newsroom.house import House

README = (ROOT / "README.md").read_text(encoding="utf-8")
ONCE = [".venv/bin/sitrep", "demo", "--once"]


def blocks(text: str) -> list[str]:
    """What stands in a text's fenced blocks."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def written() -> list[list[str]]:
    """Every `sitrep …` command of the README, as words; a table's cell may escape its bars."""
    spans = re.findall(r"`((?:\.venv/bin/)?sitrep [^`]+)`", README)
    typed = re.findall(r"^\$ (\S*sitrep .+)$", README, re.MULTILINE)
    return [shlex.split(line.replace("\\|", "|"))[1:] for line in (*spans, *typed)]


def commands() -> dict[str, list[str]]:
    """The commands that exist, "bench summaries" among them, each with its options."""
    top = typer.main.get_command(app)
    assert isinstance(top, typer.core.TyperGroup)
    return dict(_options(top, ""))


def _options(group: typer.core.TyperGroup, before: str) -> Iterator[tuple[str, list[str]]]:
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from _options(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", [option for given in command.params for option in given.opts]


def transcript() -> list[tuple[str, str]]:
    """What is asked in the transcript, each with what the README says is answered."""
    _, begun, rest = README.partition("<!-- transcript: begin -->\n")
    inside, ended, _ = rest.partition("<!-- transcript: end -->")
    assert begun
    assert ended
    asked = []
    for block in blocks(inside):
        command, _, said = block.partition("\n")
        words = shlex.split(command.removeprefix("$ "))
        assert command.startswith("$ ")
        assert words[:-1] == ONCE
        asked.append((words[-1], said.strip("\n")))
    return asked


def test_opens_with_two_commands() -> None:
    """The first thing shown is how to run it and how to test it, and nothing else is needed."""
    first = blocks(README)[0].splitlines()
    assert [line.partition("#")[0].strip() for line in first] == ["make run", "make test"]
    assert len(README.partition("```")[0].splitlines()) <= 3
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"run", "test", "setup", "check"} <= set(targets)
    assert set(re.findall(r"`make ([a-z]+)`", README)) <= set(targets)


def test_every_command_shown_exists() -> None:
    """A command in the README is one of the program's, with options that it has."""
    known = commands()
    shown = written()
    assert len(shown) > 10
    for words in shown:
        name = next((n for n in known if words[: len(n.split())] == n.split()), None)
        assert name is not None, words
        options = {option.strip("[]") for option in words if option.startswith(("-", "[-"))} - {"-"}
        assert options <= set(known[name]), words


def test_every_command_is_shown() -> None:
    """Each of the program's commands stands in the README."""
    shown = [" ".join(words) for words in written()]
    assert not [name for name in commands() if not any(re.match(rf"{name}\b", line) for line in shown)]


def test_the_transcript_is_shown() -> None:
    """The transcript has the three commands that the product is about."""
    assert {"/latest", "/who", "/topic"} <= {asked.split()[0] for asked, _ in transcript()}


async def test_the_transcript_is_true(samples_file: Path) -> None:
    """Each answer of the transcript is what `sitrep demo --once` prints for that text today."""
    storage = Storage.open(f"sqlite:///{samples_file}")
    house = House(storage=storage)
    printed = []
    for asked, _ in transcript():
        out = io.StringIO()
        await terminal.once(house.desk, Terminal(house.texts, UTC, out), asked)
        printed.append((asked, out.getvalue().strip("\n")))
    await storage.close()
    assert printed
    assert printed == transcript()


def test_every_link_leads_somewhere() -> None:
    """A link to a file of the repository has that file."""
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", README) if "://" not in link]
    assert len(links) >= 3
    missing = [link for link in links if not (ROOT / link.partition("#")[0]).exists()]
    assert not missing


@pytest.mark.parametrize(
    "files",
    ["README.md", "CHANGELOG.md", ".env.example", "docs/**/*.md", "newsroom/words/*.toml", "bot/**/*.py"],
)
def test_every_setting_named_exists(files: str) -> None:
    """Where a setting is named, it is one that exists; only the tests' own are not settings."""
    found = list(ROOT.glob(files))
    assert found
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    named = {
        name
        for file in found
        for name in re.findall(rf"\b{PREFIX}[A-Z][A-Z_]*[A-Z]\b", file.read_text(encoding="utf-8"))
    }
    assert {name for name in named if not name.startswith(f"{PREFIX}TEST_")} <= known
