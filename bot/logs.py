"""The log: lines for people on a terminal, JSON lines for machines otherwise; secrets never."""

from __future__ import annotations

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# A bot's token wherever it turns up: digits, a colon, then at least 30 of base64url's characters.
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
# A password in a database URL.
_PASSWORD = re.compile(r"(?<=://)([^\s:/@]+):[^\s@/]+@")


def redact(text: str) -> str:
    """The text without tokens and passwords."""
    return _PASSWORD.sub(r"\1:***@", _TOKEN.sub("***", text))


def _redacted(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {name: redact(value) if isinstance(value, str) else value for name, value in event.items()}


def configure(level: str) -> None:
    """Sends all logging to standard error, from ``level`` up."""
    shared: list[Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
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
    root.setLevel(level.upper())
