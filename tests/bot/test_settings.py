"""Settings: what exists, and one clear line for what is wrong."""

from __future__ import annotations

import re
from datetime import UTC
from pathlib import Path

import pytest

from bot import settings
from newsroom import texts
from newsroom.errors import Misconfigured

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting from outside, and no .env file in the working folder."""
    monkeypatch.chdir(tmp_path)
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(f"SITREP_{name.upper()}", raising=False)


def test_example_names_exactly_what_exists() -> None:
    """`.env.example` has a line for every setting and for nothing else."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = [found[1] for line in lines if (found := re.match(r"#?(SITREP_[A-Z_]+)=", line))]
    assert named
    assert sorted(named) == sorted(f"SITREP_{name.upper()}" for name in settings.Settings.model_fields)


def test_defaults_need_nothing() -> None:
    """Without any setting the terminal works, on a file in the user's data directory."""
    found = settings.load()
    assert found.telegram_token is None
    assert found.database_url.startswith("sqlite:///")


def test_env_file_is_read(tmp_path: Path) -> None:
    """A `.env` file in the working folder counts like the environment."""
    (tmp_path / ".env").write_text("SITREP_ADMINS=7, 8\nSITREP_TELEGRAM_API=http://127.0.0.1:8081/\n")
    found = settings.load()
    assert found.admins == {7, 8}
    assert found.telegram_api == "http://127.0.0.1:8081"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITREP_ADMINS", "7,me"),
        ("SITREP_TELEGRAM_TOKEN", "not-a-token"),
        ("SITREP_TELEGRAM_API", "localhost:8081"),
        ("SITREP_DATABASE_URL", "mysql://root@localhost/test"),
        ("SITREP_LANGUAGE", "xx"),
        ("SITREP_TIMEZONE", "Mars/Olympus"),
        ("SITREP_SUMMARIZER", "gpt"),
        ("SITREP_LOG_LEVEL", "loud"),
        ("SITREP_QUESTIONS_PER_MINUTE", "-1"),
        ("SITREP_GROUP_QUESTIONS_PER_MINUTE", "many"),
        ("SITREP_DIGEST_HOURS", "0"),
        ("SITREP_FETCH_ALLOW", "127.0.0.1, http://intranet"),
        ("SITREP_TOKEN", "1:x"),
    ],
)
def test_wrong_setting_is_one_clear_line(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad value or an unknown variable is refused by name, in one line."""
    monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as caught:
        settings.load()
    line = texts.load("en").say(caught.value.text, UTC)
    assert name in line
    assert "\n" not in line


def test_missing_token_is_told() -> None:
    """`sitrep run` without a token says which variable to set and where the token comes from."""
    with pytest.raises(Misconfigured) as caught:
        settings.load(telegram=True)
    line = texts.load("en").say(caught.value.text, UTC)
    assert "SITREP_TELEGRAM_TOKEN" in line
    assert "@BotFather" in line


def test_token_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token is in no text form of the settings."""
    monkeypatch.setenv("SITREP_TELEGRAM_TOKEN", "12345:very-secret")
    assert "very-secret" not in repr(settings.load())
