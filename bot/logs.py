"""The log: lines for people on a terminal, JSON lines for machines otherwise; secrets never.

Nor what people or articles say. Libraries write of what they handle (aiosqlite of every row, python-
telegram-bot of every update, httpx of every address with the token in it), so only their warnings are
heard; and of an exception, whoever logs it, where it came from is told and not its message.
"""

from __future__ import annotations

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from newsroom.traces import trace

# A bot's token wherever it turns up: digits, a colon, then at least 30 of base64url's characters.
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
# A password in a database URL.
_PASSWORD = re.compile(r"(?<=://)([^\s:/@]+):[^\s@/]+@")

_OURS = ("bot", "handlers", "newsroom", "ingest", "storage", "summarizer")


def redact(text: str) -> str:
    """The text without tokens and passwords."""
    return _PASSWORD.sub(r"\1:***@", _TOKEN.sub("***", text))


def _redacted(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {name: redact(value) if isinstance(value, str) else value for name, value in event.items()}


def _traced(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception without its message, which may quote anything."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info if isinstance(info, BaseException) else None
    if isinstance(error, BaseException):
        event["exception"] = trace(error)
    return event


def configure(level: str) -> None:
    """Sends all logging to standard error: ours from ``level`` up, libraries' from warnings up."""
    shared: list[Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _traced,
        _redacted,
    ]
    last: Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    own = logging.getLevelNamesMapping()[level.upper()]
    root.setLevel(max(own, logging.WARNING))
    for name in _OURS:
        logging.getLogger(name).setLevel(own)
