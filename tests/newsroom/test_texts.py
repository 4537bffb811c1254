"""The bot's words: complete, fillable and plural-aware in every language."""

from __future__ import annotations

import re
import string
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers import taking
from handlers.runs import UNITS
from ingest.model import Why
from newsroom import alert_plans, broadcasts, texts
from newsroom.answer import Moment, Text
from newsroom.answers import topics
from newsroom.commands import COMMANDS
from newsroom.importing import Fate
from newsroom.spans import units
from newsroom.undelivered import Reason
from storage.broadcast_values import BroadcastState
from storage.chat_values import DigestLength, Quiet, Stance
from storage.inbox_values import CorrectionKind
from storage.values import Precision

ROOT = Path(__file__).parents[2]
SOURCES = [
    *(ROOT / "newsroom").rglob("*.py"),
    *(ROOT / "handlers").rglob("*.py"),
    *(ROOT / "bot").rglob("*.py"),
]
KEY = re.compile(r"""(?<![\w.])["']([a-z_]+\.[a-z_]+)["']""")


def _used() -> set[str]:
    """Every literal in the code that looks like a text key of an existing section."""
    sections = {key.split(".")[0] for key in texts.load("en").keys}
    found = {key for file in SOURCES for key in KEY.findall(file.read_text(encoding="utf-8"))}
    return {key for key in found if key.split(".")[0] in sections and not key.endswith((".py", ".toml"))}


def test_every_used_key_exists() -> None:
    """No answer can name a text that is not written."""
    used = _used()
    assert len(used) > 100
    assert used <= texts.load("en").keys


_SAID_OF_BOTH = ("done", "nowhere", "already", "ended", "ended_all", "heading", "in_short")


def test_every_text_is_used() -> None:
    """No text is left over; those whose key is put together are named here."""
    made = {"about", "usage", "example", "unreadable", "unfetchable", "unpolled", "extract", "day", "length"}
    made |= {"thing", "doubt"}
    composed = {"start.who", "start.topic", "start.ask", "start.subscribe"}
    composed |= {"receipt.dateline", "receipt.agency", "receipt.byline"} | {f"import.{fate}" for fate in Fate}
    composed |= {f"import.{why}" for why in Why}
    composed |= {f"plan.quiet_{quiet}" for quiet in Quiet if quiet is not Quiet.ONCE}
    composed |= {f"button.length_{length}" for length in DigestLength}
    composed |= {"button.days_daily", "button.days_weekdays"}
    composed |= {f"button.alerts_{count}" for count in alert_plans.CHOICES}
    composed |= {f"delivery.{reason}" for reason in Reason}
    composed |= {f"broadcast.{state}" for state in BroadcastState if state is not BroadcastState.ASKED}
    composed |= {f"correction.back_{kind}" for kind in CorrectionKind}
    composed |= {f"{stance}.{what}" for stance in Stance for what in _SAID_OF_BOTH}
    composed |= {f"button.un{stance}" for stance in Stance}
    composed |= {f"{what}{name}" for name in topics.GROUPS for what in ("topics.", "button.all_")}
    composed |= {f"submit.{kind}" for kind in taking.WORDLESS}
    left = {k for k in texts.load("en").keys - _used() - composed if k.split(".")[0] not in made}
    assert not left


def test_every_command_is_explained() -> None:
    """Each command has its line for the menu, its usage and an example."""
    for command in COMMANDS:
        assert {f"{kind}.{command.name}" for kind in ("about", "usage", "example")} <= texts.load("en").keys


def test_the_mark_of_a_broadcast_leaves_it_room() -> None:
    """In every language the line above a broadcast and its longest words are one message."""
    for language in texts.languages():
        mark = texts.load(language).say(Text.of("broadcast.mark"), UTC)
        assert broadcasts.LONGEST + units(f"{mark}\n\n") <= UNITS


def test_languages_say_the_same() -> None:
    """Every language has the same keys with the same fields, and the plural forms its grammar needs."""
    assert "en" in texts.languages()
    shapes = {language: _shape(language) for language in texts.languages()}
    for language, shape in shapes.items():
        assert shape == shapes["en"], language


def _shape(language: str) -> dict[str, set[str]]:
    folder = ROOT / "newsroom" / "words"
    sections = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    shape = {}
    for section, names in sections.items():
        for name, entry in names.items():
            forms = entry if isinstance(entry, dict) else {"other": entry}
            assert "other" in forms, f"{section}.{name}"
            fields = {f for form in forms.values() for _, f, _, _ in string.Formatter().parse(form) if f}
            shape[f"{section}.{name}"] = fields
    return shape


@pytest.mark.parametrize(("count", "expected"), [(1, "1 article"), (2, "2 articles"), (0, "0 articles")])
def test_plurals(count: int, expected: str) -> None:
    """A count chooses the form."""
    text = Text.of("who.item", name="A", articles=Text.of("count.articles", count=count))
    assert texts.load("en").say(text, UTC) == f"A: {expected}"


def test_day_is_the_same_everywhere() -> None:
    """A publication known to the day is that day in every zone; a minute is local."""
    at = datetime(2024, 10, 23, tzinfo=UTC)
    words, honolulu = texts.load("en"), ZoneInfo("Pacific/Honolulu")
    assert words.moment(Moment(at=at, precision=Precision.DAY), honolulu) == "23 Oct 2024"
    assert words.moment(Moment(at=at, precision=Precision.MINUTE), honolulu) == "22 Oct 2024, 14:00"


def test_braces_in_arguments_stay() -> None:
    """What a person typed is shown as it is, braces and all."""
    assert "{0.__class__}" in texts.load("en").say(Text.of("who.none", name="{0.__class__}"), UTC)
