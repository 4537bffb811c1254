"""An article as a JSON object, as imports, exports and files of records have it. For a worker process.

A ``text`` is the article's body as it stands; only NUL goes, a byte order mark, and white space around it,
and line ends become ``\\n``. Of an ``html`` the article is extracted as of any other page. What the record
says of the article goes before what the page says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from ingest import dates, files
from ingest.canonical import canonical
from ingest.errors import Unreadable
from ingest.lines import normalised
from ingest.model import Draft, Precision, Stamp
from ingest.title import first_sentence
from newsroom import believable
from newsroom.answer import Text
from newsroom.errors import Refused
from newsroom.fields import Fields

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)  # of a tag such as pt-BR: RFC 5646, 2.2.1
_DAY = len("2024-10-23")


def draft(fields: Fields) -> Draft:
    """The article of a record. Raises Refused for one of which none can be made."""
    return believable.facts(_draft(fields), datetime.now(UTC))


def language(fields: Fields) -> str | None:
    """The code of the language; None, to have it detected, where the field holds no such code."""
    given = _LANGUAGE.fullmatch(_stripped(fields, "language") or "")
    return given[1].lower() if given else None


def _draft(fields: Fields) -> Draft:
    url = _url(fields)
    text, html = fields.text_or_none("text"), fields.text_or_none("html")
    if text is not None and (body := normalised(text).strip()):
        draft = Draft(title="", body=body, url=canonical(url) if url else None)
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
        published=_stamp(fields) or draft.published,
        source=believable.name(_stripped(fields, "source") or "") or draft.source,
        byline=_stripped(fields, "byline") or draft.byline,
        dateline=_stripped(fields, "dateline") or draft.dateline,
        agency=_stripped(fields, "agency") or draft.agency,
    )


def _stripped(fields: Fields, name: str) -> str | None:
    """A text on one line, or None where it is absent or blank."""
    value = fields.text_or_none(name)
    return " ".join(normalised(value).split()) or None if value else None


def _url(fields: Fields) -> str | None:
    value = _stripped(fields, "url")
    if value is not None and believable.address(value) is None:
        raise Refused("corpus.wrong", name="url", wanted=Text.of("corpus.an_address"))
    return value


def _stamp(fields: Fields) -> Stamp | None:
    """The time of publication. Without a zone it is known to the day."""
    value = _stripped(fields, "published")
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None and len(value) > _DAY and at.year in dates.YEARS:
        stamp: Stamp | None = Stamp(at=at.astimezone(UTC), precision=Precision.MINUTE)
    else:
        stamp = dates.iso(value)
    if stamp is None:
        raise Refused("corpus.wrong", name="published", wanted=Text.of("corpus.a_date"))
    if believable.to_come(stamp, datetime.now(UTC)):
        raise Refused("corpus.wrong", name="published", wanted=Text.of("corpus.past"))
    return stamp
