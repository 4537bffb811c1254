"""What would be stored of a text or a page, as plain data. Runs in a worker process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.corpus import dumps
from ingest import files
from ingest.errors import Unreadable
from ingest.model import Draft, Precision, Stamp
from newsroom import believable
from newsroom.answer import Text
from newsroom.errors import Refused
from newsroom.fields import Fields
from newsroom.spool import Given, told, units
from summarizer import languages

WARM = (
    b'{"id": 0, "kind": "html", "content": "<html><body><p>The harbour office said on Friday '
    b'that the ferry would sail again in spring.</p></body></html>"}'
)
"""A first line, so that no other waits for libraries to load."""
KINDS = {"text": files.pasted, "html": files.saved}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A draft and its language, an ISO 639-1 code or "und"."""

    draft: Draft
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a file or page holds, and what of it could not be read."""

    articles: tuple[Extract, ...]
    failures: tuple[Text, ...] = ()


def of_file(file: Given) -> Extracted:
    """The articles of a file. Raises Unreadable where it is not to be opened, Refused where it has none."""
    articles: list[Extract] = []
    failures: list[Text] = []
    for unit in units(file):
        for entry in unit.read():
            if entry.why is not None:
                failures.append(told(replace(entry, part=unit.part)))
            if entry.draft is not None:
                (one,) = of([entry.draft])
                articles.append(replace(one, language=entry.language or one.language))
    if not articles and len(failures) == 1:
        raise Refused(failures[0].key, **failures[0].args)
    return Extracted(articles=tuple(articles), failures=tuple(failures))


def of_page(text: str, url: str, *, plain: bool) -> Extracted:
    """The articles of a page, or of the ``plain`` text at an address. Raises Unreadable where none is."""
    return Extracted(articles=of(files.drafts(text, url) if plain else files.saved(text, url)))


def of(drafts: Sequence[Draft], received: datetime | None = None) -> tuple[Extract, ...]:
    """The drafts as they would be stored if ``received`` then, now where None, with their languages."""
    believed = [believable.facts(draft, received or datetime.now(UTC)) for draft in drafts]
    return tuple(
        Extract(draft=draft, language=languages.detect(f"{draft.title}\n{draft.body}")) for draft in believed
    )


def line(given: bytes) -> str:
    """The articles of a line with ``id``, ``kind`` ("text" or "html") and ``content``, as a line of JSON.

    ``url`` in it is where the content stands. A content without an article has none; that is no error.
    Raises Refused for what is no such line.
    """
    fields = Fields.of(given)
    number, kind, content = fields.identity(), fields.text("kind"), fields.text("content")
    url = fields.text_or_none("url") or None
    received = fields.moment("received")
    if kind not in KINDS:
        raise Refused("corpus.wrong", name="kind", wanted=Text.of("corpus.a_kind"))
    try:
        found = of(KINDS[kind](content, url), received)
    except Unreadable:
        found = ()
    return dumps({"id": number, "articles": [plain(one) for one in found]})


def plain(one: Extract) -> dict[str, object]:
    """An article as an object. What the input does not state is null."""
    draft = one.draft
    return {
        "title": draft.title,
        "body": draft.body,
        "published": iso(draft.published) if draft.published else None,
        "precision": draft.published.precision.value if draft.published else None,
        "source": draft.source,
        "byline": draft.byline,
        "dateline": draft.dateline,
        "agency": draft.agency,
        "url": draft.url,
        "language": one.language,
    }


def iso(stamp: Stamp) -> str:
    """A time in ISO 8601: a day as that day alone, a minute in UTC."""
    return stamp.at.date().isoformat() if stamp.precision is Precision.DAY else stamp.at.isoformat()
