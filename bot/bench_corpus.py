"""Corpora that are measured on: articles with a summary by a person, and timelines of events with several."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsroom.errors import Refused
from summarizer import languages
from summarizer.model import Document

TIMELINES = "timelines"
"""The name of the set that timelines are in, unless they name another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be summed up, and the summaries by people that it is measured against."""

    set: str
    documents: tuple[Document, ...]
    references: tuple[str, ...]


def tasks(path: Path) -> Iterator[Task]:
    """The tasks in a file of JSON lines, gzipped or not.

    A line is an article with the fields text and reference, and if need be set and title; or a timeline
    with updates, a list of [date, [sentences]], and references, a list. Raises Refused for other lines.
    """
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield _task(json.loads(line))
                except (ValueError, KeyError, TypeError) as error:
                    raise Refused("cli.bad_line", path=str(path), line=number) from error
    except OSError as error:
        raise Refused("cli.no_file", path=str(path), why=error.strerror or "") from error


def _task(fields: dict[str, Any]) -> Task:
    if "updates" in fields:
        return Task(
            set=str(fields.get("set", TIMELINES)),
            documents=tuple(_update(day, sentences) for day, sentences in fields["updates"]),
            references=tuple(map(str, fields["references"])),
        )
    text = str(fields["text"])
    document = Document(text=text, title=str(fields.get("title", "")), language=languages.detect(text))
    return Task(
        set=str(fields.get("set", "articles")),
        documents=(document,),
        references=(str(fields["reference"]),),
    )


def _update(day: str, sentences: list[str]) -> Document:
    text = "\n".join(sentences)
    published = datetime.fromisoformat(day)
    return Document(
        text=text,
        published=published if published.tzinfo else published.replace(tzinfo=UTC),
        language=languages.detect(text),
    )
