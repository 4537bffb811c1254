"""What the log says of errors, and whom it hears."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot import logs


@contextmanager
def configured() -> Iterator[None]:
    """The log as the bot sets it up at the finest level; as it was before, afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    ours = {name: logging.getLogger(name).level for name in logs._OURS}
    logs.configure("debug")
    try:
        yield
    finally:
        root.handlers = handlers
        root.setLevel(level)
        for name, before in ours.items():
            logging.getLogger(name).setLevel(before)


def test_libraries_are_heard_from_warnings_on(capsys: pytest.CaptureFixture[str]) -> None:
    """What a library handles it tells in its finer lines; ours are heard all."""
    with configured():
        for name in ("aiosqlite", "sqlalchemy.engine", "alembic", "telegram.ext", "httpx", "asyncio"):
            logging.getLogger(name).info("secret words")
        logging.getLogger("storage.x").debug("a fine line")
        logging.getLogger("httpx").warning("a warning")
    heard = capsys.readouterr().err
    assert "secret" not in heard
    assert "a fine line" in heard
    assert "a warning" in heard


def test_exceptions_are_told_without_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever logs an exception, its kind and place are told, with causes and members, never its message."""
    group = ExceptionGroup("secret group", [ValueError("secret member")])
    with configured():
        try:
            raise group from KeyError("secret cause")
        except ExceptionGroup:
            logging.getLogger("asyncio").exception("Task exception was never retrieved")
    heard = capsys.readouterr().err
    assert "secret" not in heard
    for kind in ("ExceptionGroup", "KeyError", "ValueError", "test_logs.py"):
        assert kind in heard
