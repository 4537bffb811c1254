"""An article as a JSON object, as imports, exports and files of records have it. For a worker process.

A ``text`` is the article's body as it stands; only NUL goes, a byte order mark, and white space around it,
and line ends become ``\\n``. Of an ``html`` the article is extracted as of any other page. What the record
says of the article goes before what the page says; a date or address that is not to be believed is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from ingest import dates, files
from ingest.errors import Unreadable
from ingest.lines import normalised
from ingest.model import Doubt, Draft, Precision, Stamp, Why
from ingest.title import first_sentence
from newsroom import believable
from newsroom.errors import Refused
from newsroom.fields import Fields

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)  # of a tag such as pt-BR: RFC 5646, 2.2.1
_DAY = len("2024-10-23")


def draft(fields: Fields) -> Draft:
    """The article of a record. Raises Refused for one of which none can be made."""
    return believable.facts(_draft(fields), datetime.now(UTC))


def language(fields: Fields) -> str | None:
    """The code of the language; None, to have it detected, where the field holds no such code."""
    given = _LANGUAGE.fullmatch(_stated(fields, "language"))
    return given[1].lower() if given else None


def _draft(fields: Fields) -> Draft:
    url, strange = _url(fields)
    published, odd = _stamp(fields)
    text, html = fields.text_or_none("text"), fields.text_or_none("html")
    if text is not None and (body := normalised(text).strip()):
        draft = Draft(title="", body=body, url=url)
    elif html is not None and html.strip():
        try:
            draft, *_ = files.saved(html, url)  # a record is one article: a page's first
        except Unreadable as error:
            raise Refused("corpus.no_article") from error
    else:
        raise Refused("corpus.no_text")
    title = draft.title or " ".join(first_sentence(draft.body.partition("\n")[0]).split())
    return replace(
        draft,
        title=believable.name(_stripped(fields, "title") or "") or title,
        published=published or draft.published,
        source=believable.name(_stripped(fields, "source") or "") or draft.source,
        byline=_stripped(fields, "byline") or draft.byline,
        dateline=_stripped(fields, "dateline") or draft.dateline,
        agency=_stripped(fields, "agency") or draft.agency,
        doubts=(*strange, *odd, *_tongue(fields)),
    )


def _stripped(fields: Fields, name: str) -> str | None:
    """A text on one line, or None where it is absent or blank."""
    value = fields.text_or_none(name)
    return " ".join(normalised(value).split()) or None if value else None


def _stated(fields: Fields, name: str) -> str:
    """A field of any type on one line, "" where it is absent or blank."""
    return " ".join(normalised(fields.stated(name)).split())


def _url(fields: Fields) -> tuple[str | None, tuple[Doubt, ...]]:
    said = _stated(fields, "url")
    url = believable.address(said)
    return url, (Doubt(words=said, why=Why.ADDRESS),) if said and url is None else ()


def _tongue(fields: Fields) -> tuple[Doubt, ...]:
    said = _stated(fields, "language")
    return (Doubt(words=said, why=Why.LANGUAGE),) if said and language(fields) is None else ()


def _stamp(fields: Fields) -> tuple[Stamp | None, tuple[Doubt, ...]]:
    """The time of publication. Without a zone it is known to the day; an export says where it is less."""
    said = _stated(fields, "published")
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None and len(said) > _DAY and at.year in dates.YEARS:
        stamp: Stamp | None = Stamp(at=at.astimezone(UTC), precision=Precision.MINUTE)
    else:
        stamp = dates.iso(said)
    if stamp is not None and fields.stated("precision") == Precision.SENT:
        stamp = replace(stamp, precision=Precision.SENT)
    if stamp is None:
        return None, (Doubt(words=said, why=Why.DATE),) if said else ()
    if believable.to_come(stamp, datetime.now(UTC)):
        return None, (Doubt(words=said, why=Why.FUTURE),)
    return stamp, ()
