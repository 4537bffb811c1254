"""All settings: environment variables with the prefix SITREP_, or lines of a `.env` file.

Anything wrong with them is told in one clear line, by :class:`newsroom.errors.Misconfigured`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ingest.allowed import Allowed
from newsroom import texts
from newsroom.errors import Misconfigured
from summarizer.rank import RANKERS

PREFIX = "SITREP_"
_TESTS = "SITREP_TEST_"  # read by the tests alone
_ENV_FILE = Path(".env")


def _default_database() -> str:
    return f"sqlite:///{user_data_path('sitrep') / 'sitrep.db'}"


class Settings(BaseSettings):
    """What an operator can set. Field ``x`` is the variable ``SITREP_X``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=_ENV_FILE, extra="ignore")

    telegram_token: SecretStr | None = Field(None, description="the bot's token, from @BotFather")
    telegram_api: str | None = Field(None, description="another Bot API server's root URL")
    admins: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="Telegram user ids of the admins, separated by commas"
    )
    database_url: str = Field(
        default_factory=_default_database, description="sqlite:///FILE or postgresql://…"
    )
    language: str = Field("en", description="the bot's language")
    timezone: str = Field("UTC", description="IANA time zone of chats that have set none")
    summarizer: str = Field("sitrep", description="the ranker of sentences")
    questions_per_minute: int = Field(
        20, ge=0, le=1000, description="questions of one user a minute; 0 is no limit"
    )
    group_questions_per_minute: int = Field(
        20, ge=0, le=1000, description="questions of one group a minute; 0 is no limit"
    )
    messages_per_second: int = Field(30, ge=0, le=1000, description="messages a second; 0 is no limit")
    chat_messages_per_second: int = Field(
        1, ge=0, le=1000, description="messages a second to one chat; 0 is no limit"
    )
    group_messages_per_minute: int = Field(
        20, ge=0, le=1000, description="messages a minute to one group or channel; 0 is no limit"
    )
    follows: int = Field(100, ge=1, le=1000, description="things a chat may follow and mute")
    alert_hours: int = Field(
        12, ge=1, le=72, description="hours after its publication in which an article can give an alert"
    )
    digest_hours: int = Field(
        12, ge=1, le=72, description="hours by which a digest can be late; later ones are left to the next"
    )
    fetch_allow: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="private hosts, addresses and networks that may be read, separated by commas"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="how much is logged")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object."""
        return ZoneInfo(self.timezone)

    @field_validator("admins", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = [part.strip() for part in value.split(",") if part.strip()]
        if bad := [part for part in ids if not (part.isascii() and part.isdigit())]:
            raise ValueError(f"{bad[0]!r} is not a Telegram user id (a whole number)")
        return frozenset(int(part) for part in ids)

    @field_validator("fetch_allow", mode="before")
    @classmethod
    def _places(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        words = [part.strip() for part in value.split(",") if part.strip()]
        try:
            Allowed.of(words)
        except ValueError as error:
            raise ValueError(f"{str(error)!r} is no host, address or network (such as 10.1.0.0/16)") from None
        return frozenset(words)

    @field_validator("telegram_token", "telegram_api", mode="before")
    @classmethod
    def _blank_is_unset(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        number, _, secret = (value.get_secret_value() if value else "1:x").partition(":")
        if not (number.isascii() and number.isdigit() and secret):
            raise ValueError("this is not a bot token; @BotFather gives one like 123456:ABC…")
        return value

    @field_validator("telegram_api")
    @classmethod
    def _api(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("this is not a URL; write for example http://127.0.0.1:8081")
        return value.rstrip("/") if value else None

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value == _default_database():
            return value
        from storage.dialect import choose  # noqa: PLC0415  # SQLAlchemy: a quarter of a summary's time

        try:
            choose(value)
        except ValueError:
            raise ValueError("write sqlite:///FILE or postgresql://USER@HOST/DATABASE") from None
        return value

    @field_validator("language")
    @classmethod
    def _language(cls, value: str) -> str:
        return _one_of(value, texts.languages())

    @field_validator("summarizer")
    @classmethod
    def _summarizer(cls, value: str) -> str:
        return _one_of(value, RANKERS)

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is not an IANA time zone; write for example Europe/Kyiv")
        return value


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return value


def load(*, telegram: bool = False) -> Settings:
    """The settings in force. ``telegram``: a token is needed. Raises Misconfigured."""
    named = {*os.environ, *(dotenv_values(_ENV_FILE) if _ENV_FILE.is_file() else {})}
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for name in sorted(n for n in named if n.upper().startswith(PREFIX) and not n.upper().startswith(_TESTS)):
        if name.upper() not in known:
            raise Misconfigured("settings.unknown", name=name, known=", ".join(sorted(known)))
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{PREFIX}{str(first['loc'][0]).upper()}"
        raise Misconfigured(
            "settings.bad", name=where, why=first["msg"].removeprefix("Value error, ")
        ) from error
    if telegram and settings.telegram_token is None:
        raise Misconfigured("settings.no_token", name=f"{PREFIX}TELEGRAM_TOKEN")
    return settings
