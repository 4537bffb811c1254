"""The bundled sample articles: a small archive to try Sitrep on, marked as samples everywhere.

They are written in the project's own words, as made-up sources might have told the events; the
sources do not exist and their addresses use the reserved ``.example`` domain (RFC 2606, section 2).
No sentence in them is a quotation of a real person.

Each file is a TOML header between two lines of ``+++`` and then the body, a blank line between
paragraphs. A header's ``published`` is a date (known to the day) or a date and time with its zone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib import resources

from ingest.model import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample article. ``published`` is aware UTC, at midnight when its precision is the day.

    ``body`` has one newline between paragraphs. ``dateline`` is the place it was filed from, or None.
    """

    title: str
    body: str
    source: str
    published: datetime
    precision: Precision
    url: str
    language: str
    dateline: str | None = None


def load() -> tuple[Sample, ...]:
    """All sample articles, oldest first; those of one moment by address."""
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".md"))
    samples = [_parse(file.read_text(encoding="utf-8")) for file in files]
    return tuple(sorted(samples, key=lambda sample: (sample.published, sample.url)))


def _parse(text: str) -> Sample:
    _, header, body = text.split("+++\n", 2)
    fields = tomllib.loads(header)
    published, precision = _published(fields.pop("published"))
    paragraphs = [line for line in body.splitlines() if line]
    return Sample(**fields, body="\n".join(paragraphs), published=published, precision=precision)


def _published(value: date | datetime) -> tuple[datetime, Precision]:
    if isinstance(value, datetime):
        return value.astimezone(UTC), Precision.MINUTE
    return datetime.combine(value, time(), tzinfo=UTC), Precision.DAY
